import { printable } from '../../printable.ts';
import { clip, fit } from '../draw/fit.ts';
import type { Session } from '../session/session.ts';
import type { Row } from './row.ts';
import { count as counted } from '../../../words/count.ts';
import { plural } from '../../../words/plural.ts';

/** Waves with their services, and below each what stands in its way. */
export function waveRows(session: Session): readonly Row[] {
  const blockers = new Map(session.analysis.roadmap.map(({ service, blockers: list }) => [service, list]));
  const lines = new Map(session.services().map((line) => [line.name, line]));
  const planned = session.view.waves.flatMap(({ name, services }): Row[] => [
    heading(name, services.length),
    ...services.map((service) => {
      const line = lines.get(service);
      const numbers =
        line === undefined
          ? ''
          : `${plural(line.modules, 'module')}, ${counted(line.incoming)} in, ${counted(line.outgoing)} out`;
      return item(`${name}:${service}`, service, [numbers, ...(blockers.get(service) ?? [])].join('; '));
    }),
  ]);
  const named = new Set(session.view.waves.flatMap(({ services }) => services));
  const rest = session.services().filter(({ name }) => !named.has(name));
  return rest.length === 0
    ? planned
    : [...planned, heading('in no wave', rest.length), ...rest.map(({ name }) => item(`:${name}`, name, ''))];
}

function heading(name: string, count: number): Row {
  return {
    key: `wave:${name}`,
    kind: 'heading',
    text: name,
    cells: (width) => [{ text: fit(`${printable(name)} (${counted(count)})`, width), role: 'accent' }],
  };
}

function item(key: string, service: string, note: string): Row {
  return {
    key,
    kind: 'item',
    text: service,
    ...(note === '' ? {} : { told: `${service}: ${note}` }),
    cells: (width) => {
      const name = Math.min(20, Math.floor(width * 0.35));
      return [
        { text: `  ${fit(service, name)}` },
        { text: ` ${clip(printable(note), width - name - 3)}`, role: 'dim' },
      ];
    },
  };
}
