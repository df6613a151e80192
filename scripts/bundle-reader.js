// Bundles what reads one file, and what reads a migration in code, with the part of the compiler that parses, in place of what
// tsc made of them: 35 ms and 14 MB to load, for each thread that reads, against 330 ms and 80 MB for the whole of ts-morph.
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lightenParser } from './lighten-parser.js';

const room = fileURLToPath(new URL('../analyzer/evidence/', import.meta.url));
const output = fileURLToPath(new URL('../dist/analyzer/evidence/', import.meta.url));
/** What both share stands in a file beside the readers, whose folder names the cache. */
const SHARED = 'parser-';

export async function bundleReader() {
  const parser = parserSource();
  for (const name of readdirSync(`${output}facts`).filter((file) => file.startsWith(SHARED)))
    rmSync(`${output}facts/${name}`);
  await build({
    entryPoints: [`${room}facts/read-facts.ts`, `${room}extractors/schemas/read-code-migration.ts`],
    outbase: room,
    outdir: output,
    chunkNames: `facts/${SHARED}[hash]`,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    minifySyntax: true,
    legalComments: 'linked',
    logLevel: 'warning',
    plugins: [
      {
        name: 'parser-of-ts-morph',
        setup: (bundle) => {
          bundle.onResolve({ filter: /^ts-morph$/ }, () => ({ path: 'parser', namespace: 'parser' }));
          bundle.onLoad({ filter: /.*/, namespace: 'parser' }, () => ({ contents: parser }));
          // Of `{ ts }` esbuild keeps everything, of a namespace what is used.
          bundle.onLoad({ filter: /analyzer\/evidence\/.*\.ts$/ }, ({ path }) => ({
            contents: readFileSync(path, 'utf8').replace(
              "import { ts } from 'ts-morph'",
              "import * as ts from 'ts-morph'",
            ),
            loader: 'ts',
          }));
        },
      },
    ],
  });
}

/** TypeScript as ts-morph carries it is one scope in one file; the scanner and the parser stand before everything else. */
function parserSource() {
  const ofMorph = createRequire(createRequire(import.meta.url).resolve('ts-morph'));
  const whole = readFileSync(ofMorph.resolve('@ts-morph/common/dist/typescript.js'), 'utf8');
  const part = (from, to) => whole.slice(placeOf(from, whole), placeOf(to, whole));
  // Of what lies between, `sys` is left out: it opens files and starts watchers.
  const whatParses = `${part('corePublic', 'sys')}var sys;\n${part('path', 'commandLineParser')}`;
  const body = lightenParser(whatParses).replace(/^(var \w+ = )(?=(?:new )?\w+\()/gmu, '$1/* @__PURE__ */ ');
  const names = new Set([...body.matchAll(/^(?:function|var) (\w+)\b/gmu)].map(([, name]) => name));
  const licence = whole.slice(0, whole.indexOf('*/') + 2);
  return `${licence}\n${EXPORT}\n${body}\n${NODES}\nexport { ${[...names].join(', ')} };`;
}

function placeOf(file, whole) {
  const at = whole.indexOf(`// src/compiler/${file}.ts`);
  if (at < 0)
    throw new Error(`No ${file}.ts in the compiler of @ts-morph/common: it is laid out in another way.`);
  return at;
}

/** Nodes get these from the language service, with much else. */
const NODES = `
const getStart = { value(file) { return getTokenPosOfNode(this, file); } };
const text = { get() { return idText(this); } };
const each = { value(visit) { return forEachChild(this, visit); } };
const placeOf = { value(position) { return getLineAndCharacterOfPosition(this, position); } };
const methods = { getStart, forEachChild: each, getLineAndCharacterOfPosition: placeOf };
const { getNodeConstructor, getTokenConstructor, getIdentifierConstructor } = objectAllocator;
class PrivateIdentifier extends getNodeConstructor() {}
Object.defineProperties(getNodeConstructor().prototype, methods);
Object.defineProperties(getTokenConstructor().prototype, methods);
Object.defineProperties(getIdentifierConstructor().prototype, { ...methods, text });
Object.defineProperties(PrivateIdentifier.prototype, { text });
setObjectAllocator({ ...objectAllocator, getPrivateIdentifierConstructor: () => PrivateIdentifier });`;

/** What the compiler's own bundler put at the top of the file. */
const EXPORT =
  'var __export = (target, all) => { for (const name in all) Object.defineProperty(target, name, { get: all[name], enumerable: true }); };';
