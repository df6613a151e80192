// Our own walls, with their reasons. `npm run walls` holds them; test/walls.test.ts plants a breach of each.
const parts = '^(analyzer|plan|proxy|reports|cli)/';
// Pure formulas that a page carries too: an index.ts would bring half the analyzer into the browser.
const formulas = [
  '^analyzer/score/(scored-cut|service-cycles|data-scores)[.]ts$',
  '^analyzer/explain/find-seams[.]ts$',
];
const tests = '[.]test[.]tsx?$';
// What the build puts into our own files, packages and all (docs/decisions/051-bundled-parts.md).
const bundled = [
  '^reports/browser/',
  '^proxy/admin/dashboard/browser/',
  '^analyzer/evidence/(facts|readers|extractors/sketch)/',
  '^analyzer/evidence/extractors/schemas/(prisma-parser|read-code-migration|migration-calls)[.]ts$',
  '^cli/tui/app/(ink-parts[.]ts|(App|SpokenApp)[.]tsx)$',
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Files that need each other are one file, or hide a third.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'through-the-front-door',
      severity: 'error',
      comment: 'Another part is reached only through its index.ts (its public face) or its model/.',
      from: { path: parts },
      to: {
        path: parts,
        pathNot: ['^$1/', '^[^/]+/index[.]ts$', '^(analyzer|plan|proxy)/model/', ...formulas],
      },
    },
    {
      name: 'nothing-imports-cli',
      severity: 'error',
      comment: 'The command line is the outermost ring: a library user must never load it.',
      from: { pathNot: ['^cli/', '^test/'] },
      to: { path: '^cli/' },
    },
    {
      name: 'proxy-stands-alone',
      severity: 'error',
      comment: 'The proxy runs in production with every request: no analyzer, no parser, no terminal UI.',
      from: { path: '^proxy/', pathNot: tests },
      to: {
        path: [
          '^(analyzer|reports|cli)/',
          'node_modules/(ts-morph|graphology|ink|react|dependency-cruiser|commander)',
        ],
      },
    },
    {
      name: 'what-if-runs-in-a-page',
      severity: 'error',
      comment:
        'The report bundles it for browsers: formulas, types, patterns and words, and nothing that needs Node or reads.',
      from: { path: '^what-if/', pathNot: tests },
      to: {
        pathNot: [
          '^(what-if|words)/',
          '^(analyzer|plan)/model/',
          '^analyzer/score/(scored-cut|service-cycles|size-scores|structural-scores)[.]ts$',
          '^plan/(assign/module-pattern|measure/describe-effect)[.]ts$',
        ],
      },
    },
    {
      name: 'what-if-by-its-door',
      severity: 'error',
      comment: 'Its tallies are its own affair: the cut is changed and read through one class.',
      from: { pathNot: ['^what-if/'] },
      to: { path: '^what-if/', pathNot: '^what-if/index[.]ts$' },
    },
    {
      name: 'the-page-runs-in-a-browser',
      severity: 'error',
      comment: 'What the page bundles must not need Node.js.',
      from: { path: '^reports/(browser|model|page-data)/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'reports-are-pure',
      severity: 'error',
      comment:
        'A report is data in, string out; it takes types from the models and nothing else of the parts.',
      from: { path: '^reports/', pathNot: tests },
      to: { path: '^(analyzer|plan|proxy|cli)/', pathNot: ['^(analyzer|plan)/model/', ...formulas] },
    },
    {
      name: 'plan-takes-types-only',
      severity: 'error',
      comment: 'The plan is data that the proxy reads too, so it must not pull the analyzer in.',
      from: { path: '^plan/', pathNot: tests },
      to: { path: '^(analyzer|proxy|reports)/', pathNot: '^analyzer/model/' },
    },
    {
      name: 'model-imports-nothing',
      severity: 'error',
      comment: 'The model is types alone: every stage may lean on it because it leans on none.',
      from: { path: '^analyzer/model/' },
      to: { pathNot: '^analyzer/model/' },
    },
    {
      name: 'stages-look-back-only',
      severity: 'error',
      comment: 'Data flows one way: a stage never imports a later one.',
      from: { path: '^analyzer/(codebase|evidence|graph|boundaries|score)/', pathNot: tests },
      to: { path: '^analyzer/(analyze[.]ts|roadmap/)' },
    },
    {
      name: 'reading-precedes-judging',
      severity: 'error',
      comment: 'Evidence is read without knowing what will be concluded from it.',
      from: { path: '^analyzer/(codebase|evidence)/', pathNot: tests },
      to: { path: '^analyzer/(graph|boundaries|score)/' },
    },
    {
      name: 'ts-morph-where-code-is-read',
      severity: 'error',
      comment: 'The compiler is heavy (0.5 s to load): only the readers of code may load it.',
      from: { pathNot: ['^analyzer/evidence/', '^analyzer/codebase/', '^bench/', tests] },
      to: { path: 'node_modules/ts-morph' },
    },
    {
      name: 'linking-loads-no-compiler',
      severity: 'error',
      comment: 'A warm run parses nothing, so it must not load the parser: half a second and 60 MB.',
      from: {
        path: '^analyzer/',
        pathNot: [
          '^analyzer/evidence/(facts|readers|extractors/sketch)/',
          'extractors/schemas/(read-code-migration|migration-calls)[.]ts$',
          tests,
        ],
      },
      to: {
        path: [
          'node_modules/ts-morph',
          '^analyzer/evidence/(facts|readers|extractors/sketch)/',
          'extractors/schemas/(read-code-migration|migration-calls)[.]ts$',
        ],
        pathNot: 'extractors/sketch/(looks-like-sql|signals)[.]ts$',
        dependencyTypesNot: ['type-only', 'dynamic-import'],
      },
    },
    {
      name: 'graphology-where-graphs-are-cut',
      severity: 'error',
      comment: 'One adapter knows the graph library, so it can be replaced.',
      from: { pathNot: ['^analyzer/(graph|boundaries)/', '^reports/layout/', '^bench/', '^test/', tests] },
      to: { path: 'node_modules/graphology' },
    },
    {
      name: 'disk-leans-on-nothing',
      severity: 'error',
      comment: 'The way we read and write our own files serves every part, so it knows none of them.',
      from: { path: '^disk/' },
      to: { path: parts },
    },
    {
      name: 'words-lean-on-nothing',
      severity: 'error',
      comment:
        'How a number is written is the same in every part, page and terminal, so it knows none of them.',
      from: { path: '^words/', pathNot: tests },
      to: { pathNot: '^words/' },
    },
    {
      name: 'io-at-the-edges',
      severity: 'error',
      comment:
        'Judging, scoring and reporting are pure functions: files, processes and sockets stay at the edges.',
      from: {
        path: '^(analyzer/(model|graph|boundaries|score|roadmap)|plan/model|reports)/',
        pathNot: tests,
      },
      to: {
        dependencyTypes: ['core'],
        path: '^(node:)?(fs|fs/promises|net|http|https|child_process|worker_threads)$',
      },
    },
    {
      name: 'no-development-code-in-production',
      severity: 'error',
      comment: 'What ships must not need what does not ship.',
      from: { path: parts, pathNot: tests },
      to: { path: ['^(fixtures|bench|test|scripts)/'] },
    },
    {
      name: 'no-development-dependency-in-production',
      severity: 'error',
      comment: 'A development dependency is absent on the machine of a user.',
      from: { path: parts, pathNot: [tests, ...bundled] },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|fixtures)/' },
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
