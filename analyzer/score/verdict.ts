import type { Verdict } from '../model/analysis.ts';
import type { AgainstOrder } from './against-order.ts';
import type { NullModel } from './null-model.ts';
import { count } from '../../words/count.ts';

export interface VerdictInput {
  readonly modules: number;
  readonly services: number;
  readonly sharedModules: number;
  readonly chance: NullModel;
  /** Pairs of modules of which one depends on the other. */
  readonly dependencies: number;
  readonly transactions: number;
  /** Names of the services in the largest circle of dependencies, sorted; empty where there is no circle. */
  readonly circle: readonly string[];
  readonly order: AgainstOrder;
  readonly metrics: Readonly<Record<string, number>>;
}

/** A monolith of fewer modules is one service. */
const leastModules = 12;
/** Structure this many standard deviations above chance is real. */
const leastZ = 3;
/**
 * And it must be worth something: random graphs of a thousand nodes vary so little that z alone misleads. A share of what is
 * left above chance, since sparse random graphs reach a high modularity by themselves.
 */
const leastGain = 0.1;
/**
 * Where more of the calls cross than this, the parts are not apart yet. In the labelled systems that are services in fact, .02 to .19
 * do; of medusa-v1, which its team made modules of in place, .40.
 */
const mostCrossing = 1 / 3;
const mostShared = 0.35;
const mostCutTransactions = 0.3;
/** Two or three transactions that would span services are seams to redesign one by one, not a state of the whole. */
const leastCutTransactions = 4;
/** Of services that all reach each other none can leave without being called back by what stays. */
const mostInCircle = 2 / 3;
/**
 * … and turning round fewer of the dependencies between services than this opens every circle. A tie of one import in
 * each direction closes a circle over nearly any monolith, so the size of the circle alone says little.
 */
const mostAgainstOrder = 0.2;
/** Two or three services that know each other are a seam to cut, not a state of the whole. */
const leastCircle = 4;
const namedOfCircle = 3;

/** Whether to split, modularise in place first, or leave it. A tool that can only say "split" is a sales pitch. */
export function judge(input: VerdictInput): Verdict {
  const against = reasonsToLeave(input);
  if (against.length > 0) return { advice: 'leave-it', reasons: against };
  const { quality, chance, z } = input.chance;
  const structured = `its modules form ${input.services} parts: modularity ${quality.toFixed(2)}, where chance gives ${chance.toFixed(2)} (${z > 99 ? 'more than 99' : z.toFixed(0)} standard deviations)`;
  const first = reasonsToModularise(input);
  if (first.length > 0) return { advice: 'modularise-first', reasons: [structured, ...first] };
  return {
    advice: 'split',
    reasons: [structured, ...crossingText(input), ...cutText(input), ...circleToOpen(input)],
  };
}

function reasonsToLeave({ modules, services, chance }: VerdictInput): string[] {
  if (modules < leastModules) return [`${count(modules)} modules are few enough for one service`];
  if (chance.draws === 0) return ['no module depends on another, so nothing shows where to cut'];
  if (chance.z < leastZ || chance.quality - chance.chance < leastGain * (1 - chance.chance))
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
  if (isWideCircle(input) && input.order.against > mostAgainstOrder * input.order.crossing)
    reasons.push(circleText(input));
  const cut = metrics['cutTransactions'] ?? 0;
  if (cut >= leastCutTransactions && cut / transactions > mostCutTransactions)
    reasons.push(...cutText(input));
  return reasons;
}

function isWideCircle({ circle, services }: VerdictInput): boolean {
  return circle.length >= leastCircle && circle.length > mostInCircle * services;
}

function crossingText({ dependencies, metrics }: VerdictInput): string[] {
  return dependencies === 0 ? [] : [`${percent(metrics['icp'] ?? 0)} of the calls would cross services`];
}

function cutText({ metrics, transactions }: VerdictInput): string[] {
  const cut = metrics['cutTransactions'] ?? 0;
  return cut === 0 ? [] : [`${count(cut)} of ${count(transactions)} transactions would span services`];
}

/** What has to be done about a circle that is no reason to wait. */
function circleToOpen(input: VerdictInput): string[] {
  const { circle, services, order } = input;
  if (!isWideCircle(input)) return [];
  return [
    `${circle.length} of ${services} services depend on each other in one circle, which ${count(order.against)} of ${count(order.crossing)} dependencies close`,
  ];
}

function circleText({ circle, services, order }: VerdictInput): string {
  const named = circle.slice(0, namedOfCircle).join(', ');
  const more = circle.length > namedOfCircle ? ' …' : '';
  return `${circle.length} of ${services} services depend on each other in one circle (${named}${more}); in no order that was found do fewer than ${count(order.against)} of the ${count(order.crossing)} dependencies between services point back`;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
