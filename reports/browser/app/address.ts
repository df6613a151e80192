import type { Operation } from '../../../plan/model/operation.ts';
import type { CutName } from '../../model/report.ts';
import { type PageState, type Selection, VIEWS, type ViewName } from './page-state.ts';

/** Longer than this a link no longer survives mail; the edits then stay in the page. */
const LONGEST_EDITS = 6000;

/** `#map?cut=fine&service=orders`: what a person looks at, as the part of the address that never leaves the browser. */
export function toAddress({ view, cut, selection, operations }: PageState, usual: CutName): string {
  const parts = new URLSearchParams();
  if (cut !== usual) parts.set('cut', cut);
  if (selection) for (const [key, value] of selectionParts(selection)) parts.set(key, value);
  const edits = operations.length > 0 ? JSON.stringify(operations) : '';
  if (edits.length > 0 && edits.length < LONGEST_EDITS) parts.set('edits', edits);
  const query = parts.toString();
  return `#${view}${query === '' ? '' : `?${query}`}`;
}

function selectionParts(selection: Selection): [string, string][] {
  if (selection.kind === 'link')
    return [
      ['from', selection.from],
      ['to', selection.to],
    ];
  return [[selection.kind, selection.kind === 'module' ? selection.id : selection.name]];
}

/** The inverse; whatever an address should not hold is left out. */
export function fromAddress(hash: string, cuts: readonly CutName[], usual: CutName): PageState {
  const [view = '', query = ''] = hash.replace(/^#/u, '').split('?', 2);
  const parts = new URLSearchParams(query);
  const cut = cuts.find((name) => name === parts.get('cut')) ?? usual;
  return {
    view: VIEWS.find((name): name is ViewName => name === view) ?? 'overview',
    cut,
    selection: selectionOf(parts),
    operations: editsOf(parts.get('edits')),
  };
}

function selectionOf(parts: URLSearchParams): Selection | undefined {
  const [service, from, to, module, table] = ['service', 'from', 'to', 'module', 'table'].map((key) =>
    parts.get(key),
  );
  if (from && to) return { kind: 'link', from, to };
  if (service) return { kind: 'service', name: service };
  if (module) return { kind: 'module', id: module };
  return table ? { kind: 'table', name: table } : undefined;
}

/** Edits of an address may come from anybody: their shape is checked here, their names by the engine. */
function editsOf(text: string | null): readonly Operation[] {
  if (text === null) return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter(isEdit) : [];
  } catch {
    return [];
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isText);

function isEdit(value: unknown): value is Operation {
  if (typeof value !== 'object' || value === null) return false;
  const { op, ...rest } = value as Record<string, unknown>;
  return typeof op === 'string' && Object.hasOwn(SHAPES, op) && SHAPES[op]!(rest);
}

const SHAPES: Readonly<Record<string, (edit: Record<string, unknown>) => boolean>> = {
  move: ({ modules, to }) => areTexts(modules) && isText(to),
  merge: ({ services, into }) => areTexts(services) && isText(into),
  split: ({ service, into, modules }) => isText(service) && isText(into) && areTexts(modules),
  addService: ({ service }) => isText(service),
};
