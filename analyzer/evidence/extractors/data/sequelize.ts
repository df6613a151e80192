import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import { originOf, siteOf, type Value } from '../link/value.ts';
import { chainSteps } from './chain-root.ts';
import { readSequelizeModels, type SequelizeModels } from './sequelize-models.ts';
import { findWrappedTransactions, type Opened, openTransaction } from './wrapped-transactions.ts';

const READS = [
  'findAll',
  'findOne',
  'findByPk',
  'findAndCountAll',
  'count',
  'max',
  'min',
  'sum',
  'aggregate',
  'findAllInBatches',
  'paginate',
];
const WRITES = [
  'create',
  'bulkCreate',
  'update',
  'upsert',
  'destroy',
  'restore',
  'truncate',
  'increment',
  'decrement',
  'findOrCreate',
  'findCreateFind',
  'save',
  'build',
];
const ASSOCIATIONS = ['belongsTo', 'hasMany', 'hasOne', 'belongsToMany'];

/** Sequelize and sequelize-typescript: models, associations, reads and writes of models and their rows, transactions. */
export const sequelize: Extractor = {
  name: 'sequelize',
  packages: ['sequelize', 'sequelize-typescript', '@sequelize/core'],
  methods: [
    ...READS,
    ...WRITES,
    ...ASSOCIATIONS,
    'define',
    'init',
    'transaction',
    'scope',
    'unscoped',
    'schema',
  ],
  extract: (code, found) => {
    const models = readSequelizeModels(code, found);
    if (models.size === 0) return;
    for (const call of code.callsNamed([...READS, ...WRITES])) readAccess(found, call, models);
    const opened: Opened[] = [];
    for (const call of code.callsNamed(['transaction'])) {
      if (OPENERS.test(originOf(call.callee) ?? '')) openTransaction(code, found, call, opened);
    }
    findWrappedTransactions(code, found, opened);
  },
};

const READ_SET = new Set(READS);

function readAccess(found: Found, { callee, module, line, in: scope }: Call, models: SequelizeModels): void {
  if (callee.kind !== 'member' || callee.name === 'build') return;
  const entity = modelOf(callee, models);
  if (entity === undefined) return;
  const mode = READ_SET.has(callee.name) ? 'read' : 'write';
  found.accesses.push({ module, entity, mode, line, certainty: 1, in: scope });
}

/** The model on which a chain begins: `User.unscoped().findAll`, `(await User.findOne()).destroy`, `this.save`. */
function modelOf(callee: Value & { kind: 'member' }, models: SequelizeModels): string | undefined {
  const direct = callee.class && models.get(`${callee.class.module}#${callee.class.id}`);
  if (direct !== undefined) return direct;
  const steps = chainSteps(callee);
  for (const { class: owner } of steps) {
    const found = owner && models.get(`${owner.module}#${owner.id}`);
    if (found !== undefined) return found;
  }
  const root = steps.at(-1)?.of ?? callee.of;
  return (
    ofThing(root, models) ?? steps.map(({ made }) => ofThing(made, models)).find((one) => one !== undefined)
  );
}

/** What `define` gave, or an instance of a model's class. */
function ofThing(value: Value, models: SequelizeModels): string | undefined {
  if (value.kind === 'instance') return models.get(`${value.module}#${value.id}`);
  if (value.kind === 'made' && value.self) return models.get(`${value.self.module}#${value.self.id}`);
  return models.get(siteOf(value) ?? '');
}

const OPENERS =
  /^(?:sequelize(?:-typescript)?|@sequelize\/core)\.Sequelize\(\)\.transaction$|\.sequelize\.transaction$/u;
