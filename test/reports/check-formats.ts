import { deepEqual, doesNotMatch, equal, ok } from 'node:assert/strict';

import * as catalog from '@backstage/catalog-model';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { parse as parseCsv } from 'csv-parse/sync';
import { DirectedGraph } from 'graphology';
import { parse as parseGraphml } from 'graphology-graphml';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { parseAllDocuments } from 'yaml';

import { label } from '../../reports/text/escape/label.ts';
import type { System } from '../../reports/text/system/system.ts';
import { readCml } from './read-cml.ts';
import { readStructurizr } from './read-structurizr.ts';

/** Reads a text as the format's own reader does, and compares with the system. @throws AssertionError where they differ */
export type CheckFormat = (text: string, system: System) => void | Promise<void>;

/** The formats that a reader on this machine understands; `mermaid` and `plantuml` need a browser. */
export const checkFormats: Readonly<Record<string, CheckFormat>> = {
  dot: async (text, { services, links, tables }) => {
    Graphviz.unload(); // After some dozens of drawings one instance fails on any text ("table index is out of bounds").
    const graphviz = await Graphviz.load();
    const drawn = JSON.parse(graphviz.layout(text, 'dot_json', 'dot')) as {
      objects?: { label: string }[];
      edges?: unknown[];
    };
    const shared = tables.filter(({ writers, readers }) => new Set([...writers, ...readers]).size > 1);
    const touches = shared.flatMap(({ writers, readers }) => [...new Set([...writers, ...readers])]);
    const labels = [
      ...services.map(({ name, modules }) => `${label(name)}\\n${modules} module`),
      ...shared.map(({ name }) => label(name)),
    ];
    equal(drawn.objects?.length ?? 0, labels.length);
    for (const [index, wanted] of labels.entries()) {
      const shown = drawn.objects?.[index]?.label.replaceAll('\\\\', '\\').replaceAll('&amp;', '&') ?? '';
      ok(shown.startsWith(wanted), `${shown} is not ${wanted}`);
    }
    equal(drawn.edges?.length ?? 0, links.length + touches.length);
  },

  graphml: (text, { modules, dependencies }) => {
    const graph = parseGraphml(DirectedGraph, text);
    deepEqual([graph.order, graph.size], [modules.length, dependencies.length]);
    const labels = graph.mapNodes((_, { label: shown }) => String(shown ?? ''));
    deepEqual(
      labels,
      modules.map(({ id }) => legalXml(id)),
    );
  },

  csv: (text, { services }) => {
    const rows = parseCsv(text, { record_delimiter: '\r\n' }) as string[][];
    equal(rows.length, services.length + 1);
    for (const row of rows) {
      equal(row.length, services.length + 1);
      for (const cell of row) doesNotMatch(cell, /^[=+\-@\t\r]/);
    }
  },

  json: (text, system) => deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(system))),

  backstage: async (text, { services }) => {
    const documents = parseAllDocuments(text);
    ok(Array.isArray(documents));
    const entities = documents.map((document) => {
      deepEqual(document.errors, []);
      return document.toJS() as catalog.Entity;
    });
    const refs = entities.map((entity) => catalog.stringifyEntityRef(entity));
    equal(new Set(refs).size, refs.length);
    equal(entities.filter(({ kind }) => kind === 'Component').length, services.length);
    for (const entity of entities) {
      for (const used of (entity.spec?.['dependsOn'] ?? []) as string[])
        ok(refs.includes(used.replace(':', ':default/')), `${used} is not in the catalogue`);
      await judge(entity);
    }
  },

  markdown: (text, { services }) => {
    const html = micromark(text, {
      allowDangerousHtml: true,
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
    });
    const tags = new Set([...html.matchAll(/<\/?([a-z]\w*)[^>]*>/giu)].map(([, tag]) => String(tag)));
    deepEqual(
      [...tags].filter((tag) => !OUR_TAGS.has(tag)),
      [],
    );
    doesNotMatch(html, /<[^>]*\s(?:on\w+|href|src)=/iu);
    equal(html.match(/<h2>/gu)?.length, 1);
    equal(html.match(/<details>/gu)?.length ?? 0, text.match(/^<details>$/gmu)?.length ?? 0);
    const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/gsu)].map(([, row = '']) => row);
    equal(rows.filter((row) => row.match(/<td/gu)?.length === 7).length, services.length);
  },

  structurizr: (text, { services, links }) => {
    const { containers, relations } = readStructurizr(text);
    const data = services.filter(({ owns }) => owns.length > 0).length;
    equal(containers.length, services.length + data);
    ok(relations.length >= links.length + data);
  },

  cml: (text, { services, links }) => {
    const { contexts, relations } = readCml(text);
    equal(contexts.length, services.length);
    const pairs = new Set(links.map(({ from, to }) => JSON.stringify([from, to].sort())));
    equal(relations.length, pairs.size);
  },
};

const OUR_TAGS = new Set('h2 p strong ul li table thead tbody tr th td details summary code pre'.split(' '));

/** What XML 1.0 cannot hold at all becomes U+FFFD; all else comes back as it was. */
function legalXml(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}');
}

const policies = [
  new catalog.SchemaValidEntityPolicy(),
  new catalog.FieldFormatEntityPolicy(),
  new catalog.NoForeignRootFieldsEntityPolicy(),
];

const validators = new Map([
  ['Component', catalog.componentEntityV1alpha1Validator],
  ['System', catalog.systemEntityV1alpha1Validator],
  ['API', catalog.apiEntityV1alpha1Validator],
  ['Resource', catalog.resourceEntityV1alpha1Validator],
]);

async function judge(entity: catalog.Entity): Promise<void> {
  for (const policy of policies) await policy.enforce(entity);
  equal(await validators.get(entity.kind)?.check(entity), true);
}
