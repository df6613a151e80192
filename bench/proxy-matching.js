// What finding the route of a request costs, by the number of routes:
//
//   npm run build && node bench/proxy-matching.js
//
// Requests for every route in turn, and for paths that none takes. Each size is measured nine times in turn with the others; the least
// counts, in user time. Prints a Markdown table; exit code 1 where 5,000 routes cost more than twice what 10 do. Some ten seconds.
import { Matcher } from '../dist/proxy/routing/matcher.js';

const SIZES = [10, 100, 1000, 5000];
const TURNS = 50_000;

const routeOf = (index) => ({
  id: `r${index}`,
  match: {
    hosts: [],
    methods: ['GET'],
    path: `/api/v${index % 7}/things${index}/:id/items/:item`,
    headers: [],
    query: [],
  },
});
const question = (path) => ({ method: 'GET', host: 'shop.test', path, query: '', headers: {} });

const tables = SIZES.map((size) => ({
  size,
  matcher: new Matcher(Array.from({ length: size }, (_, index) => routeOf(index))),
  asked: Array.from({ length: size }, (_, index) => question(`/api/v${index % 7}/things${index}/42/items/7`)),
  unknown: Array.from({ length: size }, (_, index) => question(`/api/v${index % 7}/other${index}/42`)),
  found: Infinity,
  none: Infinity,
}));

function time(matcher, questions) {
  const start = process.cpuUsage().user;
  let matched = 0;
  for (let turn = 0; turn < TURNS; turn++) if (matcher.match(questions[turn % questions.length])) matched++;
  const spent = ((process.cpuUsage().user - start) * 1000) / TURNS;
  if (matched !== 0 && matched !== TURNS) throw new Error('Some were matched and some were not.');
  return spent;
}

for (let run = 0; run < 9; run++) {
  for (const table of tables) {
    table.found = Math.min(table.found, time(table.matcher, table.asked));
    table.none = Math.min(table.none, time(table.matcher, table.unknown));
  }
}
console.log('| routes | found, ns | no route, ns |\n| ---: | ---: | ---: |');
for (const { size, found, none } of tables)
  console.log(`| ${size} | ${found.toFixed(0)} | ${none.toFixed(0)} |`);
process.exitCode = tables.at(-1).found <= 2 * tables[0].found ? 0 : 1;
