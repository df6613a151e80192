import type { UnresolvedImport } from '../../analyzer/model/analysis.ts';
import type { BlindSpot, CoverageView, ReportSource } from './report.ts';
import { count } from '../../words/count.ts';

/** What was read and what could not be; what cannot be seen cannot be judged. */
export function coverageOf(source: ReportSource): CoverageView {
  const { imports } = source.coverage;
  const blind = imports.unresolved.filter(({ reason }) => reason !== 'asset').length;
  return {
    ...source.coverage,
    resolved: imports.total === 0 ? 1 : Math.max(0, 1 - blind / imports.total),
    blindSpots: [...importSpots(source), ...dataSpots(source), ...otherSpots(source)].sort(
      (a, b) => RANK[a.severity] - RANK[b.severity],
    ),
  };
}

const RANK = { high: 0, medium: 1, low: 2 } as const;
const MANY = 0.05;

const WHY: Readonly<Record<UnresolvedImport['reason'], readonly [one: string, many: string, rest: string]>> =
  {
    missing: ['names', 'name', 'no file of the repository'],
    generated: ['names', 'name', 'generated code that is not in the repository'],
    outside: ['leads', 'lead', 'out of the repository'],
    dynamic: ['is', 'are', 'computed at run time'],
    asset: ['names', 'name', 'an asset that is not in the repository'],
  };

function importSpots({ coverage: { imports } }: ReportSource): BlindSpot[] {
  const byReason = new Map<UnresolvedImport['reason'], UnresolvedImport[]>();
  for (const each of imports.unresolved)
    byReason.set(each.reason, [...(byReason.get(each.reason) ?? []), each]);
  return [...byReason].map(([reason, entries]) => {
    const first = entries[0]!;
    const [one, many, rest] = WHY[reason];
    const share = entries.length / Math.max(1, imports.total);
    return {
      title:
        entries.length === 1 ? `1 import ${one} ${rest}` : `${count(entries.length)} imports ${many} ${rest}`,
      detail: `For example ${first.specifier} in ${first.module}:${first.line}.`,
      severity: reason === 'asset' ? 'low' : share > MANY ? 'high' : 'medium',
    };
  });
}

function dataSpots({ entities, accesses, endpoints, transactions }: ReportSource): BlindSpot[] {
  const spots: BlindSpot[] = [];
  if (accesses.length === 0)
    spots.push({
      title: 'No access to data was seen',
      detail: 'Boundaries rest on code alone: who owns which table is not known.',
      severity: 'high',
    });
  if (endpoints.length === 0)
    spots.push({
      title: 'No endpoint was found',
      detail: 'The framework is not one that banyan reads, or routes are made at run time.',
      severity: 'medium',
    });
  const blank = transactions.filter((each) => each.entities.length === 0).length;
  if (blank > 0)
    spots.push({
      title: `${count(blank)} of ${count(transactions.length)} transactions show no table`,
      detail:
        'Their tables are reached through code that was not followed; the cut may break more than is listed.',
      severity: blank * 2 > transactions.length ? 'high' : 'medium',
    });
  const unsure = accesses.filter(({ certainty }) => certainty < UNSURE).length;
  if (unsure > 0)
    spots.push({
      title: `${count(unsure)} of ${count(accesses.length)} accesses to ${count(entities.length)} entities are guesses`,
      detail: `They were recognised with a certainty below ${UNSURE}.`,
      severity: 'low',
    });
  return spots;
}

const UNSURE = 0.7;

function otherSpots({ coverage: { history, findings } }: ReportSource): BlindSpot[] {
  const spots: BlindSpot[] = [];
  if (!history.available)
    spots.push({
      title: 'No history was read',
      detail: `What changes together is not known: ${history.reason ?? 'there is none'}.`,
      severity: 'medium',
    });
  const [first] = findings;
  if (first)
    spots.push({
      title: `${count(findings.length)} ${findings.length === 1 ? 'file' : 'places'} could not be read in full`,
      detail: `For example ${first.file}${first.line === undefined ? '' : `:${first.line}`}: ${first.message}`,
      severity: 'low',
    });
  return spots;
}
