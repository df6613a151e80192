import type { Finding } from '../../../model/analysis.ts';
import type { Entity } from '../../../model/evidence.ts';
import type { ParseSql } from './parse-sql.ts';

/** What schema files and migrations say, and the parser for SQL that stands in code. */
export interface SchemaFacts {
  readonly entities: readonly Entity[];
  /** Tables and foreign keys as migrations leave them; models come before these. */
  readonly migrated: readonly Entity[];
  /** Prisma models by the name under which a client offers them: `orderItem`. */
  readonly prisma: ReadonlyMap<string, PrismaModel>;
  readonly findings: readonly Finding[];
  /** Absent where no file holds SQL. */
  readonly parseSql?: ParseSql;
}

export interface PrismaModel {
  readonly table: string;
  /** Relation field → model at its other end. */
  readonly relations: ReadonlyMap<string, string>;
}

export const noSchemas: SchemaFacts = { entities: [], migrated: [], prisma: new Map(), findings: [] };
