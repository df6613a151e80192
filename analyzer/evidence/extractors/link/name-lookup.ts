import type { Term, TermNode, TypeTerm } from '../sketch/term.ts';
import { type Evaluation, isTelling, type Place, UNKNOWN } from './evaluation.ts';
import { withAdded } from './added-values.ts';
import type { Origin } from './name-values.ts';
import { type Loop, missingValue, type Value } from './value.ts';

/** The values of a name as seen from a function; its annotation where its values say nothing. */
export function nameValues(at: Evaluation, place: Place, name: string, scope: number): readonly Value[] {
  const { module, loop } = place;
  const bindings = at.world.indexOf(module)?.bindings(name, scope);
  if (!bindings) return outerValues(at, module, name);
  const values = bindings.flatMap(({ value, in: home, added }) => {
    if (value === undefined) return [];
    const around = { module, loop: loop && callAround(at, place, home) };
    return withAdded(at, at.evaluate(module, value, around.loop), around, added);
  });
  if (values.some(isTelling)) return values;
  const typed = bindings.flatMap(({ type }) =>
    isType(type) ? typeValues(at, module, type, `${module}@${scope}.${name}`) : [],
  );
  if (typed.some(isTelling)) return typed;
  return values.length > 0 ? values : UNKNOWN;
}

/** A name that is declared outside the function that is called is the same in every call of it. */
function callAround(at: Evaluation, { module, loop }: Place, home: number): Loop | undefined {
  let around = loop;
  while (around?.args && isOutside(at, module, home, around.key)) around = around.outer;
  return around;
}

function isOutside({ world }: Evaluation, module: string, home: number, key: string): boolean {
  if (!key.startsWith(`${module}#`)) return false;
  const index = world.indexOf(module);
  for (let from = home; from !== 0; from = index?.function(from)?.parent ?? 0) {
    if (key === `${module}#${from}`) return false;
  }
  return true;
}

/** A name that the module does not declare: an import, or one of the language's own. */
function outerValues(at: Evaluation, module: string, name: string): readonly Value[] {
  const imported = at.world.names.ofImport(module, name);
  if (imported) return originValues(at, imported);
  const missing = at.world.indexOf(module)?.imports.get(name);
  return [missing ? missingValue(missing.name) : { kind: 'global', name }];
}

export function declaredValues(at: Evaluation, module: string, name: string): readonly Value[] {
  const index = at.world.indexOf(module);
  const top = { module, loop: undefined };
  if (index?.bindings(name, 0)) return nameValues(at, top, name, 0);
  const isWhole = name === 'default' && index?.bindings('exports', 0);
  return isWhole ? nameValues(at, top, 'exports', 0) : UNKNOWN;
}

export function originValues(at: Evaluation, origin: Origin | undefined): readonly Value[] {
  if (!origin) return UNKNOWN;
  if (origin.kind === 'declared') return declaredValues(at, origin.module, origin.name);
  if (origin.kind === 'package') return [origin];
  // `require('./x')` of a CommonJS module is what it assigns to `module.exports`.
  const whole = at.world.indexOf(origin.module)?.bindings('exports', 0);
  return whole ? declaredValues(at, origin.module, 'exports') : [origin];
}

export function paramValues(
  at: Evaluation,
  { module, loop }: Place,
  { of, index }: TermNode & { kind: 'param' },
): readonly Value[] {
  const given = givenIn(loop, `${module}#${of}`, index);
  if (given) return at.evaluate(given.module, given.term, given.loop);
  const { type } = at.world.indexOf(module)?.function(of)?.params?.[index] ?? {};
  const site = `${module}@${of}#${index}`;
  const typed = isType(type) ? typeValues(at, module, type, site).filter(isTelling) : [];
  const param = { kind: 'parameter', module, of, index } as const;
  return typed.length > 0
    ? typed.map((value) => (value.kind === 'instance' ? { ...value, param } : value))
    : [param];
}

/** What a parameter is given by the loop or call around it. */
function givenIn(
  loop: Loop | undefined,
  key: string,
  index: number,
): { module: string; term: Term; loop: Loop | undefined } | undefined {
  for (let turn = loop; turn; turn = turn.outer) {
    if (turn.key !== key) continue;
    const term = turn.args ? turn.args[index] : index === 0 ? turn.item : undefined;
    return term === undefined ? undefined : { module: turn.module, term, loop: turn.from };
  }
  return undefined;
}

/** An instance of the class, or of the foreign type, that an annotation names. */
export function typeValues(at: Evaluation, module: string, type: TypeTerm, site: string): readonly Value[] {
  const [root = '', ...members] = type.name.split('.');
  const isOwn = at.world.indexOf(module)?.bindings(root, 0);
  let values = isOwn
    ? nameValues(at, { module, loop: undefined }, root, 0)
    : originValues(at, at.world.names.ofImport(module, root));
  for (const name of members) {
    values = values.flatMap((value) => at.follow(value, { get: name }, module));
  }
  if (type.of === 'value') return values;
  const implementers =
    members.length > 0 || values.some(({ kind }) => kind === 'class' || kind === 'package')
      ? []
      : at.world.implementersOf(module, root);
  return [...values, ...implementers].flatMap((value): readonly Value[] => {
    const types = type.args ? { types: type.args } : {};
    if (value.kind === 'class') return [{ kind: 'instance', module: value.module, id: value.id, ...types }];
    if (value.kind === 'object') return [value];
    if (value.kind !== 'package') return [];
    return [{ kind: 'typed', type: value, module, args: type.args ?? [], site }];
  });
}

export function isType(term: Term | undefined): term is TypeTerm {
  return typeof term === 'object' && term !== null && term.kind === 'type';
}
