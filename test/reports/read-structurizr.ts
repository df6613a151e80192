/** What a workspace says, read as the language's own tokenizer and line rules have it. */
export interface Workspace {
  readonly containers: readonly { readonly id: string; readonly name: string }[];
  readonly relations: readonly { readonly from: string; readonly to: string }[];
}

/**
 * A reader of the part of the Structurizr DSL that we write; the language's own is Java only. Follows its sources: a
 * statement a line, strings end at a quote that no backslash precedes, identifiers `\w[a-zA-Z0-9_-]*` without regard to
 * case, names unique in a system. @throws Error with the line that is not understood
 */
export function readStructurizr(text: string): Workspace {
  const workspace = { containers: [], relations: [] };
  const open: string[] = [];
  for (const line of text.split(/\r?\n/u)) {
    const tokens = tokenize(line);
    // An operator is told by its place alone, quoted or not.
    if (tokens[1] === '=' && /^-\/?>$/u.test(tokens[3] ?? '')) throw new Error(`an arrow in: ${line}`);
    if (tokens.some((token) => /\$\{|["\\]/u.test(token))) throw new Error(`a trap in: ${line}`);
    if (tokens.at(-1) === '{') open.push(blockOf(tokens, line));
    else if (tokens[0] === '}') open.pop();
    else if (tokens.length > 0) readStatement(tokens, workspace);
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(' ')}`);
  return checked(workspace);
}

function readStatement(
  tokens: readonly string[],
  {
    containers,
    relations,
  }: { containers: { id: string; name: string }[]; relations: { from: string; to: string }[] },
): void {
  const [first = '', second, third = '', fourth = ''] = tokens;
  if (second === '=' && third === 'container')
    containers.push({ id: identifier(first), name: named(fourth) });
  else if (second === '->') relations.push({ from: identifier(first), to: identifier(third) });
  else if (!['include', 'autoLayout', 'shape'].includes(first))
    throw new Error(`not understood: ${tokens.join(' ')}`);
}

function blockOf(tokens: readonly string[], line: string): string {
  const word = tokens[1] === '=' ? tokens[2] : tokens[0];
  const known = ['workspace', 'model', 'softwareSystem', 'views', 'container', 'styles', 'element'];
  if (word === undefined || !known.includes(word)) throw new Error(`no such block: ${line}`);
  return word;
}

function checked(workspace: Workspace): Workspace {
  const ids = workspace.containers.map(({ id }) => id.toLowerCase());
  const names = workspace.containers.map(({ name }) => name);
  if (new Set(ids).size < ids.length) throw new Error(`two elements with one identifier: ${ids.join()}`);
  if (new Set(names).size < names.length) throw new Error(`two containers with one name: ${names.join()}`);
  for (const { from, to } of workspace.relations)
    if (!ids.includes(from.toLowerCase()) || !ids.includes(to.toLowerCase()))
      throw new Error(`no such element: ${from} -> ${to}`);
  return workspace;
}

function identifier(token: string): string {
  if (!/^\w[a-zA-Z0-9_-]*$/u.test(token)) throw new Error(`no identifier: ${token}`);
  return token;
}

function named(token: string): string {
  if (token.trim() === '') throw new Error('a container without a name');
  return token;
}

function tokenize(line: string): string[] {
  const tokens: string[] = [];
  const pattern = /"((?:[^"]|(?<=\\)")*)("|$)|(\S+)/gu;
  for (const [whole, quoted, end, bare] of line.matchAll(pattern)) {
    if (quoted !== undefined && end !== '"') throw new Error(`a string without an end: ${whole}`);
    tokens.push(quoted ?? bare ?? '');
  }
  return tokens;
}
