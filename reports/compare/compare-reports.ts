import type { CutName, CutView, Report, ScoreView } from '../model/report.ts';
import { byCodeUnit } from '../text/system/by-code-unit.ts';
import type { Comparison, MovedModule, OwnerChange, ScoreChange, SetChange } from './comparison.ts';
import { matchServices, type ServiceMatch } from './match-services.ts';
import { serviceChanges } from './service-changes.ts';

/** Sets a report against an older one. Compares the same cut of both, the recommended where one of them lacks it. */
export function compareReports(before: Report, after: Report, cut: CutName = 'recommended'): Comparison {
  const [old, now] = [cutOf(before, cut), cutOf(after, cut)];
  const matches = matchServices(old.services, now.services);
  return {
    formatVersion: 1,
    cut: now.name,
    verdict: { before: before.verdict.advice, after: after.verdict.advice },
    services: serviceChanges(old.services, now.services, matches),
    moved: movedModules(old, now, matches),
    modules: setChange(modulesOf(old), modulesOf(now)),
    endpoints: setChange(
      old.endpoints.map(({ id }) => id),
      now.endpoints.map(({ id }) => id),
    ),
    entities: setChange(
      old.tables.map(({ entity }) => entity),
      now.tables.map(({ entity }) => entity),
    ),
    shared: setChange(
      old.shared.map(({ module }) => module),
      now.shared.map(({ module }) => module),
    ),
    owners: ownerChanges(old, now, matches),
    scores: scoreChanges(old.scores, now.scores),
    blindSpots: setChange(
      before.coverage.blindSpots.map(({ title }) => title),
      after.coverage.blindSpots.map(({ title }) => title),
    ),
  };
}

function cutOf(report: Report, cut: CutName): CutView {
  return report.cuts.find(({ name }) => name === cut) ?? report.recommended;
}

function modulesOf({ services, shared, roots, loose }: CutView): string[] {
  return [
    ...services.flatMap(({ modules }) => modules),
    ...[...shared, ...roots].map(({ module }) => module),
    ...loose,
  ];
}

/** A module moved where its service of before does not match its service now. */
function movedModules(old: CutView, now: CutView, matches: readonly ServiceMatch[]): MovedModule[] {
  const [before, after] = [homesOf(old), homesOf(now)];
  const today = new Set(modulesOf(now));
  const renamed = new Map(matches.map((match) => [match.before, match.after]));
  return modulesOf(old)
    .filter((module) => today.has(module))
    .sort(byCodeUnit)
    .flatMap((module) => {
      const [from, to] = [before.get(module), after.get(module)];
      const isSame = from === undefined ? to === undefined : to !== undefined && renamed.get(from) === to;
      if (isSame) return [];
      return [{ module, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
    });
}

function homesOf({ services }: CutView): Map<string, string> {
  return new Map(services.flatMap(({ name, modules }) => modules.map((module) => [module, name] as const)));
}

function ownerChanges(old: CutView, now: CutView, matches: readonly ServiceMatch[]): OwnerChange[] {
  const renamed = new Map(matches.map((match) => [match.before, match.after]));
  const owners = new Map(old.tables.map(({ entity, owner }) => [entity, owner]));
  return now.tables
    .filter(({ entity, owner }) => {
      const before = owners.get(entity);
      return owners.has(entity) && (before === undefined ? undefined : (renamed.get(before) ?? '')) !== owner;
    })
    .map(({ entity, owner }) => {
      const before = owners.get(entity);
      return {
        entity,
        ...(before === undefined ? {} : { before }),
        ...(owner === undefined ? {} : { after: owner }),
      };
    })
    .sort((a, b) => byCodeUnit(a.entity, b.entity));
}

function scoreChanges(old: readonly ScoreView[], now: readonly ScoreView[]): ScoreChange[] {
  const before = new Map(old.map(({ name, value }) => [name, value]));
  return now.flatMap(({ name, label, better, value }) => {
    const was = before.get(name);
    if (was === undefined) return [];
    return [{ name, label, better, before: was, after: value, verdict: judge(better, value - was) }];
  });
}

/** Scores are written to few digits, and noise beyond them is no change. */
const NOISE = 1e-6;

function judge(better: ScoreView['better'], delta: number): ScoreChange['verdict'] {
  if (Math.abs(delta) < NOISE) return 'same';
  if (better === 'neither') return 'changed';
  return delta > 0 === (better === 'higher') ? 'better' : 'worse';
}

function setChange(before: readonly string[], after: readonly string[]): SetChange {
  const [old, now] = [new Set(before), new Set(after)];
  return {
    added: [...now].filter((each) => !old.has(each)).sort(byCodeUnit),
    removed: [...old].filter((each) => !now.has(each)).sort(byCodeUnit),
  };
}
