import type { CompactFacts } from './compact-facts.ts';
import { Grid } from './grid.ts';
import { ASIDE } from './places.ts';

/** Nobody's table. */
const NOBODY = -1;

/** Tables and transactions counted by the services that touch and own them. */
export class DataTally {
  /** Service that owns each entity, −1 where none does. */
  readonly owners: Int32Array;
  readonly isShared: Uint8Array;
  readonly isCut: Uint8Array;
  sharedTables = 0;
  cutTransactions = 0;
  readonly #facts: CompactFacts;
  /** Whether ownership follows the modules. */
  readonly #follows: boolean;
  readonly #touches: Grid;
  readonly #writes: Grid;
  readonly #total: Int32Array;
  #services = 0;

  constructor(facts: CompactFacts, planned: Int32Array | undefined) {
    const entities = facts.entities.length;
    this.#facts = facts;
    this.#follows = planned === undefined;
    this.owners = planned ?? new Int32Array(entities).fill(NOBODY);
    this.isShared = new Uint8Array(entities);
    this.isCut = new Uint8Array(facts.transactions.length);
    this.#touches = new Grid(entities, ASIDE);
    this.#writes = new Grid(entities, ASIDE);
    this.#total = new Int32Array(entities);
  }

  grow(capacity: number): void {
    this.#services = capacity;
    this.#touches.grow(this.owners.length, capacity + ASIDE);
    this.#writes.grow(this.owners.length, capacity + ASIDE);
  }

  /** Counts (`sign` 1) or uncounts (−1) an access from a place; call `settle` for its entity afterwards. */
  add(access: number, place: number, sign: 1 | -1): void {
    const entity = this.#facts.accesses.entity[access]!;
    this.#total[entity]! += sign;
    this.#touches.add(entity, place + ASIDE, sign);
    if (this.#facts.accesses.isWrite[access] === 1) this.#writes.add(entity, place + ASIDE, sign);
  }

  /** Brings everything that hangs on one entity up to date; `owner` sets who owns it. */
  settle(entity: number, owner?: number): void {
    const next = owner ?? (this.#follows ? this.#mostUsing(entity) : this.owners[entity]!);
    const hasNewOwner = next !== this.owners[entity];
    this.owners[entity] = next;
    const isShared = next >= 0 && this.#total[entity]! > this.#touches.at(entity, next + ASIDE) ? 1 : 0;
    this.sharedTables += isShared - this.isShared[entity]!;
    this.isShared[entity] = isShared;
    if (hasNewOwner) this.#settleTransactions(entity);
  }

  settleAll(): void {
    for (let entity = 0; entity < this.owners.length; entity++) this.settle(entity);
    for (let number = 0; number < this.isCut.length; number++) this.#settleTransaction(number);
  }

  /** Tables that two or more services write. */
  contestedTables(): number {
    let contested = 0;
    for (let entity = 0; entity < this.owners.length; entity++) if (this.#writersOf(entity) > 1) contested++;
    return contested;
  }

  #writersOf(entity: number): number {
    let writers = 0;
    for (let service = 0; service < this.#services; service++)
      if (this.#writes.at(entity, service + ASIDE) > 0) writers++;
    return writers;
  }

  /** Places that touch an entity, those in no service among them, with whether they write it. */
  usersOf(entity: number): { readonly place: number; readonly writes: boolean }[] {
    const users = [];
    for (let place = -ASIDE; place < this.#services; place++)
      if (this.#touches.at(entity, place + ASIDE) > 0)
        users.push({ place, writes: this.#writes.at(entity, place + ASIDE) > 0 });
    return users;
  }

  /** As `tableUses` in analyzer/score/data-scores.ts: most writes, then most accesses, the lower number of equals. */
  #mostUsing(entity: number): number {
    let best = NOBODY;
    let [writes, touches] = [0, 0];
    for (let service = 0; service < this.#services; service++) {
      const written = this.#writes.at(entity, service + ASIDE);
      const touched = this.#touches.at(entity, service + ASIDE);
      if (written > writes || (written === writes && touched > touches))
        [best, writes, touches] = [service, written, touched];
    }
    return best;
  }

  #settleTransactions(entity: number): void {
    const { offsets, items } = this.#facts.transactionsOf;
    for (let i = offsets[entity]!; i < offsets[entity + 1]!; i++) this.#settleTransaction(items[i]!);
  }

  #settleTransaction(number: number): void {
    const isCut = this.#isCut(this.#facts.transactions[number]!.entities) ? 1 : 0;
    this.cutTransactions += isCut - this.isCut[number]!;
    this.isCut[number] = isCut;
  }

  #isCut(entities: Int32Array): boolean {
    let first = NOBODY;
    for (const entity of entities) {
      const owner = this.owners[entity]!;
      if (owner < 0 || owner === first) continue;
      if (first >= 0) return true;
      first = owner;
    }
    return false;
  }
}
