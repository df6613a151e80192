import { plural } from '../../../words/plural.ts';
import type { Operation } from '../../../plan/index.ts';
import type { PlannedRoute } from '../desk/plan-view.ts';
import type { Session } from '../session/session.ts';
import type { Pick } from './tui-state.ts';

/** One way to go, with the change that it is. */
export interface Choice {
  readonly label: string;
  readonly note: string;
  readonly operation: Operation;
}

type Of<Kind extends Pick['for']> = Extract<Pick, { for: Kind }>;

/** What can be chosen, the likeliest first; `filter` narrows it by name. */
export function choicesOf(pick: Pick, filter: string, session: Session): readonly Choice[] {
  const choices = session.keep(`choices ${JSON.stringify(pick)}`, () =>
    CHOICES[pick.for](pick as never, session),
  );
  return choices.filter(({ label }) => label.includes(filter.toLowerCase()));
}

const CHOICES: { readonly [Kind in Pick['for']]: (pick: Of<Kind>, session: Session) => Choice[] } = {
  move: ({ modules }, session) => {
    const ties = session.tiesOf(modules);
    const here = new Set(modules.map((id) => session.ownerOf(id)));
    const second = modules.length === 1 ? session.placements.get(modules[0]!)?.runnerUp : undefined;
    const remark = (name: string): string => {
      if (here.size === 1 && here.has(name)) return 'where it is';
      return name === second ? 'runner-up' : '';
    };
    return byStrength(session, ties, here.size === 1 ? [...here, second] : [second]).map((name) => ({
      label: name,
      note: noteOf(ties.get(name) ?? 0, remark(name)),
      operation: { op: 'move', modules: [...modules], to: name },
    }));
  },
  merge: ({ service }, session) => {
    const calls = new Map<string, number>();
    for (const seam of session.seams()) {
      const other = seam.from === service ? seam.to : seam.to === service ? seam.from : undefined;
      if (other !== undefined) calls.set(other, (calls.get(other) ?? 0) + seam.calls);
    }
    return byStrength(session, calls)
      .filter((name) => name !== service)
      .map((name) => ({
        label: name,
        note: noteOf(calls.get(name) ?? 0, ''),
        operation: { op: 'merge', services: [service, name], into: name },
      }));
  },
  own: ({ entity }, session) => {
    const table = session.tables().find((line) => line.entity === entity);
    const rank = new Map([
      ...(table?.readers ?? []).map((name) => [name, 1] as const),
      ...(table?.writers ?? []).map((name) => [name, 2] as const),
    ]);
    return byStrength(session, rank).map((name) => ({
      label: name,
      note:
        name === table?.owner ? 'owns it now' : (['', 'reads it', 'writes it'][rank.get(name) ?? 0] ?? ''),
      operation: { op: 'own', entity, service: name },
    }));
  },
  stage: ({ route }, session) => {
    const planned = session.view.routes.find(({ id }) => id === route);
    const runs = session.view.services.some(({ name, runs: isUp }) => name === planned?.service && isUp);
    return STAGES.map(({ label, ...to }) => ({
      label,
      note: stageNote(label, runs, planned),
      operation: { op: 'stage', route, ...to },
    }));
  },
};

const STAGES = [
  { label: 'monolith', stage: 'monolith' },
  { label: 'shadow', stage: 'shadow' },
  { label: 'canary 1 %', stage: 'canary', percent: 1 },
  { label: 'canary 5 %', stage: 'canary', percent: 5 },
  { label: 'canary 25 %', stage: 'canary', percent: 25 },
  { label: 'canary 50 %', stage: 'canary', percent: 50 },
  { label: 'live', stage: 'live' },
] as const;

function stageNote(label: string, runs: boolean, planned: PlannedRoute | undefined): string {
  if (label === planned?.stage) return 'where it is';
  if (!runs && label !== 'monolith') return 'no address: Esc, U';
  return label === 'shadow' ? unmirroredNote(planned?.unmirrored ?? []) : skipNote(label, planned);
}

function unmirroredNote(left: readonly string[]): string {
  return left.length === 0 ? '' : `without ${left.includes('*') ? 'writes' : left.join(', ')}`;
}

/** Clients would meet answers that nothing has compared. */
function skipNote(label: string, planned: PlannedRoute | undefined): string {
  return planned?.stage === 'monolith' && label !== 'monolith' ? 'skips the shadow' : '';
}

/** Names of services, the strongest first, of equals those of `before` in their order, then by name. */
function byStrength(
  session: Session,
  strength: ReadonlyMap<string, number>,
  before: readonly (string | undefined)[] = [],
): string[] {
  const rank = (name: string): number =>
    (strength.get(name) ?? 0) + (before.includes(name) ? 1 / (2 + before.indexOf(name)) : 0);
  return session
    .services()
    .map(({ name }) => name)
    .sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
}

function noteOf(calls: number, more: string): string {
  return [...(calls === 0 ? [] : [plural(calls, 'call')]), ...(more === '' ? [] : [more])].join(', ');
}
