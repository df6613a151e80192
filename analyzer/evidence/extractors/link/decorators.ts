import type { DecoratorSketch } from '../sketch/sketch.ts';
import type { FunctionPlace } from '../extractor.ts';
import type { Term } from '../sketch/term.ts';
import type { Code } from './code.ts';
import { originOf, type Loop, type Value } from './value.ts';

/** A decorator with its arguments; one that is composed of others counts as these. */
export interface DecoratorCall {
  /** `@nestjs/common.Get`; for one of the repository, its name behind a colon: `:MultiEntity`. */
  readonly origin: string;
  readonly args: readonly Term[];
  readonly module: string;
  readonly line: number;
  readonly loop?: Loop;
  /** The function of the repository that makes it. */
  readonly by?: FunctionPlace;
}

/** @param call the call of the function that made the class */
export function decoratorCalls(
  code: Code,
  module: string,
  decorators: readonly DecoratorSketch[] | undefined,
  call?: Loop,
): readonly DecoratorCall[] {
  if (!decorators || decorators.length === 0) return [];
  if (call) return expanded(code, module, decorators, call);
  let known = memo.get(code);
  if (!known) memo.set(code, (known = new Map()));
  const before = known.get(decorators);
  if (before?.module === module) return before.calls;
  const calls = expanded(code, module, decorators, undefined);
  known.set(decorators, { module, calls });
  return calls;
}

function expanded(
  code: Code,
  module: string,
  decorators: readonly DecoratorSketch[],
  loop: Loop | undefined,
): DecoratorCall[] {
  const inCall = loop ? { loop } : {};
  return decorators.flatMap(({ term, line }) => expand(code, { module, term, line, ...inCall }, 0));
}

/** Every framework asks for the decorators of every class. Files of one content may share a sketch. */
const memo = new WeakMap<Code, Map<readonly DecoratorSketch[], Expanded>>();

interface Expanded {
  readonly module: string;
  readonly calls: readonly DecoratorCall[];
}

interface Written {
  readonly module: string;
  readonly term: Term;
  readonly line: number;
  readonly loop?: Loop;
}

function expand(code: Code, written: Written, depth: number): DecoratorCall[] {
  const { callee, args } = split(written.term);
  return code.evaluate(written.module, callee, written.loop).flatMap((value): DecoratorCall[] => {
    const base = {
      args,
      module: written.module,
      line: written.line,
      ...(written.loop ? { loop: written.loop } : {}),
    };
    const origin = originOf(value);
    if (origin !== undefined) return [{ origin, ...base }];
    if (value.kind !== 'function') return [];
    const own = { origin: `:${nameOf(callee)}`, ...base, by: { module: value.module, id: value.id } };
    if (depth > 6) return [own];
    return [own, ...composed(code, value, { ...written, args }, depth), ...given(code, written, args, depth)];
  });
}

/** `@WithFlag('sales', [ManyToOne(() => Channel), JoinColumn()])`: decorators that another one is given to apply. */
function given(code: Code, written: Written, args: readonly Term[], depth: number): DecoratorCall[] {
  return args
    .flatMap((term) => (typeof term === 'object' && term?.kind === 'list' ? term.items : []))
    .filter((term) => typeof term === 'object' && term?.kind === 'chain')
    .flatMap((term) => expand(code, { ...written, term }, depth + 1))
    .filter(({ origin }) => !origin.startsWith(':'));
}

function split(term: Term): { callee: Term; args: readonly Term[] } {
  if (typeof term === 'object' && term?.kind === 'chain') {
    const last = term.links.at(-1);
    if (last && 'call' in last)
      return { callee: { ...term, links: term.links.slice(0, -1) }, args: last.call };
  }
  return { callee: term, args: [] };
}

/** `applyDecorators(Get('x'), UseGuards(Y))`, with the first parameter standing for what is passed. */
function composed(
  code: Code,
  { module, id }: Value & { kind: 'function' },
  { args, module: from, line }: Written & { args: readonly Term[] },
  depth: number,
): DecoratorCall[] {
  const [item] = args;
  const loop = item === undefined ? {} : { loop: { key: `${module}#${id}`, module: from, item } };
  return (code.indexOf(module)?.function(id)?.returns ?? []).flatMap((returned) => {
    const { callee, args: parts } = split(returned);
    const made = code
      .evaluate(module, callee)
      .some((value) => (originOf(value) ?? '').endsWith('.applyDecorators'));
    if (made) return parts.flatMap((term) => expand(code, { module, term, line, ...loop }, depth + 1));
    return parts.length > 0 || typeof returned === 'object'
      ? expand(code, { module, term: returned, line, ...loop }, depth + 1).filter(
          ({ origin }) => !origin.startsWith(':'),
        )
      : [];
  });
}

function nameOf(term: Term): string {
  if (typeof term !== 'object' || term === null) return '';
  if (term.kind === 'name') return term.name;
  if (term.kind !== 'chain') return '';
  const last = term.links.at(-1);
  return last && 'get' in last ? last.get : nameOf(term.root);
}
