import type { MemberSketch } from '../sketch/sketch.ts';
import type { Term } from '../sketch/term.ts';
import { type Evaluation, isTelling, UNKNOWN } from './evaluation.ts';
import { isType, typeValues } from './name-lookup.ts';
import { givenToSuper } from './given-to-super.ts';
import type { ClassValue, InstanceValue, Loop, MadeValue, Value } from './value.ts';

const MOST_BASES = 20;

/** The classes above a class, nearest first; a foreign one ends the list. */
export function basesOf(at: Evaluation, start: ClassValue): readonly Value[] {
  const found: Value[] = [];
  let current: Value | undefined = start;
  while (current?.kind === 'class' && found.length < MOST_BASES) {
    current = baseOf(at, current);
    if (current) found.push(current);
  }
  return found;
}

function baseOf(at: Evaluation, { module, id, loop }: ClassValue): Value | undefined {
  const base = at.world.indexOf(module)?.class(id)?.extends;
  const [value] = base === undefined ? [] : at.evaluate(module, base, loop);
  if (!value || value.kind === 'unknown' || value.kind === 'global') return undefined;
  return value.kind === 'made' ? mixinBase(at, value) : value;
}

/** `extends PartialType(Base)`: a class made from a class. */
function mixinBase(at: Evaluation, value: Value & { kind: 'made' }): Value {
  const [first] = value.args;
  const [base] = first === undefined ? [] : at.evaluate(value.module, first);
  return base?.kind === 'class' ? base : value;
}

export function superValues(at: Evaluation, module: string, id: number): readonly Value[] {
  const [base] = basesOf(at, { kind: 'class', module, id });
  if (!base) return UNKNOWN;
  return base.kind === 'class'
    ? [{ kind: 'instance', module: base.module, id: base.id }]
    : [madeBy(base, module)];
}

export function instanceMember(at: Evaluation, self: InstanceValue, name: string): readonly Value[] {
  const start: ClassValue = { kind: 'class', module: self.module, id: self.id };
  const own = ownMember(at, start, name, false).map((value) => boundTo(self, value));
  if (own.some(isTelling)) return own.filter(isTelling);
  if (own.length > 0) return own;
  for (const owner of basesOf(at, start)) {
    if (owner.kind !== 'class') return [{ kind: 'member', of: inheritedFrom(at, owner, self), name }];
    const values = ownMember(at, owner, name, false);
    if (values.length > 0) {
      const telling = values.some(isTelling) ? values.filter(isTelling) : values;
      return telling.map((value) => boundTo(self, ownedBy(self, owner, value)));
    }
  }
  return UNKNOWN;
}

/** A method knows which instance it was taken from, where there is more to know than its class. */
function boundTo(self: InstanceValue, value: Value): Value {
  return value.kind === 'function' && (self.made ?? self.param) ? { ...value, self } : value;
}

/** What a base class makes in a field of its own, each class below it has for itself. */
function ownedBy(self: InstanceValue, base: ClassValue, value: Value): Value {
  if (value.kind !== 'made' || !value.owner) return value;
  const { owner } = value;
  return owner.module === base.module && owner.id === base.id ? { ...value, owner: self } : value;
}

export function staticMember(at: Evaluation, value: ClassValue, name: string): readonly Value[] {
  if (name === 'name') return classNameOf(at, value);
  for (const owner of [value, ...basesOf(at, value)]) {
    if (owner.kind !== 'class') return [{ kind: 'member', of: owner, name, class: value }];
    const values = ownMember(at, owner, name, true);
    const { loop } = owner;
    // `class extends Made(config)`: what its methods give hangs on that call.
    if (values.length > 0)
      return loop ? values.map((one) => (one.kind === 'function' ? { ...one, loop } : one)) : values;
  }
  return UNKNOWN;
}

function classNameOf(at: Evaluation, { module, id }: ClassValue): readonly Value[] {
  const name = at.world.indexOf(module)?.class(id)?.name;
  return name === undefined ? UNKNOWN : [{ kind: 'constant', value: name }];
}

const NONE: readonly Value[] = [];

function ownMember(
  at: Evaluation,
  { module, id }: ClassValue,
  name: string,
  isStatic: boolean,
): readonly Value[] {
  const members = at.world.indexOf(module)?.members(id, name);
  if (!members) return NONE;
  const values = members
    .filter((member) => (member.static ?? false) === isStatic)
    .flatMap((member) => memberValue(at, member, { module, id }, `${module}@class${id}.${name}`));
  // `app: Router` says less than the `this.app = Router()` that follows.
  return values.some(isMadeHere) ? values.filter(({ kind }) => kind !== 'typed') : values;
}

function isMadeHere(value: Value): boolean {
  return value.kind === 'made' && value.owner !== undefined;
}

function memberValue(
  at: Evaluation,
  member: MemberSketch,
  { module, id }: Pick<ClassValue, 'module' | 'id'>,
  site: string,
): readonly Value[] {
  if (member.function !== undefined) {
    return member.getter
      ? returnsOf(at, module, member.function)
      : [{ kind: 'function', module, id: member.function }];
  }
  const values = member.value === undefined ? [] : at.evaluate(module, member.value);
  if (values.some(isTelling))
    return member.static ? values : madeIn(member, { kind: 'instance', module, id }, values);
  const typed = isType(member.type) ? typeValues(at, module, member.type, site) : [];
  return typed.length > 0 ? typed : values;
}

/** `this.app = express()` makes one for each instance; `this.app = app` does not. */
function madeIn(
  { value: term }: MemberSketch,
  owner: InstanceValue,
  values: readonly Value[],
): readonly Value[] {
  const last = typeof term === 'object' && term?.kind === 'chain' ? term.links.at(-1) : undefined;
  if (!last || !('call' in last)) return values;
  return values.map((value) =>
    value.kind === 'made' && value.module === owner.module && value.at === last.at
      ? { ...value, owner }
      : value,
  );
}

/** What a function of the repository gives back; `call` says what its parameters are. */
export function returnsOf(at: Evaluation, module: string, id: number, call?: Loop): readonly Value[] {
  const terms: readonly Term[] = at.world.indexOf(module)?.function(id)?.returns ?? [];
  const found = terms.flatMap((term) => at.evaluate(module, term, call));
  return found.length > 0 ? found : UNKNOWN;
}

/** What an instance is to a foreign class above it, with what `super(…)` gives for this `new`. */
function inheritedFrom(at: Evaluation, base: Value, self: InstanceValue): MadeValue {
  return { ...madeBy(base, self.module), self, ...(self.made ? givenToSuper(at, self, self.made) : {}) };
}

function madeBy(by: Value, module: string): MadeValue {
  return { kind: 'made', by, module, args: [], at: -1, line: 0 };
}
