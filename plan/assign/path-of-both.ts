import { isBalanced, isModuleGlob } from './module-pattern.ts';

/** What a step through a pattern takes: one character, any of a name, or any at all. */
type Taken = { readonly character: string } | 'in a name' | 'any';

interface Machine {
  /** Ways on from each state; `takes` is absent where nothing is taken. */
  readonly ways: { readonly to: number; readonly takes?: Taken }[][];
  readonly end: number;
}

/**
 * A path that two patterns both match, undefined where there can be none: whether two globs may speak of the same module
 * is known without the code. Walks both patterns at once, so it takes at most the product of their lengths.
 */
export function pathOfBoth(one: string, other: string): string | undefined {
  const [a, b] = [machineOf(one), machineOf(other)];
  const seen = new Set<number>();
  const open: { readonly at: readonly [number, number]; readonly path: string }[] = [
    { at: [0, 0], path: '' },
  ];
  for (let here = open.shift(); here !== undefined; here = open.shift()) {
    const [inA, inB] = here.at;
    const key = inA * b.ways.length + inB;
    if (seen.has(key)) continue;
    seen.add(key);
    if (inA === a.end && inB === b.end) return here.path;
    for (const { at, text } of stepsFrom([a, b], here.at)) open.push({ at, path: here.path + text });
  }
  return undefined;
}

interface Step {
  readonly at: readonly [number, number];
  readonly text: string;
}

function stepsFrom([a, b]: readonly [Machine, Machine], [inA, inB]: readonly [number, number]): Step[] {
  const alone = [
    ...a.ways[inA]!.flatMap(({ to, takes }): Step[] =>
      takes === undefined ? [{ at: [to, inB], text: '' }] : [],
    ),
    ...b.ways[inB]!.flatMap(({ to, takes }): Step[] =>
      takes === undefined ? [{ at: [inA, to], text: '' }] : [],
    ),
  ];
  const together = a.ways[inA]!.flatMap((left) =>
    b.ways[inB]!.flatMap((right): Step[] => {
      const text = takenByBoth(left.takes, right.takes);
      return text === undefined ? [] : [{ at: [left.to, right.to], text }];
    }),
  );
  return [...alone, ...together];
}

function takenByBoth(one: Taken | undefined, other: Taken | undefined): string | undefined {
  if (one === undefined || other === undefined) return undefined;
  if (typeof one === 'string') return typeof other === 'string' ? 'x' : takenByBoth(other, one);
  const { character } = one;
  if (typeof other !== 'string') return other.character === character ? character : undefined;
  return other === 'in a name' && character === '/' ? undefined : character;
}

function machineOf(pattern: string): Machine {
  const machine = new Builder(isBalanced(pattern));
  if (!isModuleGlob(pattern)) for (const character of pattern) machine.take({ character });
  else for (const [token] of pattern.matchAll(TOKENS)) machine.read(token);
  return machine.built();
}

/** The same pieces as `globExpression` sees. */
const TOKENS = /(?<=^|\/)\*\*\/|\*{1,2}|\{[^{},*?]*\}|[^]/gu;

class Builder {
  readonly #ways: Machine['ways'] = [[]];
  readonly #braces: { readonly start: number; readonly ends: number[] }[] = [];
  readonly #hasChoices: boolean;
  #at = 0;

  constructor(hasChoices: boolean) {
    this.#hasChoices = hasChoices;
  }

  take(takes?: Taken): void {
    this.#at = this.#way(this.#at, takes);
  }

  read(token: string): void {
    if (token === '**/') this.#folders();
    else if (token === '**') this.#loop('any');
    else if (token === '*') this.#loop('in a name');
    else if (token === '?') this.take('in a name');
    else if (!this.#hasChoices || !this.#choose(token)) this.#takeAll(token);
  }

  built(): Machine {
    return { ways: this.#ways, end: this.#at };
  }

  #takeAll(text: string): void {
    for (const character of text) this.take({ character });
  }

  /** Whether the token is a part of `{a,b}`. */
  #choose(token: string): boolean {
    if (token === '{') this.#braces.push({ start: this.#at, ends: [] });
    else if (this.#braces.length === 0) return false;
    else if (token === ',') this.#or();
    else if (token === '}') this.#close();
    else return false;
    return true;
  }

  /** Any folders, or none. */
  #folders(): void {
    const start = this.#at;
    this.#loop('any');
    this.take({ character: '/' });
    this.#ways[start]!.push({ to: this.#at });
  }

  #loop(takes: Taken): void {
    this.take(); // A state of its own, so that nothing that led here loops as well.
    this.#ways[this.#at]!.push({ to: this.#at, takes });
    this.take();
  }

  #or(): void {
    const { start, ends } = this.#braces.at(-1)!;
    ends.push(this.#at);
    this.#at = start;
    this.take();
  }

  #close(): void {
    const { ends } = this.#braces.pop()!;
    this.take();
    for (const end of ends) this.#ways[end]!.push({ to: this.#at });
  }

  #way(from: number, takes: Taken | undefined): number {
    const to = this.#ways.push([]) - 1;
    this.#ways[from]!.push(takes === undefined ? { to } : { to, takes });
    return to;
  }
}
