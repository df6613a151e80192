/** What a context map says. */
export interface ContextMap {
  readonly contexts: readonly { readonly name: string; readonly aggregates: readonly string[] }[];
  readonly relations: readonly { readonly left: string; readonly kind: string; readonly right: string }[];
}

type Token = { readonly kind: 'id' | 'string' | 'mark'; readonly text: string };

/**
 * A reader of the part of Context Mapper's language that we write, after its Xtext grammar, since its own parser is Java
 * only: `ContextMap`, `contains`, the relationships, `BoundedContext`, `Aggregate`. Names are unique and known.
 * @throws Error at the first token that the grammar has no place for
 */
export function readCml(text: string): ContextMap {
  const read = new Reader(tokenize(text));
  const { contained, relations } = readMap(read);
  const contexts: { name: string; aggregates: string[] }[] = [];
  while (!read.atEnd()) contexts.push(readContext(read));
  const names = contexts.map(({ name }) => name);
  const aggregates = contexts.flatMap((context) => context.aggregates);
  for (const list of [names, aggregates])
    if (new Set(list).size < list.length) throw new Error(`one name twice: ${list.join()}`);
  const used = [...contained, ...relations.flatMap(({ left, right }) => [left, right])];
  const unknown = used.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`no such context: ${unknown}`);
  return { contexts, relations };
}

function readMap(read: Reader) {
  read.words('ContextMap');
  read.id();
  read.words('{', 'type', '=', 'SYSTEM_LANDSCAPE', 'state', '=', 'TO_BE');
  const contained = read.maybe('contains') ? read.list(() => read.id()) : [];
  const relations: ContextMap['relations'][number][] = [];
  while (!read.maybe('}')) {
    const left = read.id();
    read.words('[');
    const first = read.word('D', 'P');
    read.words(']', '<', '-');
    if (first === 'P') read.words('>');
    read.words('[');
    const role = read.word('U', 'P');
    if ((first === 'P') !== (role === 'P')) throw new Error('a partnership with one partner');
    read.words(']');
    relations.push({ left, kind: role, right: read.id() });
  }
  return { contained, relations };
}

function readContext(read: Reader) {
  read.words('BoundedContext');
  const name = read.id();
  const aggregates: string[] = [];
  read.words('{');
  while (!read.maybe('}')) {
    const key = read.word(
      'domainVisionStatement',
      'type',
      'responsibilities',
      'implementationTechnology',
      'Aggregate',
    );
    if (key === 'Aggregate') {
      aggregates.push(read.id());
      read.words('{', 'responsibilities', '=');
      read.list(() => read.string());
      read.words('}');
    } else {
      read.words('=');
      if (key === 'type') read.words('SYSTEM');
      else read.list(() => read.string());
    }
  }
  return { name, aggregates };
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  id(): string {
    return this.#take(({ kind }) => kind === 'id', 'a name');
  }

  string(): string {
    return this.#take(({ kind }) => kind === 'string', 'a string');
  }

  word(...words: string[]): string {
    return this.#take(({ kind, text }) => kind !== 'string' && words.includes(text), words.join(' or '));
  }

  words(...words: string[]): void {
    for (const word of words) this.word(word);
  }

  maybe(word: string): boolean {
    if (this.#tokens[this.#at]?.text !== word) return false;
    this.#at += 1;
    return true;
  }

  list<Item>(read: () => Item): Item[] {
    const items = [read()];
    while (this.maybe(',')) items.push(read());
    return items;
  }

  #take(fits: (token: Token) => boolean, wanted: string): string {
    const token = this.#tokens[this.#at];
    if (token === undefined || !fits(token))
      throw new Error(`${wanted} expected, got ${token?.text ?? 'the end'}`);
    this.#at += 1;
    return token.text;
  }
}

/** Xtext's own terminals: `^?[a-zA-Z_][a-zA-Z_0-9]*`, and strings with backslash escapes in one line of ours. */
function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s+|([a-zA-Z_]\w*)|"((?:\\[^\n]|[^\\"\n])*)"|([{}[\],=<>-])/uy;
  while (pattern.lastIndex < text.length) {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new Error(`no token at: ${text.slice(from, from + 40)}`);
    const [, id, string, mark] = match;
    if (id !== undefined) tokens.push({ kind: 'id', text: id });
    else if (string !== undefined) tokens.push({ kind: 'string', text: string });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
  }
  return tokens;
}
