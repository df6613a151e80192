import type { ModuleExplanation } from '../../analyzer/index.ts';
import { printable } from '../printable.ts';
import { plural } from '../../words/plural.ts';

const tiesShown = 5;
const modulesShown = 3;

/** Where a module is, how surely, what ties it, and what would move it. */
export function renderModule(explanation: ModuleExplanation): string {
  return [
    printable(explanation.module),
    ...renderPlace(explanation),
    ...explanation.ties.slice(0, tiesShown).flatMap(renderTie),
    ...renderMove(explanation),
    '',
  ].join('\n');
}

function renderPlace({ placement, setAside }: ModuleExplanation): string[] {
  if (!placement) return [`  in no service: ${printable(setAside ?? '')}`];
  const { service, band, confidence, runnerUp } = placement;
  const other = runnerUp === undefined ? '' : `; next would be ${printable(runnerUp)}`;
  return [`  in ${printable(service)}: ${band} (${confidence.toFixed(2)})${other}`];
}

function renderTie({ service, uses, modules }: ModuleExplanation['ties'][number]): string[] {
  return [
    `  ${plural(uses, 'use')} ${uses === 1 ? 'ties' : 'tie'} it to ${printable(service)}`,
    ...modules.slice(0, modulesShown).map((tie) => `    ${tie.uses} ${printable(tie.module)}`),
  ];
}

function renderMove({ wouldMove }: ModuleExplanation): string[] {
  if (!wouldMove) return [];
  if (wouldMove.without.length === 0)
    return [`  its references alone would put it in ${printable(wouldMove.to)}`];
  const names = wouldMove.without.map((tie) => printable(tie.module)).join(', ');
  return [`  it would move to ${printable(wouldMove.to)} without its ties to ${names}`];
}
