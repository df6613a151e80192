import { type DependencyRows, targetsOf } from '../graph/dependency-rows.ts';
import type { ModuleIndex } from '../graph/module-index.ts';
import type { Access, Transaction } from '../model/evidence.ts';
import type { Partition } from './partition.ts';

/** What makes services hard to part; lower is better for each. */
export interface Burden {
  /** Owners of tables in one transaction beyond the first, over all transactions. */
  readonly otherOwners: number;
  /** Services that write one table beyond the first, over all tables. */
  readonly otherWriters: number;
  /** Pairs of services that depend on each other both ways: the shortest circles. */
  readonly circles: number;
}

export interface LedgerFacts {
  readonly index: Pick<ModuleIndex, 'numberOf'>;
  readonly accesses: readonly Access[];
  readonly transactions: readonly Transaction[];
  readonly rows: DependencyRows;
}

interface NumberedAccess {
  readonly table: number;
  readonly isWrite: boolean;
}

/**
 * Counts the burden of a cut, and keeps it right while single modules move, at the cost of what the module touches. A table is
 * owned by the service that writes it most, of equals by the one that touches it most, as in the scores.
 */
export class ServiceLedger {
  private readonly serviceOf: Int32Array;
  private readonly count: number;
  private readonly rows: DependencyRows;
  private readonly accessesOf: ReadonlyMap<number, readonly NumberedAccess[]>;
  private readonly transactions: readonly (readonly number[])[];
  private readonly transactionsOf: ReadonlyMap<number, readonly number[]>;
  private readonly writes: Int32Array;
  private readonly touches: Int32Array;
  private readonly between: Int32Array;
  /** Owners beyond the first of each transaction. */
  private readonly othersIn: Int32Array;
  private otherOwners = 0;
  private otherWriters = 0;
  private circles = 0;

  /** `serviceOf` is the service of each module, -1 for none. */
  constructor(serviceOf: Partition, count: number, { index, accesses, transactions, rows }: LedgerFacts) {
    this.serviceOf = new Int32Array(serviceOf.length).fill(-1);
    this.count = count;
    this.rows = rows;
    const tables = new Map<string, number>();
    this.accessesOf = accessesByModule(accesses, index, tables);
    this.transactions = transactions.map(({ entities }) => tablesOf(entities, tables));
    this.transactionsOf = transactionsByTable(this.transactions);
    this.writes = new Int32Array(tables.size * count);
    this.touches = new Int32Array(tables.size * count);
    this.between = new Int32Array(count * count);
    this.othersIn = new Int32Array(transactions.length);
    for (const [v, service] of serviceOf.entries()) if (service >= 0) this.move(v, service);
  }

  get burden(): Burden {
    const { otherOwners, otherWriters, circles } = this;
    return { otherOwners, otherWriters, circles };
  }

  /** Takes `v` out of its service, if it is in one, and puts it into another, or with -1 into none. */
  move(v: number, to: number): void {
    if (this.serviceOf[v]! >= 0) this.enter(v, this.serviceOf[v]!, -1);
    this.serviceOf[v] = to;
    if (to >= 0) this.enter(v, to, 1);
  }

  /** Counts `v` in (`sign` 1) or out (-1) of a service. */
  private enter(v: number, service: number, sign: 1 | -1): void {
    for (const u of targetsOf(this.rows.uses, v)) this.addDependency(service, this.serviceOf[u]!, sign);
    for (const u of targetsOf(this.rows.usedBy, v)) this.addDependency(this.serviceOf[u]!, service, sign);
    const accesses = this.accessesOf.get(v) ?? [];
    for (const { table, isWrite } of accesses) {
      const cell = table * this.count + service;
      this.touches[cell] = this.touches[cell]! + sign;
      if (!isWrite) continue;
      const before = this.writersBeyondFirst(table);
      this.writes[cell] = this.writes[cell]! + sign;
      this.otherWriters += this.writersBeyondFirst(table) - before;
    }
    this.recountTransactions(accesses);
  }

  private addDependency(from: number, to: number, sign: 1 | -1): void {
    if (from < 0 || to < 0 || from === to) return;
    const [there, back] = [from * this.count + to, to * this.count + from];
    const before = this.between[there]! > 0 && this.between[back]! > 0;
    this.between[there] = this.between[there]! + sign;
    this.circles += Number(this.between[there]! > 0 && this.between[back]! > 0) - Number(before);
  }

  private writersBeyondFirst(table: number): number {
    let writers = 0;
    for (let cell = table * this.count; cell < (table + 1) * this.count; cell++)
      if (this.writes[cell]! > 0) writers++;
    return Math.max(0, writers - 1);
  }

  private recountTransactions(accesses: readonly NumberedAccess[]): void {
    const touched = new Set(accesses.flatMap(({ table }) => this.transactionsOf.get(table) ?? []));
    for (const number of touched) {
      const owners = new Set(this.transactions[number]!.map((table) => this.ownerOf(table)));
      owners.delete(-1);
      const others = Math.max(0, owners.size - 1);
      this.otherOwners += others - this.othersIn[number]!;
      this.othersIn[number] = others;
    }
  }

  private ownerOf(table: number): number {
    let owner = -1;
    const row = table * this.count;
    for (let service = 0; service < this.count; service++) {
      if (this.touches[row + service] === 0) continue;
      const lead = owner < 0 ? 1 : this.writes[row + service]! - this.writes[row + owner]!;
      if (lead > 0 || (lead === 0 && this.touches[row + service]! > this.touches[row + owner]!))
        owner = service;
    }
    return owner;
  }
}

function accessesByModule(
  accesses: readonly Access[],
  { numberOf }: Pick<ModuleIndex, 'numberOf'>,
  tables: Map<string, number>,
): ReadonlyMap<number, readonly NumberedAccess[]> {
  const found = new Map<number, NumberedAccess[]>();
  for (const { module, entity, mode } of accesses) {
    const v = numberOf(module);
    if (v === undefined) continue;
    if (!tables.has(entity)) tables.set(entity, tables.size);
    const access = { table: tables.get(entity)!, isWrite: mode === 'write' };
    (found.get(v) ?? found.set(v, []).get(v)!).push(access);
  }
  return found;
}

function tablesOf(entities: readonly string[], tables: ReadonlyMap<string, number>): readonly number[] {
  return [...new Set(entities.flatMap((entity) => tables.get(entity) ?? []))];
}

function transactionsByTable(
  transactions: readonly (readonly number[])[],
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const [number, tables] of transactions.entries())
    for (const table of tables) (found.get(table) ?? found.set(table, []).get(table)!).push(number);
  return found;
}
