import type { CompactFacts } from './compact-facts.ts';
import { DataTally } from './data-tally.ts';
import type { Place, WhatIfStart } from './model.ts';
import { PairTally } from './pair-tally.ts';
import { MONOLITH, ROOT, SHARED } from './places.ts';

/** Room for new services, so that the counts need not be moved for each. */
const SPARE = 8;

/** A cut that can be changed module by module, with everything that is counted kept up to date. */
export class CutState {
  readonly facts: CompactFacts;
  readonly pairs: PairTally;
  readonly data: DataTally;
  /** Place of each module. */
  readonly placeOf: Int32Array;
  /** Modules in each service. */
  sizes: Int32Array;
  /** Names by number; undefined where a service is no more. */
  readonly names: (string | undefined)[];

  constructor(facts: CompactFacts, { services, placeOf, owners }: WhatIfStart) {
    this.facts = facts;
    this.names = [...services];
    const numbers = new Map(services.map((name, number) => [name, number]));
    this.placeOf = Int32Array.from(facts.ids, (id) => numberOfPlace(placeOf(id), numbers));
    const capacity = services.length + SPARE;
    this.sizes = new Int32Array(capacity);
    this.pairs = new PairTally(facts, capacity);
    this.data = new DataTally(facts, owners && plannedOwners(facts, owners, numbers));
    this.data.grow(capacity);
    this.#countAll();
  }

  serviceNamed(name: string): number | undefined {
    const number = this.names.indexOf(name);
    return number < 0 ? undefined : number;
  }

  /** The number of a new service; one that is no more gives its number. */
  addService(name: string): number {
    const number = this.names.length;
    this.names.push(name);
    if (number >= this.sizes.length) this.#grow(2 * (number + 1));
    return number;
  }

  /** Moves one module; does nothing where it is there already. */
  place(module: number, place: number): void {
    const old = this.placeOf[module]!;
    if (old === place) return;
    this.#movePairs(module, place);
    this.placeOf[module] = place;
    if (old >= 0) this.sizes[old]!--;
    if (place >= 0) this.sizes[place]!++;
    this.#moveAccesses(module, old, place);
  }

  #movePairs(module: number, place: number): void {
    const { pairs, pairsOf } = this.facts;
    const old = this.placeOf[module]!;
    for (let i = pairsOf.offsets[module]!; i < pairsOf.offsets[module + 1]!; i++) {
      const isFrom = pairsOf.items[i]! < pairs.from.length;
      const pair = isFrom ? pairsOf.items[i]! : pairsOf.items[i]! - pairs.from.length;
      const other = this.placeOf[isFrom ? pairs.to[pair]! : pairs.from[pair]!]!;
      this.pairs.add(pair, isFrom ? [old, other] : [other, old], -1);
      this.pairs.add(pair, isFrom ? [place, other] : [other, place], 1);
    }
  }

  #moveAccesses(module: number, old: number, place: number): void {
    const { accesses, accessesOf } = this.facts;
    for (let i = accessesOf.offsets[module]!; i < accessesOf.offsets[module + 1]!; i++) {
      const access = accessesOf.items[i]!;
      this.data.add(access, old, -1);
      this.data.add(access, place, 1);
      this.data.settle(accesses.entity[access]!);
    }
  }

  #grow(capacity: number): void {
    const sizes = new Int32Array(capacity);
    sizes.set(this.sizes);
    this.sizes = sizes;
    this.pairs.grow(capacity);
    this.data.grow(capacity);
  }

  #countAll(): void {
    const { pairs, accesses, accessesOf, ids } = this.facts;
    for (let pair = 0; pair < pairs.from.length; pair++)
      this.pairs.add(pair, [this.placeOf[pairs.from[pair]!]!, this.placeOf[pairs.to[pair]!]!], 1);
    for (let module = 0; module < ids.length; module++) {
      const place = this.placeOf[module]!;
      if (place >= 0) this.sizes[place]!++;
      for (let i = accessesOf.offsets[module]!; i < accessesOf.offsets[module + 1]!; i++)
        this.data.add(accessesOf.items[i]!, place, 1);
    }
    if (accesses.entity.length > 0 || this.facts.transactions.length > 0) this.data.settleAll();
  }
}

function numberOfPlace(place: Place, numbers: ReadonlyMap<string, number>): number {
  if (place === 'shared') return SHARED;
  if (place === 'root') return ROOT;
  return place === 'monolith' ? MONOLITH : (numbers.get(place.service) ?? MONOLITH);
}

function plannedOwners(
  { entities }: CompactFacts,
  owners: ReadonlyMap<string, string>,
  numbers: ReadonlyMap<string, number>,
): Int32Array {
  return Int32Array.from(entities, (entity) => numbers.get(owners.get(entity) ?? '') ?? -1);
}
