import type { GateStatus, Verdict } from '../model/rollout.ts';

const NAMES = {
  requests: 'requests',
  errors: 'errors (5xx)',
  clientErrors: 'client errors (4xx)',
  latency: 'p99',
  divergence: 'divergence',
} as const;

const VERDICTS: Readonly<Record<Verdict, string>> = {
  pass: 'within the limit',
  fail: 'beyond the limit',
  warn: 'beyond the limit, as copies tell; promote by hand if that is as it should be',
  unsure: 'not proven yet',
  off: 'not judged',
};

/** One sentence a gate: the numbers of both sides, the limit, and what follows. */
export function reasonsOf(gates: readonly GateStatus[]): string[] {
  return gates.filter(({ verdict }) => verdict !== 'off').map(reasonOf);
}

function reasonOf(gate: GateStatus): string {
  const { name, verdict, service, monolith, limit, judged } = gate;
  if (name === 'requests') return `${judged} of at least ${limit} requests`;
  const told = name === 'latency' ? milliseconds : percent;
  const beside = monolith === null ? '' : `, monolith ${told(monolith)}`;
  const proven = verdict === 'unsure' ? ` (${Math.floor(gate.progress * 100)} % of the evidence)` : '';
  const what = `${NAMES[name]}: ${told(service)}${beside}, limit ${told(limit)} over ${judged}`;
  return `${what}: ${VERDICTS[verdict]}${proven}`;
}

function percent(rate: number | null): string {
  return rate === null ? 'none' : `${Number((rate * 100).toPrecision(2))} %`;
}

function milliseconds(time: number | null): string {
  return time === null ? 'none' : `${Number(time.toPrecision(2))} ms`;
}
