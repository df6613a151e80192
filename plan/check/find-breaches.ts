import type { Access, Transaction } from '../../analyzer/model/evidence.ts';
import type { Dependency } from '../../analyzer/model/dependency.ts';
import { type Assignment, type Owner, ownerName } from '../assign/assign-modules.ts';
import type { Breach, BreachIdentity, CodeFacts } from '../model/breach.ts';
import type { CheckPolicies, Plan } from '../model/plan.ts';
import { breachId, breachKey } from './breach-id.ts';
import { cyclesOf } from './cycles-of.ts';
import { doorsOf } from './doors-of.ts';
import { namesInShort } from './names-in-short.ts';

/** Every place where the code does what the plan does not want, sorted by place. Same input, same answer. */
export function findBreaches(facts: CodeFacts, plan: Plan, assignment: Assignment): Breach[] {
  const { policies, crossings } = crossingsOf(facts, plan, assignment);
  const isOn = (kind: keyof CheckPolicies): boolean => policies[kind] !== 'off';
  const found = [
    ...(isOn('crossing') ? crossings.filter(({ allowed }) => !allowed).flatMap(crossingBreaches) : []),
    ...(isOn('door') ? doorBreaches(crossings, plan, isOn('crossing')) : []),
    ...(isOn('data') ? dataBreaches(facts.accesses, plan, assignment) : []),
    ...(isOn('transaction') ? transactionBreaches(facts.transactions, plan) : []),
    ...(isOn('cycle') ? cycleBreaches(crossings) : []),
  ];
  return unique(found);
}

/** The policies where the plan says nothing. */
const DEFAULTS: CheckPolicies = {
  crossing: 'baseline',
  data: 'baseline',
  transaction: 'baseline',
  cycle: 'baseline',
  door: 'baseline',
  types: true,
};

export function policiesOf(plan: Plan): CheckPolicies {
  return plan.check ?? DEFAULTS;
}

interface Crossing {
  readonly from: Owner;
  readonly to: Owner;
  readonly dependency: Dependency;
  /** Whether the plan says that `from` uses `to`. */
  readonly allowed: boolean;
}

/** Dependencies between owners that the plan keeps apart. Wiring may reach anything, and anybody the shared kernel. */
function crossingsOf(
  { dependencies }: CodeFacts,
  plan: Plan,
  { ownerOf }: Assignment,
): { policies: CheckPolicies; crossings: Crossing[] } {
  const policies = policiesOf(plan);
  const crossings = dependencies.flatMap((dependency): Crossing[] => {
    if (!policies.types && dependency.kind === 'type') return [];
    const from = ownerOf(dependency.from);
    const to = ownerOf(dependency.to);
    if (!isKeptApart(from, to)) return [];
    return [{ from, to, dependency, allowed: mayUse(from, to, plan) }];
  });
  return { policies, crossings };
}

/** Whether a dependency from one to the other crosses a boundary of the plan at all. */
export function isKeptApart(from: Owner, to: Owner): boolean {
  if (from.kind === 'root' || to.kind === 'root' || to.kind === 'shared') return false;
  if (from.kind === 'shared' && to.kind === 'monolith') return false;
  return ownerName(from) !== ownerName(to);
}

export function mayUse(from: Owner, to: Owner, { services }: Plan): boolean {
  if (from.kind !== 'service' || to.kind !== 'service') return false;
  return services[from.service]?.uses.includes(to.service) === true;
}

function crossingBreaches({ from, to, dependency }: Crossing): Found[] {
  return symbolsOf(dependency).map((symbol) =>
    toBreach(
      { kind: 'crossing', from: ownerName(from), to: ownerName(to), module: dependency.from, symbol },
      {
        line: dependency.line,
        target: dependency.to,
        message: `${ownerName(from)} uses ${nameOf(symbol)} of ${ownerName(to)} (${dependency.to})`,
      },
    ),
  );
}

/** A name may move to another file of its service and stay what it is; a whole module has no name but its path. */
function symbolsOf({ names, to }: Dependency): string[] {
  return names.length === 0
    ? [to]
    : names.map((name) => (name === '*' || name === 'default' ? `${name} of ${to}` : name));
}

function nameOf(symbol: string): string {
  return symbol.includes('/') && !symbol.includes(' ') ? 'a module' : (symbol.split(' of ')[0] ?? symbol);
}

/** Where a crossing is a breach by itself, the door is not worth a second one. */
function doorBreaches(crossings: readonly Crossing[], plan: Plan, crossingIsOn: boolean): Found[] {
  const isDoor = doorsOf(plan);
  return crossings.flatMap(({ from, to, dependency, allowed }) => {
    if (to.kind !== 'service' || (crossingIsOn && !allowed)) return [];
    if (
      isDoor(to.service, dependency.to) ||
      (dependency.via !== undefined && isDoor(to.service, dependency.via))
    )
      return [];
    return symbolsOf(dependency).map((symbol) =>
      toBreach(
        { kind: 'door', from: ownerName(from), to: to.service, module: dependency.from, symbol },
        {
          line: dependency.line,
          target: dependency.to,
          message: `${ownerName(from)} reaches past the public modules of ${to.service} (${dependency.to})`,
        },
      ),
    );
  });
}

function dataBreaches(accesses: readonly Access[], plan: Plan, { ownerOf }: Assignment): Found[] {
  const owners = entityOwners(plan);
  return accesses.flatMap(({ module, entity, mode, line }) => {
    const from = ownerName(ownerOf(module));
    const to = owners.get(entity);
    const mayRead = mode === 'read' && plan.services[from]?.data?.reads.includes(entity) === true;
    if (to === undefined || to === from || mayRead) return [];
    return [
      toBreach(
        { kind: 'data', from, to, module, symbol: `${mode} ${entity}` },
        { line, message: `${from} ${mode === 'read' ? 'reads' : 'writes'} ${entity}, which ${to} owns` },
      ),
    ];
  });
}

function transactionBreaches(transactions: readonly Transaction[], plan: Plan): Found[] {
  const owners = entityOwners(plan);
  return transactions.flatMap(({ module, line, scope, entities }) => {
    const touched = [...new Set(entities.flatMap((entity) => owners.get(entity) ?? []))].sort();
    const [from, ...others] = touched;
    if (from === undefined || others.length === 0) return [];
    return [
      toBreach(
        { kind: 'transaction', from, to: others.join('+'), module, symbol: scope },
        {
          line,
          message: `one transaction (${scope}) over tables of ${touched.join(' and ')}: ${[...entities].sort().join(', ')}`,
        },
      ),
    ];
  });
}

function entityOwners({ services }: Plan): Map<string, string> {
  return new Map(
    Object.entries(services).flatMap(([name, { data }]) =>
      (data?.owns ?? []).map((entity) => [entity, name] as const),
    ),
  );
}

/** Services that need each other cannot be deployed one without the other, whatever the plan allows. */
function cycleBreaches(crossings: readonly Crossing[]): Found[] {
  const between = crossings.filter(({ from, to }) => from.kind === 'service' && to.kind === 'service');
  const edges = between.map(({ from, to }) => [ownerName(from), ownerName(to)] as const);
  return cyclesOf(edges).map((services) => {
    const inside = between.filter(
      ({ from, to }) => services.includes(ownerName(from)) && services.includes(ownerName(to)),
    );
    const { dependency } = weakest(inside);
    const [from = '', ...others] = services;
    return toBreach(
      { kind: 'cycle', from, to: others.join('+'), module: '', symbol: '' },
      {
        file: dependency.from,
        line: dependency.line,
        target: dependency.to,
        message: `${namesInShort(services)} depend on each other in a circle; the thinnest link begins here`,
      },
    );
  });
}

/** A dependency of the pair of services with the fewest: where a circle is cheapest to open. */
function weakest(crossings: readonly Crossing[]): Crossing {
  const pair = ({ from, to }: Crossing): string => `${ownerName(from)}\0${ownerName(to)}`;
  const counts = new Map<string, number>();
  for (const crossing of crossings) counts.set(pair(crossing), (counts.get(pair(crossing)) ?? 0) + 1);
  return crossings.reduce((best, each) =>
    (counts.get(pair(each)) ?? 0) < (counts.get(pair(best)) ?? 0) ? each : best,
  );
}

interface Details {
  readonly line: number | undefined;
  readonly file?: string;
  readonly target?: string;
  readonly message: string;
}

/** Its id is worked out for those alone that stay. */
type Found = Omit<Breach, 'id'>;

function toBreach(identity: BreachIdentity, { line, file, ...rest }: Details): Found {
  return { ...identity, file: file ?? identity.module, line: line ?? 1, ...rest };
}

/** The first place of each identity stands for all; sorted by place. */
function unique(breaches: readonly Found[]): Breach[] {
  const first = new Map<string, Found>();
  for (const breach of breaches) {
    const key = breachKey(breach);
    const known = first.get(key);
    if (!known || comparePlaces(breach, known) < 0) first.set(key, breach);
  }
  return [...first]
    .sort(([a, one], [b, other]) => comparePlaces(one, other) || (a < b ? -1 : 1))
    .map(([, breach]) => ({ ...breach, id: breachId(breach) }));
}

function comparePlaces(a: Found, b: Found): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line;
}
