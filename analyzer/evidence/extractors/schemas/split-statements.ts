export interface Statement {
  readonly sql: string;
  /** 1-based line on which it begins. */
  readonly line: number;
}

/** Splits a script at the semicolons that stand outside strings, comments, `$$` bodies and trigger bodies. */
export function splitStatements(text: string): Statement[] {
  const found: Statement[] = [];
  let start = 0;
  let line = 1;
  const end = (at: number): void => {
    const raw = text.slice(start, at);
    const lead = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/u.exec(raw)?.[0] ?? '';
    const sql = raw.slice(lead.length).trim();
    if (sql !== '' && !IGNORED.test(sql)) found.push({ sql, line: line + newlines(lead) });
    line += newlines(text.slice(start, at + 1));
    start = at + 1;
  };
  if (text.includes(';')) for (const { index } of text.matchAll(TOKENS)) if (text[index] === ';') end(index);
  end(text.length);
  return found;
}

/** Strings, comments and bodies are taken whole, so that a `;` inside them is passed over. */
const TOKENS =
  /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1|\bbegin\b(?=\s+(?:insert|update|delete|select|set))[\s\S]*?\bend\b|;/giu;

const IGNORED = /^(?:pragma|use|delimiter|set|create\s+(?:temp\s+)?trigger|vacuum|analyze|attach|\\)/iu;

function newlines(text: string): number {
  return text.split('\n').length - 1;
}
