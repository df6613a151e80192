import { count } from '../../words/count.ts';
/** What a plan costs on this code. For every number less is better, but for modules and services, which only say how far it reaches. */
export interface PlanMeasures {
  readonly services: number;
  /** Modules that belong to a service. */
  readonly modules: number;
  /** Pairs of modules that depend across a boundary, wanted or not. */
  readonly crossings: number;
  /** References across boundaries. */
  readonly calls: number;
  /** Circles of services. */
  readonly cycles: number;
  /** Owned tables that others touch. */
  readonly sharedTables: number;
  /** Transactions over tables of several services. */
  readonly cutTransactions: number;
}

const WORDS: Readonly<Record<keyof PlanMeasures, string>> = {
  services: 'services',
  modules: 'modules in services',
  crossings: 'crossing pairs',
  calls: 'cross-service calls',
  cycles: 'circles',
  sharedTables: 'shared tables',
  cutTransactions: 'cut transactions',
};

/** What a number that changes is about, by name: the tables, the scopes. */
export type EffectNames = Partial<Readonly<Record<keyof PlanMeasures, string>>>;

/** `cross-service calls 41 → 29, shared tables 3 → 2: orders`; empty where nothing changes. */
export function describeEffect(before: PlanMeasures, after: PlanMeasures, names: EffectNames = {}): string {
  return Object.entries(WORDS)
    .flatMap(([name, words]) => {
      const [old, now] = [before, after].map((measures) => Reflect.get(measures, name) as number) as [
        number,
        number,
      ];
      const about = Reflect.get(names, name) as string | undefined;
      return old === now
        ? []
        : [`${words} ${count(old)} → ${count(now)}${about === undefined ? '' : `: ${about}`}`];
    })
    .join(', ');
}
