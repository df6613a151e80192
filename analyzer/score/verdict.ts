import type { Verdict } from '../model/analysis.ts';
import type { NullModel } from './null-model.ts';

export interface VerdictInput {
  readonly modules: number;
  readonly services: number;
  readonly sharedModules: number;
  readonly chance: NullModel;
  readonly transactions: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** A monolith of fewer modules is one service. */
const leastModules = 12;
/** Structure this many standard deviations above chance is real. */
const leastZ = 3;
/** And it must be worth something: random graphs of a thousand nodes vary so little that z alone misleads. */
const leastGain = 0.05;
/** Where more of the dependencies cross than this, the parts are not apart yet. */
const mostCrossing = 0.45;
const mostShared = 0.35;
const mostCutTransactions = 0.3;

/** Whether to split, modularise in place first, or leave it. A tool that can only say "split" is a sales pitch. */
export function judge(input: VerdictInput): Verdict {
  const against = reasonsToLeave(input);
  if (against.length > 0) return { advice: 'leave-it', reasons: against };
  const { quality, chance, z } = input.chance;
  const structured = `its modules form ${input.services} parts: modularity ${quality.toFixed(2)}, where chance gives ${chance.toFixed(2)} (${z > 99 ? 'more than 99' : z.toFixed(0)} standard deviations)`;
  const first = reasonsToModularise(input);
  if (first.length > 0) return { advice: 'modularise-first', reasons: [structured, ...first] };
  const crossing = Math.round((input.metrics['icp'] ?? 0) * 100);
  return { advice: 'split', reasons: [structured, `${crossing} % of the calls would cross services`] };
}

function reasonsToLeave({ modules, services, chance }: VerdictInput): string[] {
  if (modules < leastModules) return [`${modules} modules are few enough for one service`];
  if (chance.draws === 0) return ['no module depends on another, so nothing shows where to cut'];
  if (chance.z < leastZ || chance.quality - chance.chance < leastGain)
    return [
      `no more structure than chance gives: modularity ${chance.quality.toFixed(2)}, random graphs with the same degrees ${chance.chance.toFixed(2)}`,
    ];
  return services < 2 ? ['everything hangs together: no cut leaves two services'] : [];
}

function reasonsToModularise(input: VerdictInput): string[] {
  const { metrics, modules, sharedModules, transactions } = input;
  const reasons: string[] = [];
  const crossing = metrics['icp'] ?? 0;
  if (crossing > mostCrossing) reasons.push(`${percent(crossing)} of the calls would cross services`);
  if (sharedModules / modules > mostShared)
    reasons.push(`${percent(sharedModules / modules)} of the modules are shared by several services`);
  const cut = metrics['cutTransactions'] ?? 0;
  if (transactions > 0 && cut / transactions > mostCutTransactions)
    reasons.push(`${cut} of ${transactions} transactions would span services`);
  return reasons;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
