/**
 * Takes out of a migration in code what cannot say anything about tables, so that less has to be parsed: bodies of methods
 * that lead the way down, and SQL that moves rows. Lines stay where they are. Generated migrations are mostly that: of 17 MB
 * in one monolith 13. A text that is not plainly understood (a regular expression, a template in a template) is left as it is.
 *
 * @param isWayDown whether a method of this name leads down
 * @param saysNothing whether a call that is given this SQL is of no interest
 */
export function shortenMigration(
  text: string,
  isWayDown: (name: string) => boolean,
  saysNothing: (sql: string) => boolean,
): string {
  const cuts: Cut[] = [];
  const braces = createBraces(text, isWayDown, cuts);
  SIGNS.lastIndex = 0;
  for (let sign = SIGNS.exec(text); sign; sign = SIGNS.exec(text)) {
    const at = sign.index;
    if (text[at] === '{') braces.open(at);
    else if (text[at] === '}') braces.close(at);
    else {
      const end = endOfToken(text, at);
      if (end === undefined) return text;
      if (isIdleSql(text, at, end, saysNothing)) cuts.push([startOfCall(text, at), end + 1, '0']);
      SIGNS.lastIndex = end;
    }
  }
  return braces.match() ? without(text, cuts) : text;
}

/** What stands there instead, if anything. */
type Cut = readonly [from: number, to: number, by: '' | '0'];

/** Where something begins that may hold any of the others. */
const SIGNS = /["'`/{}]/gu;

/** Follows braces, and cuts between those of a way down. */
function createBraces(text: string, isWayDown: (name: string) => boolean, cuts: Cut[]) {
  const open: (number | undefined)[] = [];
  let tooMany = false;
  return {
    open: (at: number) => void open.push(opensWayDown(text, at, isWayDown) ? at : undefined),
    close: (at: number) => {
      tooMany ||= open.length === 0;
      const from = open.pop();
      if (from !== undefined) cutFrom(cuts, from + 1, at);
    },
    match: () => open.length === 0 && !tooMany,
  };
}

/** `public async down(queryRunner: QueryRunner): Promise<void> {`, seen from the brace. */
function opensWayDown(text: string, brace: number, isWayDown: (name: string) => boolean): boolean {
  const name = METHOD.exec(text.slice(text.lastIndexOf('\n', brace) + 1, brace))?.[1];
  return name !== undefined && isWayDown(name);
}

const METHOD =
  /^\s*(?:(?:public|protected|private|static) (?:async )?|async )(\w+)\([\w\s:,.]*\)(?:: [\w<>]+)? ?$/u;

/** What was cut inside goes with the whole. */
function cutFrom(cuts: Cut[], from: number, to: number): void {
  while (cuts.length > 0 && cuts.at(-1)![0] > from) cuts.pop();
  cuts.push([from, to, '']);
}

/** Behind the string, template or comment that begins here; undefined where it is none, or not a plain one. */
function endOfToken(text: string, start: number): number | undefined {
  if (text[start] === '/') {
    const end = text[start + 1] === '/' ? lineEnd(text, start) : blockEnd(text, start);
    return end < 0 ? undefined : end;
  }
  const pattern = text[start] === '`' ? TEMPLATE : text[start] === '"' ? DOUBLE : SINGLE;
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function lineEnd(text: string, start: number): number {
  BREAK.lastIndex = start;
  return BREAK.test(text) ? BREAK.lastIndex : -1;
}

const BREAK = /[\n\r\u2028\u2029]/gu;

function blockEnd(text: string, start: number): number {
  const end = text[start + 1] === '*' ? text.indexOf('*/', start + 2) : -1;
  return end < 0 ? -1 : end + 2;
}

const TEMPLATE = /`[^`\\$]*(?:(?:\\[^]|\$(?!\{)|\$\{[\w.]*\})[^`\\$]*)*`/uy;
const DOUBLE = /"[^"\\\n\r]*(?:\\[^\n\r][^"\\\n\r]*)*"/uy;
const SINGLE = /'[^'\\\n\r]*(?:\\[^\n\r][^'\\\n\r]*)*'/uy;

/** The one argument of `await a.b.query(…);`; escapes but for those of quotes are left to the parser, and so are holes. */
function isIdleSql(text: string, start: number, end: number, saysNothing: (sql: string) => boolean): boolean {
  if (!text.startsWith(');', end) || !text.startsWith(QUERY, start - QUERY.length)) return false;
  if (startOfCall(text, start) < 0) return false;
  const sql = text.slice(start + 1, end - 1);
  return !/\\(?!["'`])|\$\{/u.test(sql) && saysNothing(sql);
}

const QUERY = '.query(';

/** Where the `await` of a call that begins its line stands; -1 where the line begins with anything else. */
function startOfCall(text: string, argument: number): number {
  const line = text.lastIndexOf('\n', argument) + 1;
  const found = AWAITED.exec(text.slice(line, argument));
  return found ? line + found[1]!.length : -1;
}

const AWAITED = /^(\s*)await [A-Za-z.]+\($/u;

function without(text: string, cuts: readonly Cut[]): string {
  let result = '';
  let at = 0;
  for (const [from, to, by] of cuts) {
    result += text.slice(at, from) + by + text.slice(from, to).replaceAll(/[^\n\r\u2028\u2029]+/gu, '');
    at = to;
  }
  return result + text.slice(at);
}
