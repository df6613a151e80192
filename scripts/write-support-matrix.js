// Writes docs/support-matrix.md from the fixtures: `npm run support-matrix`. A test fails where it is out of date.
// Each folder of fixtures/frameworks says in support.json what it shows of which extractor; the one with `misses` is its main one.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../fixtures/frameworks/', import.meta.url);
const page = new URL('../docs/support-matrix.md', import.meta.url);

/** Every fixture with what it says of itself and what is found in it, by name. */
export function fixtureSupport() {
  return readdirSync(root)
    .sort()
    .map((name) => ({
      name,
      ...readJson(`${name}/support.json`),
      found: readJson(`${name}/expected.json`),
    }));
}

export function renderSupportMatrix() {
  const all = fixtureSupport();
  const rows = all
    .filter(({ misses }) => misses !== undefined)
    .sort((a, b) => (a.extractor < b.extractor ? -1 : 1))
    .map((main) => row(main, all));
  return `${HEAD}${rows.join('\n')}\n${FOOT}`;
}

function row(main, all) {
  const others = all.filter(({ extractor, name }) => extractor === main.extractor && name !== main.name);
  const fixtures = [main, ...others];
  const cells = [
    main.extractor.startsWith('(') ? main.extractor.slice(1, -1) : `\`${main.extractor}\``,
    fixtures.flatMap(({ packages = [] }) => packages).join('; '),
    fixtures.map(({ reads }) => reads).join('; '),
    main.misses,
    fixtures.map(({ name, found }) => `\`${name}\`: ${counts(found)}`).join('; '),
  ];
  return `| ${cells.join(' | ')} |`;
}

function counts(found) {
  return Object.entries(found)
    .map(([kind, list]) => `${list.length} ${NAMES[kind]?.[list.length === 1 ? 0 : 1] ?? kind}`)
    .join(', ');
}

const NAMES = {
  endpoints: ['endpoint', 'endpoints'],
  entities: ['entity', 'entities'],
  accesses: ['access', 'accesses'],
  transactions: ['transaction', 'transactions'],
  externals: ['external', 'externals'],
  useCases: ['use case', 'use cases'],
  findings: ['finding', 'findings'],
};

const HEAD = `# What Banyan reads from code

Made from the fixtures under \`fixtures/frameworks/\` by \`npm run support-matrix\`. The whole result of each is compared, false friends included;
the last column says how many facts are expected. What is not in this table is not claimed.

| extractor | package and versions | what is read | known misses | fixtures |
| --- | --- | --- | --- | --- |
`;

const FOOT = `
\`npm run fixtures:run\` starts the fixtures of web frameworks with the packages and versions that their package.json names, and asks over
HTTP: what was read has to answer, and every other method of the same paths has to be refused. Of GraphQL servers the served schema is
compared. \`nestjs-entries\` is only read, since it wants brokers; so are \`remix\` and \`sails\`, which nothing starts yet. \`npm run fixtures:types\` type-checks all of them, those of data layers too; a
setting that may be undefined and routes left unimplemented on purpose are its only faults, and Prisma's client would have to be generated
first. Larger applications that run in every test are the bookshop (Express, SQL), the clinic (NestJS; Prisma's schema behind a client of its
own) and the forum (Fastify, Drizzle).

Not yet read: Pothos, Nexus; oRPC; routes of React Router's
\`routes.ts\`; LoopBack; Moleculer; Meteor; cloud functions of Parse Server; handlers of Socket.IO outside NestJS; the \`mongodb\` driver without
Mongoose; RethinkDB; models of Sails; ClickHouse's own SQL. A router of the repository's own is read where
[the configuration](guides/your-own-framework.md) describes it.

Certainty is 1 where every part is a constant and the receiver's package is known; 0.9 and 0.95 where a caller or an argument had to be trusted; 0.8 where the default of a configuration value stands for it; 0.6 where nobody was seen to mount the router; 0.4 where a part is \`{dynamic}\`.
`;

function readJson(path) {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, renderSupportMatrix());
