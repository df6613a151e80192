import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { RolloutPhase } from '../proxy/model/rollout.ts';
import { renderMetrics } from '../proxy/observe/prometheus.ts';
import { RouteStats } from '../proxy/observe/route-stats.ts';
import { DROP_REASONS, ShadowStats } from '../proxy/observe/shadow-stats.ts';
import { takeSnapshot } from '../proxy/observe/snapshot.ts';
import { type LiveProxy, startProxy } from './live-proxy.ts';

// The expressions of the alert rules and of the dashboard, read with Prometheus's own grammar: each is well formed, and every
// label that it matches or groups by is one that the metric has, with a value that it can have.

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

const PHASES: readonly RolloutPhase[] = ['running', 'paused', 'halted'];
/** Added by whoever scrapes. */
const SCRAPED = new Set(['instance', 'job']);

/** By metric, by label, the values that a proxy writes which has counted everything once. */
const known = new Map<string, Map<string, Set<string>>>();
let proxy: LiveProxy;

beforeAll(async () => {
  proxy = await startProxy('monolith: { upstream: http://127.0.0.1:9 }\nservices: {}\nroutes: []\n');
  const [side, shadow] = [new RouteStats(), new ShadowStats()];
  for (const status of [0, 100, 200, 300, 400, 500]) {
    side.count('GET', status, 1);
    shadow.answered(status, 1);
  }
  Object.assign(side, { aborted: 1, retries: 1, fallbacks: 1, bytesIn: 1, bytesOut: 1 });
  Object.assign(shadow, { mirrored: 1, compared: 1, diverged: 1, noisy: 1, repeated: 1 });
  for (const reason of DROP_REASONS) shadow.dropped[reason] = 1;
  proxy.server.stats.set('r', { monolith: side, service: side, shadow });
  const counted = { version: '0', reloads: 1, failedReloads: 1, planValid: true, workerRestarts: 1 };
  const phases = PHASES.map((phase) => ['r', phase] as const);
  remember(renderMetrics(await takeSnapshot(proxy.server), { ...counted, phases, notRecorded: [] }));
});

afterAll(async () => proxy.stop());

function remember(text: string): void {
  for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gmu)) {
    const all = known.get(name) ?? new Map<string, Set<string>>();
    known.set(name, all);
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/gu)) {
      all.set(label, (all.get(label) ?? new Set()).add(value));
    }
  }
}

/** What is wrong with an expression; empty: nothing. */
function faultsOf(written: string): string[] {
  const expression = written.replaceAll('$__rate_interval', '5m').replaceAll('$route', '.*');
  const text = ({ from, to }: SyntaxNode): string => expression.slice(from, to);
  const faults: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ node, type }) => {
      if (type.isError) faults.push(`not well formed at ${node.from}`);
      else if (type.name === 'VectorSelector') faults.push(...selectorFaults(node, text));
      else if (type.name === 'GroupingLabels') faults.push(...groupingFaults(node, text));
    },
  });
  return faults;
}

type TextOf = (node: SyntaxNode) => string;

function selectorFaults(node: SyntaxNode, text: TextOf): string[] {
  const name = text(node.getChild('Identifier') as SyntaxNode);
  if (name === 'up') return [];
  const labels = known.get(name);
  if (labels === undefined) return [`no metric ${name}`];
  const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  return matchers.flatMap((matcher) => {
    const [label = '', operator = '', value = ''] = children(matcher).map(text);
    const values = labels.get(label);
    if (values === undefined) return [`${name} has no label ${label}`];
    const plain = value.slice(1, -1);
    return operator === '=' && label !== 'route' && !values.has(plain)
      ? [`${label} of ${name} is never ${plain}`]
      : [];
  });
}

/** Labels by which an aggregation groups have to be labels of every metric in it. */
function groupingFaults(node: SyntaxNode, text: TextOf): string[] {
  const aggregation = node.parent?.parent as SyntaxNode;
  const names: string[] = [];
  aggregation.cursor().iterate((inner) => {
    if (inner.name === 'Identifier') names.push(text(inner.node));
  });
  return node
    .getChildren('LabelName')
    .flatMap((label) =>
      names
        .filter((name) => !SCRAPED.has(text(label)) && known.get(name)?.has(text(label)) !== true)
        .map((name) => `${name} cannot be grouped by ${text(label)}`),
    );
}

function children(node: SyntaxNode): SyntaxNode[] {
  const all: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) all.push(child);
  return all;
}

function alerts(): [string, string][] {
  const { groups } = parse(readFileSync('docs/observe/alerts.yaml', 'utf8')) as {
    groups: { rules: { alert: string; expr: string }[] }[];
  };
  return groups.flatMap(({ rules }) => rules.map(({ alert, expr }): [string, string] => [alert, expr]));
}

function panels(): [string, string][] {
  const dashboard = JSON.parse(readFileSync('docs/observe/grafana-dashboard.json', 'utf8')) as {
    panels: { title: string; targets: { expr: string }[] }[];
  };
  return dashboard.panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }): [string, string] => [title, expr]),
  );
}

test.each([...alerts(), ...panels()])(
  '%s: an expression that Prometheus reads, of labels that exist',
  (_name, written) => {
    expect(faultsOf(written)).toEqual([]);
  },
);

test.each([
  ['sum by (rout) (rate(banyan_requests_total[5m]))', 'banyan_requests_total cannot be grouped by rout'],
  ['rate(banyan_requests_total{side="servise"}[5m])', 'side of banyan_requests_total is never servise'],
  ['banyan_breaker_open{route="r"} > 0', 'banyan_breaker_open has no label route'],
  ['sum(banyan_requests_total', 'not well formed'],
  ['banyan_request_duration_seconds > 1', 'no metric banyan_request_duration_seconds'],
])('a mistake is found: %s', (written, fault) => {
  expect(faultsOf(written).join('\n')).toContain(fault);
});
