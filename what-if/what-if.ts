import type { Operation } from '../plan/model/operation.ts';
import { type BestMovesOptions, bestMoves } from './best-moves.ts';
import { compactFacts } from './compact-facts.ts';
import { CutState } from './cut-state.ts';
import { metricsOf } from './metrics-of.ts';
import type { Place, Preview, Suggestion, WhatIfFacts, WhatIfMetrics, WhatIfStart } from './model.ts';
import { MONOLITH, ROOT, SHARED } from './places.ts';
import { previewOf } from './preview-of.ts';
import { type Step, stepsOf } from './steps-of.ts';
import {
  circleNames,
  placeName,
  type SeamLine,
  seamLines,
  type ServiceLine,
  serviceLines,
  type TableLine,
  tableLines,
} from './views.ts';

/** Takes one change back; changes are taken back in the reverse of their order. */
export type TakeBack = () => void;

/**
 * A decomposition that answers "what if": every operation of the plan is counted by its difference, and the numbers are
 * those of a full recomputation (`scorePlacement`, `measurePlan`), whatever way led there.
 */
export class WhatIf {
  readonly #state: CutState;

  constructor(facts: WhatIfFacts, start: WhatIfStart) {
    this.#state = new CutState(compactFacts(facts), start);
  }

  /** Names in the order in which they came. */
  services(): string[] {
    return this.#state.names.filter((name) => name !== undefined);
  }

  /** `monolith` for a module that is not known. */
  placeOf(module: string): Place {
    const number = this.#state.facts.numberOf.get(module);
    return number === undefined ? 'monolith' : this.#placeAt(this.#state.placeOf[number]!);
  }

  /** The same as a word: a service by name, `shared`, `root` or `monolith`. */
  placeNameOf(module: string): string {
    const number = this.#state.facts.numberOf.get(module);
    return number === undefined ? 'monolith' : placeName(this.#state, this.#state.placeOf[number]!);
  }

  /** Modules by the name of their place, each list in code-unit order. */
  groups(): ReadonlyMap<string, readonly string[]> {
    const { placeOf, facts } = this.#state;
    const groups = new Map<string, string[]>();
    for (const [module, id] of facts.ids.entries()) {
      const name = placeName(this.#state, placeOf[module]!);
      const group = groups.get(name);
      if (group) group.push(id);
      else groups.set(name, [id]);
    }
    return groups;
  }

  /** Owner of a table; undefined where it is nobody's. */
  ownerOf(entity: string): string | undefined {
    const number = this.#state.facts.entities.indexOf(entity);
    return number < 0 ? undefined : this.#state.names[this.#state.data.owners[number]!];
  }

  /** Modules of each service, in code-unit order. */
  modulesOf(service: string): string[] {
    const number = this.#state.serviceNamed(service);
    const { ids } = this.#state.facts;
    return ids.filter((_, module) => number !== undefined && this.#state.placeOf[module] === number);
  }

  serviceLines(): ServiceLine[] {
    return serviceLines(this.#state);
  }

  seamLines(): SeamLine[] {
    return seamLines(this.#state);
  }

  tableLines(): TableLine[] {
    return tableLines(this.#state);
  }

  /** Services that need each other, circle by circle. */
  circles(): string[][] {
    return circleNames(this.#state);
  }

  /** Transactions over tables of several services, by scope. */
  cutTransactions(): { readonly scope: string; readonly module: string }[] {
    const { facts, data } = this.#state;
    return facts.transactions.filter((_, number) => data.isCut[number] === 1);
  }

  metrics(): WhatIfMetrics {
    return metricsOf(this.#state);
  }

  /** Throws `WhatIfError` where the operation names what is not there, and then changes nothing. */
  apply(operation: Operation): TakeBack {
    const state = this.#state;
    const names = [...state.names];
    const owners = state.data.owners.slice();
    const moved: [module: number, place: number][] = [];
    for (const step of stepsOf(state, operation)) this.#do(step, moved);
    return () => {
      for (const [module, place] of moved.reverse()) state.place(module, place);
      state.names.splice(0, state.names.length, ...names);
      for (const [entity, owner] of owners.entries())
        if (state.data.owners[entity] !== owner) state.data.settle(entity, owner);
    };
  }

  /** Several operations, one after the other; what was done before a fault is taken back. */
  applyAll(operations: readonly Operation[]): TakeBack {
    const done: TakeBack[] = [];
    const takeBack = (): void => {
      for (const each of done.reverse()) each();
    };
    try {
      for (const operation of operations) done.push(this.apply(operation));
    } catch (error) {
      takeBack();
      throw error;
    }
    return takeBack;
  }

  /** Puts modules where they are said to be, by name of place: how a cut that was changed elsewhere is caught up with. */
  placeAll(placeNameOf: (module: string) => string): { readonly moved: number; readonly takeBack: TakeBack } {
    const state = this.#state;
    const numbers = new Map(state.names.map((name, number) => [name ?? '', number]));
    const moved: [module: number, place: number][] = [];
    for (const [module, id] of state.facts.ids.entries()) {
      const name = placeNameOf(id);
      const place = ASIDE_NUMBERS[name] ?? numbers.get(name) ?? MONOLITH;
      if (place === state.placeOf[module]) continue;
      moved.push([module, state.placeOf[module]!]);
      state.place(module, place);
    }
    return {
      moved: moved.length,
      takeBack: () => {
        for (const [module, place] of moved.toReversed()) state.place(module, place);
      },
    };
  }

  /** What an operation would change; nothing is changed. */
  preview(operation: Operation): Preview {
    const before = this.metrics();
    const names = this.#named();
    const places = this.#state.placeOf.slice();
    const takeBack = this.apply(operation);
    const moved = places.reduce((sum, place, i) => sum + (place === this.#state.placeOf[i] ? 0 : 1), 0);
    const preview = previewOf({ operation, before, after: this.metrics(), moved }, names, this.#named());
    takeBack();
    return preview;
  }

  /** Moves that make the cut cheaper, the most first. */
  bestMoves(options: BestMovesOptions = {}): Suggestion[] {
    const steps = this.bestMoveSteps(options);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** The same, a little at a time; to be thrown away when the cut changes before the end. */
  *bestMoveSteps(options: BestMovesOptions = {}): Generator<void, Suggestion[]> {
    const moves = yield* bestMoves(this.#state, options);
    return moves.map(({ module, from, to, gain }) => {
      const id = this.#state.facts.ids[module]!;
      const name = this.#state.names[to]!;
      return {
        module: id,
        from: this.#placeAt(from),
        to: name,
        gain,
        operation: { op: 'move', modules: [id], to: name },
      };
    });
  }

  #do(step: Step, moved: [number, number][]): void {
    const state = this.#state;
    if (step.do === 'name') state.names[step.service] = step.name;
    else if (step.do === 'own') for (const entity of step.entities) state.data.settle(entity, step.service);
    else
      for (const module of step.modules) {
        moved.push([module, state.placeOf[module]!]);
        state.place(module, step.place);
      }
  }

  #named(): { shared: Set<string>; cut: Set<string> } {
    const { facts, data } = this.#state;
    return {
      shared: new Set(facts.entities.filter((_, entity) => data.isShared[entity] === 1)),
      cut: new Set(facts.transactions.filter((_, i) => data.isCut[i] === 1).map(({ scope }) => scope)),
    };
  }

  #placeAt(number: number): Place {
    if (number === SHARED) return 'shared';
    if (number === ROOT) return 'root';
    const service = this.#state.names[number];
    return service === undefined ? 'monolith' : { service };
  }
}

/** No service can have one of these names. */
const ASIDE_NUMBERS: Readonly<Record<string, number>> = { shared: SHARED, root: ROOT, monolith: MONOLITH };
