import type { EntityReference } from '../../../model/evidence.ts';
import type { Extractor, Found } from '../extractor.ts';
import { classesWith } from '../http/nest-controllers.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { decoratorCalls } from '../link/decorators.ts';
import { entryOf, type Placed, propertyOf } from '../link/entries.ts';
import { type ClassValue, originOf, type Value } from '../link/value.ts';
import type { MemberSketch } from '../sketch/sketch.ts';
import type { Term } from '../sketch/term.ts';
import { DOCUMENT_READS, DOCUMENT_WRITES, plural, readDocumentAccess } from './document-access.ts';

/** Typegoose: `getModelForClass(User)`, `@prop({ ref })`, `@modelOptions`, models injected as `ReturnModelType`. */
export const typegoose: Extractor = {
  name: 'typegoose',
  packages: ['@typegoose/typegoose', 'typegoose', 'nestjs-typegoose', '@m8a/nestjs-typegoose'],
  methods: [...DOCUMENT_READS, ...DOCUMENT_WRITES],
  extract: (code, found) => {
    const collections = readClasses(code, found);
    if (collections.size === 0) return;
    for (const call of code.callsNamed([...DOCUMENT_READS, ...DOCUMENT_WRITES]))
      readDocumentAccess(found, call, (value) => collectionOf(code, value, collections));
  },
};

/** Class → collection. */
type Collections = ReadonlyMap<string, string>;

const MODEL = /^@?(?:typegoose\/)?typegoose\.(?:getModelForClass|getDiscriminatorModelForClass)$/u;
const PROPERTY = /^@?(?:typegoose\/)?typegoose\.(?:prop|arrayProp|mapProp)$/u;
const OPTIONS = '@typegoose/typegoose.modelOptions';

/** Only a class with a model has a collection; others are parts of documents. */
function readClasses(code: Code, found: Found): Collections {
  const named = optionNames(code);
  const collections = new Map<string, string>();
  const models: ClassValue[] = [];
  for (const call of code.callsFrom('@typegoose/typegoose', 'typegoose')) {
    const made = modelOf(code, call);
    if (!made) continue;
    const { model, options, base } = made;
    const above = base && parentCollection(code, base, collections);
    const own = entryOfOptions(code, options) ?? named.get(keyOf(model));
    collections.set(keyOf(model), above ?? own ?? plural(nameOf(code, model).toLowerCase()));
    if (above === undefined) models.push(model);
  }
  for (const model of models) addEntity(code, found, model, collections);
  return collections;
}

interface Made {
  readonly model: ClassValue;
  readonly options: { readonly module: string; readonly args: readonly Term[] };
  /** The model that this one is a discriminator of. */
  readonly base?: Placed;
}

function modelOf(code: Code, { callee, module, args, loop }: Call): Made | undefined {
  if (!MODEL.test(originOf(callee) ?? '')) return undefined;
  const isDiscriminator = callee.kind === 'package' && callee.path.startsWith('getDiscriminator');
  const [first = null, ...others] = args;
  const [term = null, ...options] = isDiscriminator ? others : args;
  const inLoop = loop ? { loop } : {};
  const model = classIn(code, { module, term, ...inLoop });
  if (!model) return undefined;
  const base = isDiscriminator ? { base: { module, term: first, ...inLoop } } : {};
  return { model, options: { module, args: options }, ...base };
}

/** `@modelOptions({ schemaOptions: { collection } })` of each class that has one. */
function optionNames(code: Code): Map<string, string> {
  const found = new Map<string, string>();
  for (const { module, sketch, decorators } of classesWith(code, new Set([OPTIONS]))) {
    for (const one of decorators.filter(({ origin }) => origin === OPTIONS)) {
      const name = entryOfOptions(code, one);
      if (name !== undefined) found.set(keyOf({ module, id: sketch.id }), name);
    }
  }
  return found;
}

function entryOfOptions(
  code: Code,
  { module, args }: { readonly module: string; readonly args: readonly Term[] },
): string | undefined {
  const inner = args.flatMap((term) => propertyOf(code, { module, term }, 'schemaOptions'));
  return inner.flatMap((one) => entryOf(code, { ...one, args: [one.term] }, 'collection'))[0]?.text;
}

function addEntity(code: Code, found: Found, model: ClassValue, collections: Collections): void {
  const sketch = code.indexOf(model.module)?.class(model.id);
  const name = collections.get(keyOf(model));
  if (!sketch || name === undefined) return;
  const classes = [model, ...code.basesOf(model)].flatMap((one) => (one.kind === 'class' ? [one] : []));
  const references = classes.flatMap(({ module, id }) =>
    (code.indexOf(module)?.class(id)?.members ?? []).flatMap((member) =>
      referencesOf(code, module, member, collections),
    ),
  );
  const { module } = model;
  found.entities.push({
    name,
    kind: 'collection',
    module,
    line: sketch.line,
    references,
    source: 'typegoose',
  });
}

/** `@prop({ ref: () => User })`, `@prop({ ref: User })`, `@prop({ ref: 'User' })`. */
function referencesOf(
  code: Code,
  module: string,
  { name: field, decorators = [] }: MemberSketch,
  collections: Collections,
): EntityReference[] {
  return decoratorCalls(code, module, decorators)
    .filter(({ origin }) => PROPERTY.test(origin))
    .flatMap(({ module: at, args }) => args.flatMap((term) => propertyOf(code, { module: at, term }, 'ref')))
    .flatMap((ref) => targetsOf(code, ref, collections))
    .map((entity) => ({ entity, field }));
}

function targetsOf(code: Code, ref: Placed, collections: Collections): string[] {
  const model = classIn(code, ref);
  if (model) return [collections.get(keyOf(model)) ?? plural(nameOf(code, model).toLowerCase())];
  const written = code.evaluate(ref.module, ref.term).find(({ kind }) => kind === 'constant');
  return written?.kind === 'constant' ? [plural(String(written.value).toLowerCase())] : [];
}

/** The class that a term comes to, itself or through a function that gives it. */
function classIn(code: Code, { module, term, loop }: Placed): ClassValue | undefined {
  const values = code
    .evaluate(module, term, loop)
    .flatMap((value) =>
      value.kind === 'function' ? code.follow(value, { call: [], line: 0, at: -1 }, module) : [value],
    );
  return values.find((value): value is ClassValue => value.kind === 'class');
}

/** A discriminator is kept in the collection of the model that it is one of. */
function parentCollection(
  code: Code,
  { module, term }: Placed,
  collections: Collections,
): string | undefined {
  return code.evaluate(module, term).flatMap((value) => collectionOf(code, value, collections) ?? [])[0];
}

/** The collection behind a model, a document made from one, a query, or an annotation. */
function collectionOf(code: Code, value: Value, collections: Collections): string | undefined {
  let at: Value | undefined = value;
  for (let step = 0; at && step < 8; step += 1) {
    if (at.kind === 'typed') return typedCollection(code, at, collections);
    if (at.kind === 'made' && MODEL.test(originOf(at.by) ?? '')) {
      const { module, args } = at;
      const models = args.slice(0, 2).flatMap((term) => classIn(code, { module, term }) ?? []);
      return models.flatMap((one) => collections.get(keyOf(one)) ?? [])[0];
    }
    at = at.kind === 'member' ? at.of : at.kind === 'made' ? at.by : undefined;
  }
  return undefined;
}

/** `ReturnModelType<typeof User>`, `DocumentType<User>`. */
function typedCollection(
  code: Code,
  { type, args: [first], module }: Value & { kind: 'typed' },
  collections: Collections,
): string | undefined {
  if (
    !/^@?(?:typegoose\/)?typegoose\.(?:ReturnModelType|DocumentType|ModelType)$/u.test(originOf(type) ?? '')
  )
    return undefined;
  if (typeof first !== 'object' || first?.kind !== 'type') return undefined;
  const model = classIn(code, { module, term: { kind: 'name', name: first.name } });
  return model && collections.get(keyOf(model));
}

function keyOf({ module, id }: Pick<ClassValue, 'module' | 'id'>): string {
  return `${module}#${id}`;
}

function nameOf(code: Code, { module, id }: ClassValue): string {
  return code.indexOf(module)?.class(id)?.name ?? '';
}
