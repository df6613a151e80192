import { type Analysis, type Ownership, ownershipOf } from '../../analyzer/index.ts';
import type { Decomposition } from '../../analyzer/model/decomposition.ts';
import { printable } from '../printable.ts';
import { labelled, padEnd, shorten } from './layout.ts';
import { count } from '../../words/count.ts';
import { plural } from '../../words/plural.ts';
import type { View } from './view.ts';

const SHOWN = 8;
const NAMES_SHOWN = 4;

/** Which service would own which table; those that several write come first, since an extraction must settle them. */
export function renderOwnership(analysis: Analysis, decomposition: Decomposition, view: View): string[] {
  const rows = ownershipOf(analysis, decomposition);
  if (rows.length === 0) return [];
  const { palette, columns } = view;
  const contested = rows.filter(({ writers }) => writers.length > 1);
  const foreign = rows.filter(
    ({ writers, readers, owner }) => writers.length < 2 && isShared(readers, owner),
  );
  const own = rows.length - contested.length - foreign.length;
  const shown = [...contested.toSorted(byWriters), ...foreign].slice(0, SHOWN);
  const rest = contested.length + foreign.length - shown.length;
  const summary = [
    `${plural(own, 'table')} used by one service`,
    `${count(foreign.length)} read by others`,
    `${count(contested.length)} written by several`,
  ].join(', ');
  return [
    palette.bold(`Ownership of data (${count(rows.length)})`),
    `  ${summary}`,
    ...shown.flatMap((row) => renderRow(row, view, columns)),
    ...(rest > 0 ? [palette.dim(`  … and ${rest} more: banyan explain <table>, or the report`)] : []),
    '',
  ];
}

function renderRow(
  { entity, owner = '', writers, readers }: Ownership,
  { palette }: View,
  columns: number,
): string[] {
  const others = writers.filter((name) => name !== owner);
  const also = readers.filter((name) => name !== owner);
  const parts = [
    `owned by ${printable(owner)}`,
    ...(others.length > 0 ? [`also written by ${names(others)}`] : []),
    ...(also.length > 0 ? [`read by ${names(also)}`] : []),
  ];
  const [first = '', ...more] = labelled('', parts.join('; '), columns, 14);
  const label = shorten(printable(entity), 22);
  const text = `  ${others.length > 0 ? palette.accent(padEnd(label, 24)) : padEnd(label, 24)}${first.trimStart()}`;
  return [text, ...more];
}

function names(list: readonly string[]): string {
  const rest = list.length - NAMES_SHOWN;
  const shown = list.slice(0, NAMES_SHOWN).map(printable).join(', ');
  return rest > 0 ? `${shown} and\u00A0${rest}\u00A0more` : shown;
}

function isShared(readers: readonly string[], owner: string | undefined): boolean {
  return readers.some((name) => name !== owner);
}

function byWriters(left: Ownership, right: Ownership): number {
  return right.writers.length - left.writers.length || (left.entity < right.entity ? -1 : 1);
}
