import type { Verdict } from '../../analyzer/model/analysis.ts';
import type { CutView, VerdictView } from './report.ts';
import { plural } from '../../words/plural.ts';

const HEADLINES: Readonly<Record<Verdict['advice'], string>> = {
  split: 'Split it',
  'modularise-first': 'Modularise it first',
  'leave-it': 'Leave it whole',
};

/** The first thing that a reader sees. */
export function verdictOf({ advice, reasons }: Verdict, recommended: CutView): VerdictView {
  return { advice, reasons, headline: HEADLINES[advice], summary: summaryOf(recommended) };
}

function summaryOf({ services, links, scores, tables, cutTransactions }: CutView): string {
  if (services.length === 0) return 'No services are proposed.';
  if (services.length === 1) return 'One service is proposed: the monolith as it is.';
  // The score counts a pair that uses each other once; a cut without scores has only its links.
  const counted = scores.find(({ name }) => name === 'crossingPairs')?.value;
  const pairs = counted ?? links.reduce((sum, link) => sum + link.pairs, 0);
  const written = tables.filter(({ conflict }) => conflict === 'written').length;
  const price = [
    `${plural(pairs, 'pair')} of modules would call each other over the network`,
    written > 0
      ? `${plural(written, 'table')} ${written === 1 ? 'has' : 'have'} several writers`
      : 'no table has several writers',
    cutTransactions.length > 0
      ? `${plural(cutTransactions.length, 'transaction')} would be cut`
      : 'no known transaction would be cut',
  ];
  return `${plural(services.length, 'service')} ${services.length === 1 ? 'is' : 'are'} proposed. ${sentence(price)}.`;
}

function sentence(parts: readonly string[]): string {
  const text = `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
