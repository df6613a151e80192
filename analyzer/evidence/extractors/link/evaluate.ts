import type { ClassSketch } from '../sketch/sketch.ts';
import type { ChainTerm, Link, Term, TermNode, TypeTerm } from '../sketch/term.ts';
import type { Names, Origin } from './name-values.ts';
import type { SketchIndex } from './sketch-index.ts';
import type { ClassValue, InstanceValue, Loop, Value } from './value.ts';

/** Says what a term of a module comes to: every value that it may have, likeliest first. */
export interface Evaluator {
  readonly evaluate: (module: string, term: Term, loop?: Loop) => readonly Value[];
  readonly follow: (value: Value, link: Link, module: string, loop?: Loop) => readonly Value[];
  readonly declared: (module: string, name: string) => readonly Value[];
  /** The classes above a class, nearest first; a foreign one ends the list. */
  readonly basesOf: (value: ClassValue) => readonly Value[];
}

export interface World {
  readonly indexOf: (module: string) => SketchIndex | undefined;
  readonly names: Names;
}

const UNKNOWN: readonly Value[] = [{ kind: 'unknown' }];
const MOST = 24;

export function createEvaluator(world: World): Evaluator {
  const memo = new WeakMap<object, readonly Value[]>();
  let depth = 0;

  const evaluate = (module: string, term: Term, loop?: Loop): readonly Value[] => {
    if (typeof term !== 'object' || term === null) return [{ kind: 'constant', value: term }];
    const known = loop ? undefined : memo.get(term);
    if (known) return known;
    if (depth > 60) return UNKNOWN;
    if (!loop) memo.set(term, []); // A term that leads back to itself adds nothing.
    depth += 1;
    try {
      const found = evaluateNode(module, term, loop).slice(0, MOST);
      if (!loop) memo.set(term, found);
      return found;
    } finally {
      depth -= 1;
    }
  };

  const evaluateNode = (module: string, term: TermNode, loop: Loop | undefined): readonly Value[] => {
    switch (term.kind) {
      case 'name':
        return nameValues(module, term.name, term.in ?? 0, loop);
      case 'param':
        return paramValues(module, term.of, term.index, loop);
      case 'each':
        return eachValues(module, term, loop);
      case 'this':
        return term.class < 0 ? UNKNOWN : [{ kind: 'instance', module, id: term.class }];
      case 'super':
        return superValues(module, term.class);
      case 'chain':
        return chainValues(module, term, loop);
      case 'either':
        return term.options.flatMap((option) => evaluate(module, option, loop));
      case 'import':
        return originValues(world.names.ofSpecifier(module, term.specifier));
      case 'type':
        return typeValues(module, term, `${module}@type`);
      default:
        return plainValues(module, term, loop);
    }
  };

  const plainValues = (module: string, term: TermNode, loop: Loop | undefined): readonly Value[] => {
    const inLoop = loop ? { loop } : {};
    switch (term.kind) {
      case 'function':
        return [{ kind: 'function', module, id: term.id }];
      case 'class':
        return [{ kind: 'class', module, id: term.id }];
      case 'object':
        return [{ kind: 'object', module, term, ...inLoop }];
      case 'list':
        return [{ kind: 'list', module, items: term.items }];
      case 'text':
        return [{ kind: 'text', module, parts: term.parts, ...inLoop }];
      case 'pattern':
        return [{ kind: 'pattern', source: term.source }];
      case 'spread':
        return evaluate(module, term.of, loop);
      default:
        return UNKNOWN;
    }
  };

  const nameValues = (
    module: string,
    name: string,
    scope: number,
    loop: Loop | undefined,
  ): readonly Value[] => {
    const bindings = world.indexOf(module)?.bindings(name, scope);
    if (!bindings) {
      const imported = world.names.ofImport(module, name);
      if (imported) return originValues(imported);
      return world.indexOf(module)?.imports.has(name) ? UNKNOWN : [{ kind: 'global', name }];
    }
    const values = bindings.flatMap(({ value }) => (value === undefined ? [] : evaluate(module, value, loop)));
    if (values.some(isTelling)) return values;
    const typed = bindings.flatMap(({ type }) =>
      isType(type) ? typeValues(module, type, `${module}@${scope}.${name}`) : [],
    );
    return typed.some(isTelling) ? typed : values.length > 0 ? values : UNKNOWN;
  };

  const declared = (module: string, name: string): readonly Value[] => {
    const index = world.indexOf(module);
    if (index?.bindings(name, 0)) return nameValues(module, name, 0, undefined);
    if (name === 'default' && index?.bindings('exports', 0)) return nameValues(module, 'exports', 0, undefined);
    return UNKNOWN;
  };

  const originValues = (origin: Origin | undefined): readonly Value[] => {
    if (!origin) return UNKNOWN;
    if (origin.kind === 'declared') return declared(origin.module, origin.name);
    if (origin.kind === 'package') return [origin];
    // `require('./x')` of a CommonJS module is what it assigns to `module.exports`.
    const whole = world.indexOf(origin.module)?.bindings('exports', 0);
    return whole ? declared(origin.module, 'exports') : [origin];
  };

  const paramValues = (
    module: string,
    of: number,
    index: number,
    loop: Loop | undefined,
  ): readonly Value[] => {
    if (loop?.key === `${module}#${of}` && index === 0) return evaluate(loop.module, loop.item);
    const site = `${module}@${of}#${index}`;
    const { type } = world.indexOf(module)?.function(of)?.params?.[index] ?? {};
    const typed = isType(type) ? typeValues(module, type, site).filter(isTelling) : [];
    return typed.length > 0 ? typed : [{ kind: 'parameter', module, of, index }];
  };

  const eachValues = (module: string, term: TermNode & { kind: 'each' }, loop: Loop | undefined): readonly Value[] => {
    if (loop && loop.key === eachKey(module, term.of)) return evaluate(loop.module, loop.item);
    return evaluate(module, term.of, loop).flatMap((value) =>
      value.kind === 'list' ? value.items.flatMap((item) => evaluate(value.module, item)) : UNKNOWN,
    );
  };

  const superValues = (module: string, id: number): readonly Value[] =>
    basesOf({ kind: 'class', module, id })
      .slice(0, 1)
      .flatMap((base): readonly Value[] =>
        base.kind === 'class' ? [{ kind: 'instance', module: base.module, id: base.id }] : [madeBy(base, module)],
      );

  const typeValues = (module: string, type: TypeTerm, site: string): readonly Value[] => {
    const [root = '', ...members] = type.name.split('.');
    const roots = world.indexOf(module)?.bindings(root, 0)
      ? nameValues(module, root, 0, undefined)
      : originValues(world.names.ofImport(module, root));
    let values = roots;
    for (const name of members) values = values.flatMap((value) => follow(value, { get: name }, module));
    return values.flatMap((value): readonly Value[] => {
      const types = type.args ? { types: type.args } : {};
      if (value.kind === 'class') return [{ kind: 'instance', module: value.module, id: value.id, ...types }];
      if (value.kind !== 'package') return [];
      return [{ kind: 'typed', type: value, module, args: type.args ?? [], site }];
    });
  };

  const chainValues = (module: string, { root, links }: ChainTerm, loop: Loop | undefined): readonly Value[] => {
    let values = evaluate(module, root, loop);
    for (const link of links) {
      values = values.flatMap((value) => follow(value, link, module, loop)).slice(0, MOST);
    }
    return values;
  };

  const follow: Evaluator['follow'] = (value, link, module, loop) => {
    if ('get' in link) return memberValues(value, link.get);
    if ('index' in link) {
      return evaluate(module, link.index, loop).flatMap((index) =>
        index.kind === 'constant' ? memberValues(value, String(index.value)) : UNKNOWN,
      );
    }
    return callValues(value, link, module);
  };

  const callValues = (value: Value, link: Extract<Link, { call: unknown }>, module: string): readonly Value[] => {
    switch (value.kind) {
      case 'function':
        return returnsOf(value.module, value.id);
      case 'class':
        return [{ kind: 'instance', module: value.module, id: value.id, ...(link.types ? { types: link.types } : {}) }];
      case 'member':
        if (value.of.kind === 'function' && value.name === 'bind') return [value.of];
        break;
      case 'package':
      case 'typed':
      case 'made':
      case 'parameter':
      case 'global':
        break;
      default:
        return UNKNOWN;
    }
    const { call: args, types, at, line } = link;
    return [{ kind: 'made', by: value, module, args, at, line, ...(types ? { types } : {}) }];
  };

  const returnsOf = (module: string, id: number): readonly Value[] => {
    const found = (world.indexOf(module)?.function(id)?.returns ?? []).flatMap((term) => evaluate(module, term));
    return found.length > 0 ? found : UNKNOWN;
  };

  const memberValues = (value: Value, name: string): readonly Value[] => {
    switch (value.kind) {
      case 'namespace':
        return originValues(world.names.ofExport(value.module, name));
      case 'package':
        return [{ ...value, path: joined(value.path, name) }];
      case 'object':
        return entryValues(value, name);
      case 'list': {
        const item = value.items[Number(name)];
        return item === undefined ? UNKNOWN : evaluate(value.module, item);
      }
      case 'instance':
        return instanceMember(value, name);
      case 'class':
        return name === 'name' ? classNameOf(value) : staticMember(value, name);
      case 'constant':
      case 'text':
      case 'pattern':
      case 'unknown':
        return UNKNOWN;
      default:
        return [{ kind: 'member', of: value, name }];
    }
  };

  /** Objects spread into each other may run in a circle. */
  const entryValues = (start: Value & { kind: 'object' }, name: string): readonly Value[] => {
    const seen = new Set<unknown>();
    const open = [start];
    const found: Value[] = [];
    for (let at = open.pop(); at && found.length === 0; at = open.pop()) {
      const { module, term, loop } = at;
      if (seen.has(term)) continue;
      seen.add(term);
      const entry = term.entries.findLast(([key]) => key === name);
      if (entry) found.push(...evaluate(module, entry[1], loop));
      else {
        for (const one of term.spreads ?? []) {
          open.push(...evaluate(module, one, loop).filter((value) => value.kind === 'object'));
        }
      }
    }
    return found.length > 0 ? found : UNKNOWN;
  };

  const classNameOf = ({ module, id }: ClassValue): readonly Value[] => {
    const name = world.indexOf(module)?.class(id)?.name;
    return name === undefined ? UNKNOWN : [{ kind: 'constant', value: name }];
  };

  const staticMember = (value: ClassValue, name: string): readonly Value[] => {
    for (const at of [value, ...basesOf(value)]) {
      if (at.kind !== 'class') return [{ kind: 'member', of: at, name }];
      const sketch = world.indexOf(at.module)?.class(at.id);
      const found = sketch?.members.find((member) => member.name === name && member.static);
      if (found) return memberOf(found, at.module, `${at.module}@class${at.id}.${name}`);
    }
    return UNKNOWN;
  };

  const instanceMember = (self: InstanceValue, name: string): readonly Value[] => {
    const start: ClassValue = { kind: 'class', module: self.module, id: self.id };
    for (const at of [start, ...basesOf(start)]) {
      if (at.kind !== 'class') return [{ kind: 'member', of: madeBy(at, self.module), name }];
      const sketch = world.indexOf(at.module)?.class(at.id);
      const members = sketch?.members.filter((member) => member.name === name && !member.static) ?? [];
      const site = `${at.module}@class${at.id}.${name}`;
      const values = members.flatMap((member) => memberOf(member, at.module, site));
      if (values.length > 0) return values.some(isTelling) ? values.filter(isTelling) : values;
    }
    return UNKNOWN;
  };

  const memberOf = (member: ClassSketch['members'][number], module: string, site: string): readonly Value[] => {
    if (member.function !== undefined && !member.getter) return [{ kind: 'function', module, id: member.function }];
    if (member.function !== undefined) return returnsOf(module, member.function);
    const values = member.value === undefined ? [] : evaluate(module, member.value);
    if (values.some(isTelling)) return values;
    const typed = isType(member.type) ? typeValues(module, member.type, site) : [];
    return typed.length > 0 ? typed : values;
  };

  const basesOf = (start: ClassValue): readonly Value[] => {
    const found: Value[] = [];
    let at: Value | undefined = start;
    while (at?.kind === 'class' && found.length < 20) {
      const base: Term | undefined = world.indexOf(at.module)?.class(at.id)?.extends;
      const next: Value | undefined = base === undefined ? undefined : evaluate(at.module, base)[0];
      at = next && next.kind === 'made' ? mixinBase(next) : next;
      if (!at || at.kind === 'unknown' || at.kind === 'global') break;
      found.push(at);
    }
    return found;
  };

  /** `extends PartialType(Base)`: a class made from a class. */
  const mixinBase = (value: Value & { kind: 'made' }): Value => {
    const [first] = value.args;
    const [base] = first === undefined ? [] : evaluate(value.module, first);
    return base?.kind === 'class' ? base : value;
  };

  return { evaluate, follow, declared, basesOf };
}

/** What tells a loop over a list from another. */
export function eachKey(module: string, of: Term): string {
  return `${module}#each:${JSON.stringify(of).slice(0, 400)}`;
}

function madeBy(by: Value, module: string): Value {
  return { kind: 'made', by, module, args: [], at: -1, line: 0 };
}

function joined(path: string, name: string): string {
  if (name === 'default') return path;
  return path === '' ? name : `${path}.${name}`;
}

export function isTelling(value: Value): boolean {
  return value.kind !== 'unknown' && value.kind !== 'parameter' && value.kind !== 'global';
}

function isType(term: Term | undefined): term is TypeTerm {
  return typeof term === 'object' && term !== null && term.kind === 'type';
}
