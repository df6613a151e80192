// Compares the endpoints that are found with those that an OpenAPI document names.
//   node bench/endpoints.js CHECKOUT OPENAPI.json [OPENAPI.json …]
// Prints a Markdown row, what is missing, and what was found below the document's own first path segments but is left
// out there; that may be an endpoint which the document forgot, so look before calling it wrong.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { analyzeOnce } from './lib/analyze-once.js';

const VERBS = /^(?:get|post|put|patch|delete|head|options)$/u;

const [checkout, ...documents] = process.argv.slice(2);
const truth = new Set(documents.flatMap(operations));
const { analysis } = await analyzeOnce(checkout);
const http = analysis.endpoints.filter(({ protocol }) => protocol === 'http');
const found = new Set(http.map(({ method, path }) => shape(`${method} ${path}`)));
const missing = [...truth].filter((one) => !has(found, one)).sort(byCodeUnit);
const covered = new Set([...truth].map(segment));
const extra = [...found].filter((one) => covered.has(segment(one)) && !truth.has(one)).sort(byCodeUnit);
const hits = truth.size - missing.length;
console.log('| monolith | documented | found of these | recall | not documented | precision at worst |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
console.log(
  `| ${basename(checkout)} | ${truth.size} | ${hits} | ${percent(hits, truth.size)} | ${extra.length} | ${percent(hits, hits + extra.length)} |`,
);
for (const one of missing) console.log(`- missing: ${one}`);
for (const one of extra) console.log(`- not documented: ${one}`);

function byCodeUnit(left, right) {
  return left < right ? -1 : 1;
}

function operations(file) {
  const { paths, servers = [] } = JSON.parse(readFileSync(file, 'utf8'));
  const base = process.env['BASE_PATH'] ?? (servers[0]?.url ?? '').replace(/^https?:\/\/[^/]+|\/$/gu, '');
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => VERBS.test(key))
      .map((verb) => shape(`${verb.toUpperCase()} ${base}${path}`)),
  );
}

/** Parameters by place, since the document may call them otherwise. */
function shape(endpoint) {
  return endpoint.replaceAll(/\{\w+\}|:\w+/gu, ':_');
}

/** A route for all methods answers to each. */
function has(set, endpoint) {
  return set.has(endpoint) || set.has(endpoint.replace(/^\S+/u, 'ALL'));
}

function segment(endpoint) {
  return endpoint.split('/')[1] ?? '';
}

function percent(part, whole) {
  return `${(whole === 0 ? 100 : (100 * part) / whole).toFixed(1)} %`;
}
