import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { PlanError, type PlanProblem } from '../plan-error.ts';

/** A parsed text with what is needed to say where something stands in it. */
export interface PlanText {
  readonly text: string;
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** 3,000 routes take half a megabyte; what is larger was not written by a person, and costs seconds to parse. */
const LARGEST = 4 * 1024 * 1024;

/** Assigning to one of these would reach the prototype of an object instead of its member. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Throws `PlanError` where nothing can be said about the content of a text: too large, conflict markers. */
export function refuseUnreadable(text: string, file: string): void {
  if (text.length > LARGEST) throw tooLarge(text.length, file);
  refuseConflict(text, file);
}

/** Parses YAML 1.2 and finds every fault of syntax. Throws `PlanError` also where it is nested beyond reason. */
export function parsePlanText(text: string, file: string): { parsed: PlanText; problems: PlanProblem[] } {
  refuseUnreadable(text, file);
  const lines = new LineCounter();
  const document = parse(text, file, lines);
  const parsed = { text, file, document, lines };
  const faults = [...document.errors, ...document.warnings].map((fault) => ({
    severity: 'error' as const,
    message: (fault.message.split('\n')[0] ?? fault.code).replace(/ at line \d+, column \d+:?$/u, ''),
    file,
    ...lineAndColumn(parsed, fault.pos[0]),
    path: [],
    ...hintFor(fault.code),
  }));
  return { parsed, problems: [...faults, ...refusedKeys(parsed)] };
}

/** 1-based; columns in UTF-16 units. */
export function lineAndColumn(
  { lines }: Pick<PlanText, 'lines'>,
  offset: number,
): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function parse(text: string, file: string, lineCounter: LineCounter): Document {
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    stringKeys: true,
    merge: false,
    keepSourceTokens: true,
  });
  const exhausted = document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (!exhausted) return document;
  throw new PlanError(
    'PLAN_INVALID',
    `${file} is nested too deep to be read.`,
    'Six levels are enough; look for brackets that are never closed.',
  );
}

function tooLarge(length: number, file: string): PlanError {
  return new PlanError(
    'PLAN_TOO_LARGE',
    `${file} has ${(length / 1024 / 1024).toFixed(1)} MB; it may have ${LARGEST / 1024 / 1024} MB.`,
    'Write globs (src/orders/**) in place of long lists of modules.',
  );
}

function refuseConflict(text: string, file: string): void {
  const marker = /^(?:<{7}|>{7}) .*$/mu.exec(text);
  if (!marker) return;
  const line = text.slice(0, marker.index).split('\n').length;
  throw new PlanError(
    'PLAN_CONFLICT',
    `${file}:${line}:1 a merge conflict is not resolved: ${marker[0].slice(0, 40)}`,
    'Choose a side in the file, remove the marker lines, and run the command again.',
    { problems: [{ severity: 'error', message: 'merge conflict', file, line, column: 1, path: [] }] },
  );
}

function hintFor(code: string): { hint?: string } {
  if (code === 'DUPLICATE_KEY')
    return { hint: 'Keep one of the two entries; YAML would drop the other silently.' };
  if (code === 'TAB_AS_INDENT') return { hint: 'Indent with spaces.' };
  if (code === 'MULTIPLE_DOCS') return { hint: 'The file is one document: remove the line "---".' };
  if (code === 'TAG_RESOLVE_FAILED')
    return { hint: 'No tags are used here: remove the word that begins with "!".' };
  return {};
}

function refusedKeys(parsed: PlanText): PlanProblem[] {
  const problems: PlanProblem[] = [];
  const refuse = (node: unknown, message: string, hint: string): void => {
    const offset = isScalar(node) && node.range ? node.range[0] : 0;
    problems.push({
      severity: 'error',
      message,
      file: parsed.file,
      ...lineAndColumn(parsed, offset),
      path: [],
      hint,
    });
  };
  visit(parsed.document, {
    Pair: (_, { key }) => {
      const name = isScalar(key) ? key.value : undefined;
      if (typeof name === 'string' && FORBIDDEN_KEYS.has(name)) {
        refuse(key, `"${name}" is not allowed as a key`, 'Choose another name.');
      } else if (name === '<<') {
        refuse(
          key,
          'merge keys ("<<") are not allowed',
          'Write the entries out, so that each can be edited alone.',
        );
      }
    },
  });
  if (problems.length === 0 && parsed.document.contents !== null && !isMap(parsed.document.contents)) {
    refuse(parsed.document.contents, 'the file must be a map of keys and values', 'Begin with "version: 1".');
  }
  return problems;
}
