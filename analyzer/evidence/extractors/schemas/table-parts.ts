/** A `CREATE TABLE` cut where its columns and constraints begin and end. */
export interface TableParts {
  readonly head: string;
  readonly elements: readonly string[];
  readonly tail: string;
}

/** Expects literals and comments to be emptied. Undefined for what is not plainly a table with columns. */
export function tableParts(sql: string): TableParts | undefined {
  const head = HEAD.exec(sql)?.[0];
  if (head === undefined) return undefined;
  const elements: string[] = [];
  let depth = 1;
  let start = head.length + 1;
  TOKENS.lastIndex = start;
  for (let token = TOKENS.exec(sql); token; token = TOKENS.exec(sql)) {
    const [text] = token;
    if (text === '(') depth += 1;
    else if (text === ')') depth -= 1;
    const isEnd = depth === 0;
    if (!isEnd && !(depth === 1 && text === ',')) continue;
    elements.push(sql.slice(start, token.index));
    start = token.index + 1;
    if (isEnd) return { head, elements, tail: sql.slice(start) };
  }
  return undefined;
}

const HEAD =
  /^\s*create\s+(?:(?:temp|temporary|unlogged)\s+)?table\s+(?:if\s+not\s+exists\s+)?(?:"[^"]*"|\w+)(?:\s*\.\s*(?:"[^"]*"|\w+))?\s*(?=\()/iu;

/** A quoted name or an emptied literal is one, whatever stands in it. */
const TOKENS = /"[^"]*"|''|[(),]/gu;
