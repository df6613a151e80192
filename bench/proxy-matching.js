// What finding the route of a request costs, by the number of routes:
//
//   npm run build && node bench/proxy-matching.js
//
// Requests for all routes, in a scattered order, and for paths that none takes. Each size is measured nine times in turn with the
// others; the least counts, in user time. Prints a Markdown table; exit code 1 where 5,000 routes cost over a microsecond more than
// 10 do (their places no longer fit into the nearest caches; a request costs some fifty). Some ten seconds.
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
const known = (index) => `/api/v${index % 7}/things${index}/42/items/7`;
const unknown = (index) => `/api/v${index % 7}/other${index}/42`;

const tables = SIZES.map((size) => ({
  size,
  matcher: new Matcher(Array.from({ length: size }, (_, index) => routeOf(index))),
  found: Infinity,
  none: Infinity,
}));

/** Without what making the paths costs: those of requests have just been read. */
function time({ matcher, size }, pathOf) {
  const make = userTime(size, pathOf, ({ path }) => path.length);
  let matched = 0;
  const match = userTime(size, pathOf, (request) => {
    if (matcher.match(request)) matched++;
  });
  if (matched !== 0 && matched !== TURNS) throw new Error('Some were matched and some were not.');
  return match - make;
}

/** Nanoseconds a turn. */
function userTime(size, pathOf, use) {
  const start = process.cpuUsage().user;
  for (let turn = 0; turn < TURNS; turn++) {
    const path = pathOf((turn * 7919) % size).toLowerCase();
    use({ method: 'GET', host: 'shop.test', path, query: '', headers: {} });
  }
  return ((process.cpuUsage().user - start) * 1000) / TURNS;
}

for (let run = 0; run < 9; run++) {
  for (const table of tables) {
    table.found = Math.min(table.found, time(table, known));
    table.none = Math.min(table.none, time(table, unknown));
  }
}
console.log('| routes | found, ns | no route, ns |\n| ---: | ---: | ---: |');
for (const { size, found, none } of tables)
  console.log(`| ${size} | ${found.toFixed(0)} | ${none.toFixed(0)} |`);
process.exitCode = tables.at(-1).found - tables[0].found <= 1000 ? 0 : 1;
