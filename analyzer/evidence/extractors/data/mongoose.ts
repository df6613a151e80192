import type { EntityReference } from '../../../model/evidence.ts';
import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { decoratorCalls } from '../link/decorators.ts';
import { entryOf, itemsOf, type Placed, propertyOf } from '../link/entries.ts';
import { classesWith } from '../http/nest-controllers.ts';
import { originOf, siteOf, type Value } from '../link/value.ts';
import { plural, readDocumentAccess, DOCUMENT_READS, DOCUMENT_WRITES } from './document-access.ts';
import { findWrappedTransactions, type Opened, openTransaction } from './wrapped-transactions.ts';
import type { Term } from '../sketch/term.ts';

const OPENERS = ['withTransaction', 'startTransaction', 'transaction'];

/** Mongoose: `model('X', schema)`, `ref`, models through imports and `@InjectModel`, `save` on a document. */
export const mongoose: Extractor = {
  name: 'mongoose',
  packages: ['mongoose', '@nestjs/mongoose'],
  methods: [...DOCUMENT_READS, ...DOCUMENT_WRITES, 'model', ...OPENERS, 'startSession'],
  extract: (code, found) => {
    const models = readModels(code, found);
    readSchemaClasses(code, found, models);
    if (models.size === 0) return;
    for (const call of code.callsNamed([...DOCUMENT_READS, ...DOCUMENT_WRITES]))
      readDocumentAccess(found, call, (value) => collectionOf(value, models));
    const opened: Opened[] = [];
    for (const call of code.callsNamed(OPENERS))
      if (isSession(call)) openTransaction(code, found, call, opened);
    findWrappedTransactions(code, found, opened);
  },
};

/** `session.withTransaction(work)`, `session.startTransaction()`, `connection.transaction(work)`. */
function isSession({ callee }: Call): boolean {
  if (callee.kind !== 'member') return false;
  return /^(?:mongoose|mongodb|@nestjs\/mongoose)\b/u.test(originOf(callee) ?? '');
}

/** Model's place or name → collection. */
type Models = ReadonlyMap<string, string>;

function readModels(code: Code, found: Found): Map<string, string> {
  const models = new Map<string, string>();
  const named: { name: string; call: Call; collection: string }[] = [];
  for (const call of code.callsFrom('mongoose')) {
    const [first, schema] = call.args;
    const isModel = /(?:^mongoose|\.|\))\.?model$/u.test(originOf(call.callee) ?? '');
    if (!isModel || typeof first !== 'string' || schema === undefined) continue;
    const collection = collectionName(code, call) ?? plural(first.toLowerCase());
    models.set(`${call.module}@${call.at}`, collection);
    models.set(first, collection);
    named.push({ name: first, call, collection });
  }
  for (const { call, collection } of named) {
    const { module, line, args } = call;
    const references = referencesOf({ code, models, depth: 0 }, module, args[1] ?? null, '');
    found.entities.push({
      name: collection,
      kind: 'collection',
      module,
      line,
      references,
      source: 'mongoose',
    });
  }
  return models;
}

/** `@Schema() class User` of `@nestjs/mongoose`, whose model is injected by its name. */
function readSchemaClasses(code: Code, found: Found, models: Map<string, string>): void {
  const classes = classesWith(code, new Set(['@nestjs/mongoose.Schema']));
  for (const { sketch, decorators } of classes) {
    const schema = decorators.find(({ origin }) => origin === '@nestjs/mongoose.Schema');
    const named = schema && entryOf(code, schema, 'collection')[0];
    models.set(sketch.name, named?.text ?? plural(sketch.name.toLowerCase()));
  }
  for (const { module, sketch } of classes) {
    const references = sketch.members.flatMap(({ name: field, decorators }) =>
      decoratorCalls(code, module, decorators).flatMap(({ args, module: at }) =>
        args.flatMap((term) => refsIn(code, { module: at, term }, models, field)),
      ),
    );
    const name = models.get(sketch.name) ?? sketch.name;
    found.entities.push({
      name,
      kind: 'collection',
      module,
      line: sketch.line,
      references,
      source: 'mongoose',
    });
  }
}

/** `@Prop({ ref: 'User' })` or `@Prop({ type: [{ ref: User.name }] })`. */
function refsIn(code: Code, at: Placed, models: Models, field: string): EntityReference[] {
  const inner = propertyOf(code, at, 'type').flatMap((one) => itemsOf(code, one));
  return [at, ...inner]
    .flatMap((one) => propertyOf(code, one, 'ref'))
    .flatMap((one) => code.fold(one.module, one.term).map(({ text }) => text))
    .map((target) => ({ entity: models.get(target) ?? plural(target.toLowerCase()), field }));
}

/** The third argument, or the schema's option. */
function collectionName(code: Code, { module, args }: Call): string | undefined {
  const [, schema, third] = args;
  if (typeof third === 'string') return third;
  for (const value of code.evaluate(module, schema ?? null)) {
    if (value.kind !== 'made') continue;
    const [option] = entryOf(code, { module: value.module, args: value.args.slice(1) }, 'collection');
    if (option) return option.text;
  }
  return undefined;
}

/** Every `ref: 'X'` in a schema, with the path of fields that leads to it. */
function referencesOf(reading: Reading, module: string, term: Term, field: string): EntityReference[] {
  const { code, models, depth } = reading;
  if (depth > 8) return [];
  const inner = { ...reading, depth: depth + 1 };
  return code.evaluate(module, term).flatMap((value): EntityReference[] => {
    if (value.kind === 'made') {
      return value.args.slice(0, 1).flatMap((one) => referencesOf(inner, value.module, one, field));
    }
    if (value.kind === 'list')
      return value.items.flatMap((item) => referencesOf(inner, value.module, item, field));
    if (value.kind !== 'object') return [];
    const target = refOf(code, value);
    if (target !== undefined && field !== '') {
      return [{ entity: models.get(target) ?? plural(target.toLowerCase()), field }];
    }
    return value.term.entries.flatMap(([key, one]) =>
      referencesOf(inner, value.module, one, field === '' ? key : `${field}.${key}`),
    );
  });
}

interface Reading {
  readonly code: Code;
  readonly models: Models;
  readonly depth: number;
}

function refOf(code: Code, { module, term }: Value & { kind: 'object' }): string | undefined {
  const [ref] = propertyOf(code, { module, term }, 'ref');
  return ref && code.fold(ref.module, ref.term)[0]?.text;
}

function collectionOf(value: Value, models: Models): string | undefined {
  let at: Value | undefined = value;
  for (let step = 0; at && step < 8; step += 1) {
    const found = models.get(siteOf(at) ?? '');
    if (found !== undefined) return found;
    if (at.kind === 'typed')
      return /^mongoose\.Model$/u.test(originOf(at.type) ?? '') ? typeNamed(at.args[0], models) : undefined;
    at = at.kind === 'member' ? at.of : at.kind === 'made' ? at.by : undefined;
  }
  return undefined;
}

/** `Model<OrderDocument>`: the model of that name. */
function typeNamed(term: Term | undefined, models: Models): string | undefined {
  if (typeof term !== 'object' || term?.kind !== 'type') return undefined;
  return models.get(term.name) ?? models.get(term.name.replace(/Document$/u, ''));
}
