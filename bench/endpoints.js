// Compares the endpoints that are found in real monoliths with those that their own repositories name.
//   node bench/endpoints.js CORPUS [--only NAME,NAME] [--list]
// CORPUS holds a checkout of each repository of bench/endpoints/monoliths.js under its name; one that is not there is
// passed over. Prints a Markdown table; --list adds what is missing and what is found beyond the documents.
//
// "Precision" counts as right what the documents name and what somebody has looked up in the code and found there:
// bench/endpoints/undocumented.json lists these, each with the file that registers it (or the files), looked into again. "At worst" counts these as wrong.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execFileSync } from 'node:child_process';
import { analyzeOnce } from './lib/analyze-once.js';
import { monoliths } from './endpoints/monoliths.js';
import { readTruth } from './endpoints/read-truth.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, list: { type: 'boolean' } },
});
const [corpus = '.'] = positionals;
const wanted = values.only?.split(',');
const reviewed = JSON.parse(readFileSync(new URL('endpoints/undocumented.json', import.meta.url), 'utf8'));
const details = [];
console.log(
  '| monolith | commit | framework | what its repository says | documented | found of these | recall | found in all | undocumented, but in the code | wrong | precision | at worst |',
);
console.log('| --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const one of monoliths) {
  if (wanted && !wanted.includes(one.name)) continue;
  const root = join(corpus, one.name, one.folder ?? '');
  if (existsSync(root)) console.log(await measure(one, root));
}
if (values.list) for (const line of details) console.log(line);

async function measure(one, root) {
  const truth = new Set(one.truth.flatMap((how) => readTruth[how.kind](root, how)).map(shape));
  const { analysis } = await analyzeOnce(root);
  const found = new Map(
    analysis.endpoints
      .filter(({ module }) => one.modules?.test(module) ?? true)
      .map((endpoint) => [shape(`${endpoint.method} ${endpoint.path}`), endpoint])
      .filter(([text]) => one.scope.test(text)),
  );
  const missing = [...truth].filter((text) => !answers(found, text)).sort(byCodeUnit);
  const beyond = [...found.keys()].filter((text) => !isNamed(truth, text)).sort(byCodeUnit);
  const known = new Set(
    Object.entries(reviewed[one.name] ?? {})
      .filter(([endpoint, files]) => isInCode(root, endpoint, files))
      .map(([endpoint]) => shape(endpoint)),
  );
  const wrong = beyond.filter((text) => !known.has(text));
  for (const text of missing) details.push(`- ${one.name}, missing: ${text}`);
  for (const text of beyond) {
    const { module, line, certainty } = found.get(text);
    const word = known.has(text) ? 'undocumented' : 'wrong or not looked at';
    details.push(`- ${one.name}, ${word}: ${text} (${module}:${line}, certainty ${certainty})`);
  }
  const hits = truth.size - missing.length;
  const right = found.size - beyond.length;
  const cells = [
    one.name,
    commitOf(root),
    one.framework,
    one.says,
    truth.size,
    hits,
    percent(hits, truth.size),
    found.size,
    beyond.length - wrong.length,
    wrong.length,
    percent(found.size - wrong.length, found.size),
    percent(right, found.size),
  ];
  return `| ${cells.join(' | ')} |`;
}

function commitOf(root) {
  return execFileSync('git', ['-C', root, 'log', '-1', '--format=%h'], { encoding: 'utf8' }).trim();
}

/** Parameters by place, since the document may call them otherwise; a catch-all is one. */
function shape(endpoint) {
  return endpoint
    .replaceAll(/\{[^{}]+\}|:\w+\*?/gu, ':_')
    .replace(/(?<=.)\/$/u, '')
    .replace(/^(\S+) \/\//u, '$1 /');
}

/** What somebody looked up counts as long as its files are there and name the method and the last fixed part of the path. */
function isInCode(root, endpoint, files) {
  const paths = [files].flat().map((file) => [file, join(root, file)]);
  if (!paths.every(([, path]) => existsSync(path))) return false;
  const [method, path] = endpoint.split(' ');
  const text = paths.map(([file, at]) => `${file}\n${readFileSync(at, 'utf8')}`).join('\n');
  const part = path.split('/').findLast((one) => one !== '' && !one.startsWith(':')) ?? '';
  return text.includes(part) && (method === 'ALL' || text.toLowerCase().includes(method.toLowerCase()));
}

/** A route for all methods answers to each. */
function answers(found, text) {
  return found.has(text) || found.has(text.replace(/^\S+/u, 'ALL'));
}

function isNamed(truth, text) {
  if (truth.has(text)) return true;
  return (
    text.startsWith('ALL ') &&
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].some((verb) => truth.has(text.replace('ALL', verb)))
  );
}

function byCodeUnit(left, right) {
  return left < right ? -1 : 1;
}

function percent(part, whole) {
  return `${(whole === 0 ? 100 : (100 * part) / whole).toFixed(1)} %`;
}
