import type { JudgedBreach } from '../judge.ts';
import { KIND_ORDER, KINDS, labelOf, type ReportInput } from './report-input.ts';

/** GitHub reads at most this many results of a run. */
const MOST_RESULTS = 25_000;

/** SARIF 2.1.0 (OASIS). What is accepted is there too, marked as suppressed, so that a viewer can show it. */
export function renderSarif({ judgement, version }: ReportInput): string {
  const results = [...judgement.failures, ...judgement.accepted].slice(0, MOST_RESULTS).map(toResult);
  const rules = KIND_ORDER.map((kind) => ({
    id: kind,
    shortDescription: { text: KINDS[kind].title },
    help: { text: KINDS[kind].help },
    defaultConfiguration: { level: 'error' },
  }));
  const driver = { name: 'banyan', version, rules };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
    results,
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })}\n`;
}

function toResult(breach: JudgedBreach): object {
  const accepted = breach.status === 'accepted';
  return {
    ruleId: breach.kind,
    ruleIndex: KIND_ORDER.indexOf(breach.kind),
    level: accepted ? 'note' : 'error',
    message: { text: `${labelOf(breach)}: ${breach.message}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(breach.file), uriBaseId: 'SRCROOT' },
          region: { startLine: breach.line, startColumn: 1 },
        },
      },
    ],
    partialFingerprints: { 'banyanIdentity/v1': breach.id },
    ...(accepted
      ? { suppressions: [{ kind: 'external', status: 'accepted', justification: 'In the baseline.' }] }
      : {}),
  };
}

/** A relative reference (RFC 3986): every segment encoded, and none that could be taken for a scheme. */
export function uriOf(path: string): string {
  const uri = path
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return uri.split('/')[0]?.includes('%3A') === true ? `./${uri}` : uri;
}
