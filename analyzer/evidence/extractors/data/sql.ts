import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { DYNAMIC } from '../link/fold-text.ts';
import { packageOf, type Value } from '../link/value.ts';
import type { ParseSql } from '../schemas/parse-sql.ts';
import { looksLikeSql } from '../sketch/looks-like-sql.ts';
import type { Term } from '../sketch/term.ts';
import { findWrappedTransactions } from './wrapped-transactions.ts';

const DRIVERS = [
  'pg',
  'mysql',
  'mysql2',
  'better-sqlite3',
  'sqlite3',
  'sqlite',
  'sql.js',
  'node-sqlite3-wasm',
  'node:sqlite',
  'postgres',
  '@electric-sql/pglite',
  'slonik',
  'pg-promise',
  '@neondatabase/serverless',
  '@vercel/postgres',
  'mssql',
  'typeorm',
  '@prisma/client',
  'drizzle-orm',
  'knex',
  'sequelize',
  'kysely',
  'sql-template-tag',
];

const METHODS = [
  'query',
  'execute',
  'exec',
  'prepare',
  'run',
  'one',
  'many',
  'any',
  'none',
  'oneOrNone',
  'manyOrNone',
  'maybeOne',
  'unsafe',
  'raw',
  'batch',
  '$queryRawUnsafe',
  '$executeRawUnsafe',
  'transaction',
  'begin',
  'tx',
];
const METHOD_SET = new Set(METHODS);

/**
 * SQL in strings and templates, whoever is given it: a driver, or the repository's own wrapper around one. A text
 * counts where the parser accepts it; which tables it reads and writes is the parser's word.
 */
export const sql: Extractor = {
  name: 'sql',
  packages: DRIVERS,
  methods: METHODS,
  extract: (code, found) => {
    const { parseSql } = code.schemas;
    if (!parseSql) return;
    const reading: Reading = { code, found, parseSql, opened: [] };
    for (const call of code.calls) readCall(reading, call);
    for (const { module, in: scope, term, tag } of code.tagged) {
      const text = textOf(code, module, { kind: 'text', parts: term.parts.map(filled) });
      const certainty = tag.some(isDriver) ? 1 : UNKNOWN_RECEIVER;
      readText(reading, { module, in: scope, line: term.line, certainty }, text);
    }
    for (const module of code.modules) readFields(reading, module);
    findWrappedTransactions(code, found, reading.opened);
  },
};

/** A wrapper of the repository's own is no proof, but the parser's consent nearly is. */
const UNKNOWN_RECEIVER = 0.9;
/** A text that stands by itself, to be used by somebody. */
const DECLARED = 0.8;

interface Reading {
  readonly code: Code;
  readonly found: Found;
  readonly parseSql: ParseSql;
  /** Functions that say `BEGIN`. */
  readonly opened: { readonly module: string; readonly id: number; readonly line: number }[];
}

interface Place {
  readonly module: string;
  readonly in: number;
  readonly line: number;
  readonly certainty: number;
}

function filled(part: Term): Term {
  return typeof part === 'string' ? part : { kind: 'text', parts: [part] };
}

function readCall(reading: Reading, call: Call): void {
  if (isTalk(call.callee)) return;
  const certainty = isDriver(call.callee) ? 1 : UNKNOWN_RECEIVER;
  for (const term of call.args.slice(0, 2).map(queryText)) {
    if (!isText(reading, call, term)) continue;
    const { module, in: scope, line } = call;
    const place = { module, in: scope, line, certainty };
    for (const { text } of reading.code.fold(module, term, call.loop).slice(0, 8))
      readText(reading, place, text);
  }
}

/** A query that stands somewhere else is looked for only where one is awaited. */
function mayBeText(term: Term, call: Call): boolean {
  if (typeof term === 'string') return looksLikeSql(term);
  if (typeof term !== 'object' || term === null) return false;
  return term.kind === 'text' || (ELSEWHERE.has(term.kind) && awaitsQuery(call.callee));
}

/** A driver, a method that drivers have, or a function of the repository. */
function awaitsQuery(callee: Value): boolean {
  if (callee.kind === 'member') return METHOD_SET.has(callee.name) || isDriver(callee);
  return callee.kind !== 'class' && callee.kind !== 'unknown';
}

/** `{ text, values }` of pg, `{ sql }` of mysql2. */
function queryText(term: Term): Term {
  if (typeof term !== 'object' || term?.kind !== 'object') return term;
  return term.entries.find(([key]) => key === 'text' || key === 'sql')?.[1] ?? term;
}

const ELSEWHERE = new Set(['name', 'chain', 'either']);

/** What callers pass on is read where they write it. */
function isText({ code }: Reading, call: Call, term: Term): boolean {
  const { module, loop } = call;
  if (!mayBeText(term, call) || isOtherName(code, module, term)) return false;
  return code.evaluate(module, term, loop).some(mayBeSql);
}

/** A name of this module that is bound to no text: nobody needs to work out what it comes to. */
function isOtherName(code: Code, module: string, term: Term): boolean {
  if (typeof term !== 'object' || term?.kind !== 'name') return false;
  const bindings = code.indexOf(module)?.bindings(term.name, term.in ?? 0);
  return bindings?.every(({ value }) => typeof value === 'object' && NO_TEXT.has(value?.kind ?? '')) ?? false;
}

const NO_TEXT = new Set(['param', 'function', 'class', 'object', 'list', 'this', 'pattern', 'import']);

/** Whether it is worth putting the text together: most begin with a word that is none of SQL's. */
function mayBeSql(value: Value): boolean {
  if (value.kind === 'constant') return looksLikeSql(String(value.value));
  if (value.kind !== 'text') return false;
  const [head] = value.parts;
  return typeof head !== 'string' || !FIRST_WORD.test(head) || looksLikeSql(head);
}

const FIRST_WORD = /^\s*\(?\s*\w+\W/u;

/** Logs, errors and tests talk about SQL. */
function isTalk(callee: Value): boolean {
  if (callee.kind === 'global') return true;
  return (
    callee.kind === 'member' &&
    (TALK.test(callee.name) || (callee.of.kind === 'global' && callee.of.name === 'console'))
  );
}

const TALK =
  /^(?:log|warn|error|debug|info|trace|verbose|test|it|describe|startsWith|includes|match|replace)$/u;

function isDriver(value: Value): boolean {
  const name = packageOf(value);
  return name !== undefined && DRIVERS.includes(name);
}

/** The one text of a term; holes stand as `{dynamic}`. */
function textOf(code: Code, module: string, term: Term): string {
  const [first] = code.fold(module, term);
  return first?.text ?? DYNAMIC;
}

function readText({ found, parseSql, opened }: Reading, place: Place, text: string): void {
  if (!looksLikeSql(text)) return;
  const { module, in: scope, line, certainty } = place;
  const facts = parseSql(text);
  if (!facts) {
    if (SURE.test(text))
      found.findings.push({ code: 'SQL', file: module, line, message: `Not parsed: ${short(text)}` });
    return;
  }
  // A table that code makes, and not a migration.
  for (const { name, references } of facts.tables) {
    found.entities.push({ name, kind: 'table', module, line, references, source: 'sql' });
  }
  if (facts.begins) opened.push({ module, id: scope, line });
  const entries = [
    ...facts.reads.map((entity) => ({ entity, mode: 'read' as const })),
    ...facts.writes.map((entity) => ({ entity, mode: 'write' as const })),
  ];
  for (const { entity, mode } of entries) {
    if (entity !== DYNAMIC) found.accesses.push({ module, entity, mode, line, certainty, in: scope });
  }
}

/** Prose may begin like SQL; this cannot be prose. */
const SURE = /\b(?:select\b[\s\S]*\bfrom|insert\s+into|delete\s+from|update\b[\s\S]*\bset)\b/iu;

function short(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** SQL kept in fields of a class, for a base class to run. */
function readFields(reading: Reading, module: string): void {
  for (const { members } of reading.code.indexOf(module)?.sketch.classes ?? []) {
    for (const { value, line } of members) {
      if (!isWritten(value)) continue;
      readText(reading, { module, in: 0, line, certainty: DECLARED }, textOf(reading.code, module, value));
    }
  }
}

function isWritten(value: Term | undefined): value is Term {
  return typeof value === 'string' || (typeof value === 'object' && value?.kind === 'text');
}
