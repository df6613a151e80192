import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { mergeSnapshots } from '../proxy/observe/snapshot.ts';
import { renderMetrics } from '../proxy/observe/prometheus.ts';

interface Metric {
  readonly name: string;
  readonly type: string;
  readonly help: string;
}

/** Heads are written whether or not anything was counted, so an empty snapshot names every metric there is. */
function metrics(): Metric[] {
  const counted = { version: '0', reloads: 0, failedReloads: 0, planValid: true, workerRestarts: 0 };
  const supervision = { ...counted, phases: [], notRecorded: [] };
  const text = renderMetrics(mergeSnapshots([]), supervision);
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gmu)].map(([, name, type]) => [name, type]));
  return [...text.matchAll(/^# HELP (\S+) (.*)$/gmu)].map(([, name = '', help = '']) => ({
    name,
    type: types.get(name) ?? '',
    help,
  }));
}

test('docs/metrics.md is what the code says (`npx vitest run test/metrics-docs.test.ts -u` writes it)', async () => {
  const rows = metrics().map(({ name, type, help }) => `| \`${name}\` | ${type} | ${help} |`);
  const page = `# Metrics

\`GET /metrics\` on the admin listener, in Prometheus's text format. Names and meanings are taken from the code; a test holds
this page to it. Labels are route ids (\`-\` for requests that no route takes), sides (\`monolith\`, \`service\`), counted methods,
status classes, upstreams and their addresses: nothing that a client can choose. Counters begin anew with a worker.

| name | type | meaning |
| --- | --- | --- |
${rows.join('\n')}

## Which traffic is which

Clients' traffic and shadow traffic are counted apart and never added up. \`banyan_requests_total\`, \`banyan_request_duration_seconds\`,
\`banyan_requests_in_flight\` and \`banyan_upstream_active\` count what clients asked for alone: while a route is shadowed its
\`side="service"\` stays at nothing, though the service is busy. What the service does for copies is in \`banyan_shadow_*\`.

Each request that the plan wants mirrored is sent (\`banyan_shadow_mirrored_total\`) or dropped (\`banyan_shadow_dropped_total\`, by
\`reason\`); one that was sent, but whose answer could not be judged (\`too-large\`, \`unreadable\`), is counted as dropped too. Of what was sent, \`compared\` were judged: \`noisy\` and \`diverged\` are parts of it, the rest were equal.
\`banyan_shadow_repeated_total\` are requests that the monolith gets more than its clients send. \`banyan_shadow_duration_seconds\` is
measured in a thread that yields to clients, and so is an upper bound.

[Grafana dashboard](observe/grafana-dashboard.json) and [Prometheus alert rules](observe/alerts.yaml) are made from these.
`;

  await expect(page).toMatchFileSnapshot('../docs/metrics.md');
});

test.each(['grafana-dashboard.json', 'alerts.yaml'])('every metric that %s names exists', (file) => {
  const text = readFileSync(`docs/observe/${file}`, 'utf8');
  const known = new Map(metrics().map(({ name, type }) => [name, type]));

  const named = new Set(text.match(/\bbanyan_[a-z_]+/gu));
  const unknown = [...named].filter((name) => {
    const histogram = name.replace(/_(?:bucket|sum|count)$/u, '');
    return !known.has(name) && known.get(histogram) !== 'histogram';
  });

  expect(named.size).toBeGreaterThan(8);
  expect(unknown).toEqual([]);
});

test('the alert rules and the dashboard have the form that Prometheus and Grafana read', () => {
  const { groups } = parse(readFileSync('docs/observe/alerts.yaml', 'utf8')) as {
    groups: { name: string; rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
  };
  const { panels } = JSON.parse(readFileSync('docs/observe/grafana-dashboard.json', 'utf8')) as {
    panels: { id: number; targets: { expr: string }[] }[];
  };

  for (const { alert, expr, annotations } of groups.flatMap(({ rules }) => rules)) {
    expect([alert, expr.length > 0, annotations.summary.length > 0]).toEqual([
      expect.any(String),
      true,
      true,
    ]);
  }
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  expect(panels.every(({ targets }) => targets.every(({ expr }) => expr !== ''))).toBe(true);
});
