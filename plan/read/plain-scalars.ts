/** Values of a plan, as the whole parser gives them. */
export type PlainValue = string | number | boolean | null | PlainValue[] | { [key: string]: PlainValue };

/** Thrown where a text leaves the plain subset of YAML; caught at its door. */
export const BEYOND = Symbol('beyond the plain subset of YAML');

export function beyond(): never {
  // oxlint-disable-next-line no-throw-literal -- A signal between two files, thrown often; an Error would cost a stack.
  throw BEYOND;
}

/** An entry of a block map on its line: its key, and what stands behind the colon. Undefined for anything else. */
export function splitEntry(text: string): { key: string; rest: string } | undefined {
  if (text.startsWith('"') || text.startsWith("'")) return quotedEntry(text);
  if (!STARTS_PLAIN.test(text)) return undefined;
  const colon = text.indexOf(': ');
  const end = colon < 0 && text.endsWith(':') ? text.length - 1 : colon;
  return end < 0 ? undefined : { key: plainKey(text.slice(0, end)), rest: text.slice(end + 1).trimStart() };
}

function quotedEntry(text: string): { key: string; rest: string } | undefined {
  const [all, double, single, rest = ''] = /^(?:"([^"\\]*)"|'((?:[^']|'')*)'):(?: +(.*))?$/u.exec(text) ?? [];
  const key = double ?? single?.replaceAll("''", "'") ?? '';
  return all === undefined ? undefined : { key: checkedKey(key), rest };
}

function plainKey(token: string): string {
  const key = scalarOf(token);
  return typeof key !== 'string' || token.includes(' #') || token.endsWith(' ') ? beyond() : checkedKey(key);
}

/** The value behind a colon or a dash, to the end of its line. */
export function readInline(text: string): PlainValue {
  if (/^[[{"']/u.test(text)) {
    const cursor = { text, at: 0 };
    const value = readFlow(cursor, 0);
    if (!/^(?: +#.*)?$/u.test(text.slice(cursor.at))) beyond();
    return value;
  }
  const comment = text.indexOf(' #');
  const plain = comment < 0 ? text : text.slice(0, comment).trimEnd();
  if (!STARTS_PLAIN.test(plain) || plain.includes(': ') || plain.endsWith(':')) beyond();
  return scalarOf(plain);
}

/** What begins so is no indicator of YAML, and no line that ends a document. */
const STARTS_PLAIN = /^(?!\.\.\.)[\w./$(+~\u00A1-\u1FFF]/u;

/** Assigning to one of these reaches the prototype, and "<<" merges: the whole parser says what is wrong with them. */
const REFUSED_KEYS = new Set(['__proto__', 'constructor', 'prototype', '<<']);
const LONGEST_KEY = 500;

function checkedKey(key: string): string {
  return key.length > LONGEST_KEY || REFUSED_KEYS.has(key) ? beyond() : key;
}

interface Cursor {
  readonly text: string;
  at: number;
}

const DEEPEST = 8;

function readFlow(cursor: Cursor, depth: number): PlainValue {
  const first = cursor.text[cursor.at];
  if (depth > DEEPEST) beyond();
  if (first === '[') return readFlowList(cursor, depth);
  if (first === '{') return readFlowMap(cursor, depth);
  return readToken(cursor);
}

function readFlowList(cursor: Cursor, depth: number): PlainValue[] {
  const list: PlainValue[] = [];
  eachItem(cursor, ']', () => list.push(readFlow(cursor, depth + 1)));
  return list;
}

function readFlowMap(cursor: Cursor, depth: number): Record<string, PlainValue> {
  const map: Record<string, PlainValue> = {};
  eachItem(cursor, '}', () => {
    const key = readToken(cursor);
    if (typeof key !== 'string' || Object.hasOwn(map, key) || !cursor.text.startsWith(': ', cursor.at))
      beyond();
    cursor.at += 1;
    skipSpaces(cursor);
    map[checkedKey(key)] = readFlow(cursor, depth + 1);
  });
  return map;
}

/** Items between brackets, with commas between them and none behind the last. */
function eachItem(cursor: Cursor, end: string, readItem: () => void): void {
  cursor.at += 1;
  skipSpaces(cursor);
  if (cursor.text[cursor.at] === end) {
    cursor.at += 1;
    return;
  }
  for (;;) {
    readItem();
    skipSpaces(cursor);
    const next = cursor.text[cursor.at];
    cursor.at += 1;
    if (next === end) return;
    if (next !== ',') beyond();
    skipSpaces(cursor);
  }
}

function skipSpaces(cursor: Cursor): void {
  while (cursor.text[cursor.at] === ' ') cursor.at += 1;
}

const TOKEN =
  /"([^"\\]*)"|'((?:[^']|'')*)'|(?!\.\.\.)[\w./$(+~\u00A1-\u1FFF](?:[^,[\]{}#:]|:(?=[^ ,[\]{}]))*/uy;

/** A scalar inside brackets. */
function readToken(cursor: Cursor): PlainValue {
  TOKEN.lastIndex = cursor.at;
  const [token, double, single] = TOKEN.exec(cursor.text) ?? beyond();
  cursor.at += token.length;
  if (double !== undefined) return double;
  return single === undefined ? scalarOf(token.trimEnd()) : single.replaceAll("''", "'");
}

const NULL = /^(?:~|null|Null|NULL)$/u;
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/u;
const NUMBER = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/u;
/** Everything else that the core schema of YAML 1.2 (§10.3.2) reads as a number. */
const OTHER_NUMBER =
  /^(?:[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/u;

/** What a plain scalar stands for. */
function scalarOf(token: string): PlainValue {
  if (NUMBER.test(token)) return Number(token);
  if (OTHER_NUMBER.test(token)) return beyond();
  if (NULL.test(token)) return null;
  return BOOLEAN.test(token) ? token.toLowerCase() === 'true' : token;
}
