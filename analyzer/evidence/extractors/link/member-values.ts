import type { Link, Term } from '../sketch/term.ts';
import { instanceMember, returnsOf, staticMember } from './class-values.ts';
import { type Evaluation, type Place, UNKNOWN } from './evaluation.ts';
import { TEXT_METHODS } from './fold-call.ts';
import { entriesCall, isListMethod, listCall } from './list-calls.ts';
import { originValues } from './name-lookup.ts';
import { packageOf, type Value } from './value.ts';

/** `value.name` */
export function memberValues(at: Evaluation, value: Value, name: string): readonly Value[] {
  if (HAS_MEMBERS.has(value.kind) || isChange(value, name)) return [{ kind: 'member', of: value, name }];
  if (value.kind === 'namespace') return originValues(at, at.world.names.ofExport(value.module, name));
  if (value.kind === 'package') return [{ ...value, path: joined(value.path, name) }];
  if (value.kind === 'object') return entryValues(at, value, name);
  if (value.kind === 'list') return itemValues(at, value, name);
  if (value.kind === 'instance') return instanceMember(at, value, name);
  return value.kind === 'class' ? staticMember(at, value, name) : UNKNOWN;
}

const HAS_MEMBERS = new Set<Value['kind']>(['made', 'member', 'typed', 'parameter', 'global', 'function']);

/** `'order_items'.replaceAll('_', '-')` */
function isChange({ kind }: Value, name: string): boolean {
  if (kind === 'list') return isListMethod(name);
  return (kind === 'constant' || kind === 'text') && TEXT_METHODS.has(name);
}

function itemValues(
  at: Evaluation,
  { module, items, loop }: Value & { kind: 'list' },
  name: string,
): readonly Value[] {
  const item = items[Number(name)];
  return item === undefined ? UNKNOWN : at.evaluate(module, item, loop);
}

/** Objects spread into each other may run in a circle. */
function entryValues(at: Evaluation, start: Value & { kind: 'object' }, name: string): readonly Value[] {
  const seen = new Set<unknown>();
  const open = [start];
  for (let next = open.pop(); next; next = open.pop()) {
    const { module, term, loop } = next;
    if (seen.has(term)) continue;
    seen.add(term);
    const entry = term.entries.findLast(([key]) => key === name);
    if (entry) return at.evaluate(module, entry[1], loop);
    for (const one of term.spreads ?? []) {
      open.push(...at.evaluate(module, one, loop).filter((value) => value.kind === 'object'));
    }
  }
  return UNKNOWN;
}

type CallLink = Extract<Link, { call: unknown }>;

/** `value(…)` or `new value(…)` */
export function callValues(
  at: Evaluation,
  value: Value,
  link: CallLink,
  { module, loop }: Place,
): readonly Value[] {
  const { call: args, types: given, at: end, line } = link;
  if (value.kind === 'function') {
    return returnsOf(at, value.module, value.id, at.contextOf(value, { module, args, loop, at: end }));
  }
  const types = given ? { types: given } : {};
  if (value.kind === 'class') return [instanceMade(value, link, { module, loop })];
  if (isBound(value)) return [value.of];
  if (isFrozen(value)) return args.slice(0, 1).flatMap((term) => at.evaluate(module, term, loop));
  if (!CAN_BE_CALLED.has(value.kind)) return UNKNOWN;
  const told = toldCall(at, value, link, { module, loop });
  if (told) return told;
  return [{ kind: 'made', by: value, module, args, at: end, line, ...types, ...(loop ? { loop } : {}) }];
}

/** What a call of something foreign gives that is known to give a list, or one of the repository's own. */
function toldCall(at: Evaluation, value: Value, link: CallLink, place: Place): readonly Value[] | undefined {
  const list = listCall(at, value, link, place) ?? entriesCall(at, value, link, place);
  if (list) return list;
  const looked = isLookUp(value) ? instancesOf(at, link.call[0], place) : [];
  return looked.length > 0 ? looked : undefined;
}

function instanceMade(
  { module, id }: Value & { kind: 'class' },
  { call: args, types, at, new: isNew }: CallLink,
  { module: from, loop }: Place,
): Value {
  return {
    kind: 'instance',
    module,
    id,
    ...(types ? { types } : {}),
    ...(isNew ? { made: { module: from, at, args, ...(loop ? { loop } : {}) } } : {}),
  };
}

const CAN_BE_CALLED = new Set<Value['kind']>(['package', 'typed', 'made', 'member', 'parameter', 'global']);

/** `container.get(Orders)`, `moduleRef.resolve(Orders)`: what a container gives for a class is one of that class. */
function isLookUp(value: Value): boolean {
  if (value.kind === 'package') {
    return CONTAINERS.has(value.package) && LOOK_UPS.has(value.path.split('.').at(-1) ?? '');
  }
  return value.kind === 'member' && LOOK_UPS.has(value.name) && CONTAINERS.has(packageOf(value) ?? '');
}

const LOOK_UPS = new Set(['get', 'resolve', 'getAsync', 'build']);
const CONTAINERS = new Set(['tsyringe', 'inversify', 'typedi', 'awilix', '@nestjs/core']);

function instancesOf(at: Evaluation, term: Term | undefined, { module, loop }: Place): readonly Value[] {
  if (term === undefined) return [];
  return at
    .evaluate(module, term, loop)
    .flatMap((one) => (one.kind === 'class' ? [{ kind: 'instance', module: one.module, id: one.id }] : []));
}

/** `handler.bind(this)` is the handler. */
function isBound(value: Value): value is Value & { kind: 'member' } {
  return value.kind === 'member' && value.of.kind === 'function' && value.name === 'bind';
}

/** `Object.freeze(routes)` is `routes`. */
function isFrozen(value: Value): boolean {
  return (
    value.kind === 'member' &&
    value.of.kind === 'global' &&
    value.of.name === 'Object' &&
    (value.name === 'freeze' || value.name === 'seal')
  );
}

function joined(path: string, name: string): string {
  if (name === 'default') return path;
  return path === '' ? name : `${path}.${name}`;
}
