import { type Document, isCollection, isMap, isScalar, isSeq, visit, type YAMLMap } from 'yaml';
import { parsePlanText } from '../read/parse-text.ts';
import { readPlan } from '../read/read-plan.ts';
import type { Collection } from './layout.ts';
import { inlineWhereSmall } from './render-value.ts';
import { SECTIONS } from './sections.ts';

const SERVICE = ['description', 'owner', 'upstream', 'modules', 'public', 'uses', 'data'];
const ROUTE = [
  'id',
  'match',
  'service',
  'stage',
  'canary',
  'shadow',
  'override',
  'timeout',
  'fallback',
  'gates',
];

/**
 * The canonical form: keys in the order of the documentation, routes sorted by id, short collections on one line, two
 * spaces. Comments move with what they stand at. Formatting twice is formatting once. Throws `PlanError`.
 */
export function formatPlan(text: string, file = 'banyan.yaml'): string {
  readPlan(text, file);
  const { document } = parsePlanText(text, file).parsed;
  order(document);
  visit(document, {
    Collection: (_, node, ancestors) => {
      node.flow = false;
      if (ancestors.length > 2 && !isEntry(document, node) && !hasInnerComment(node)) inlineWhereSmall(node);
      if (node.items.length === 0) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true, indentSeq: true });
}

function order(document: Document): void {
  if (!isMap(document.contents)) return;
  sortKeys(document.contents, SECTIONS);
  const services = document.get('services');
  if (isMap(services)) for (const { value } of services.items) if (isMap(value)) sortKeys(value, SERVICE);
  const routes = document.get('routes');
  if (!isSeq(routes)) return;
  for (const route of routes.items) if (isMap(route)) sortKeys(route, ROUTE);
  routes.items.sort((a, b) => compare(idOf(a), idOf(b)));
}

function sortKeys(map: YAMLMap, keys: readonly string[]): void {
  const rank = (key: unknown): number => keys.indexOf(isScalar(key) ? String(key.value) : '');
  map.items.sort((a, b) => rank(a.key) - rank(b.key));
}

function idOf(route: unknown): string {
  return isMap(route) ? String(route.get('id')) : '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Services and routes are read one key a line, however short they are; so are the lists that hold them. */
function isEntry(document: Document, node: Collection): boolean {
  const services = document.get('services');
  const routes = document.get('routes');
  const entries = [
    ...(isMap(services) ? services.items.map(({ value }) => value) : []),
    ...(isSeq(routes) ? routes.items : []),
  ];
  return entries.includes(node);
}

/** A comment inside a collection needs lines of its own. */
function hasInnerComment(node: Collection): boolean {
  let found = false;
  visit(node, {
    Node: (_, inner) => {
      if (inner === node) return undefined;
      found ||=
        Boolean(inner.comment ?? inner.commentBefore) || (isCollection(inner) && inner.spaceBefore === true);
      return found ? visit.BREAK : undefined;
    },
  });
  return found;
}
