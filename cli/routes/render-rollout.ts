import type { GateStatus, RouteStatus } from '../../proxy/index.ts';
import { printable } from '../printable.ts';
import { wrap } from '../text/layout.ts';
import { count } from '../../words/count.ts';

const INDENT = '    ';
const NAMES = {
  requests: 'requests',
  errors: '5xx',
  clientErrors: '4xx',
  latency: 'p99',
  divergence: 'divergence',
} as const;
const MARKS = { pass: '✓', fail: '✗', warn: '!', unsure: '…', off: '-' } as const;

/** What the gates of a route say (its value / the limit, and how much of the evidence is there), below its line; nothing for a route without gates, or with nothing to do. */
export function renderRollout({ rollout }: RouteStatus, columns: number): string[] {
  if (rollout === null || rollout.phase === 'idle') return [];
  const { phase, dryRun, action, elapsedMs, everyMs, next, reasons, gates } = rollout;
  const step = `${duration(elapsedMs)} of at least ${duration(everyMs)}`;
  const then = next === null ? '' : `, then ${next.stage === 'canary' ? `${next.percent} %` : next.stage}`;
  const head =
    phase === 'halted'
      ? 'gates halted: rolled back; promote it to begin again'
      : `gates ${phase}${dryRun ? ' (dry run)' : ''}: ${step}${then}`;
  const warned = gates.some(({ verdict }) => verdict === 'warn');
  const why = phase === 'halted' || action !== 'hold' || warned ? reasons : [];
  return [
    head,
    gates
      .filter(({ verdict }) => verdict !== 'off')
      .map(renderGate)
      .join(', '),
    ...why,
  ]
    .filter((line) => line !== '')
    .flatMap((line) => wrap(printable(line), columns - INDENT.length))
    .map((line) => INDENT + line);
}

function renderGate({ name, verdict, service, limit, progress }: GateStatus): string {
  const sure = verdict === 'unsure' ? ` (${Math.floor(progress * 100)}%)` : '';
  const value = service === null ? '–' : valueOf(name, service);
  return `${MARKS[verdict]} ${NAMES[name]} ${value}/${valueOf(name, limit)}${sure}`;
}

function valueOf(name: GateStatus['name'], value: number): string {
  if (name === 'requests') return count(value);
  if (name === 'latency') return `${Number(value.toPrecision(3))}ms`;
  return `${Number((value * 100).toPrecision(2))}%`;
}

function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}
