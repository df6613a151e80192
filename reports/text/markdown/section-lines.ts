import { few, markdownTable } from '../escape/markdown-table.ts';
import { markdownCode, markdownText } from '../escape/markdown-text.ts';
import { groupBy } from '../system/group-by.ts';
import type { System } from '../system/system.ts';
import { count } from '../../../words/count.ts';

export function serviceLines({ services, links }: System): string[] {
  const uses = groupBy(links, ({ from }) => from);
  return markdownTable(
    ['service', 'modules #', 'lines #', 'cohesion #', 'endpoints #', 'owns', 'depends on'],
    services.map(({ name, modules, lines, cohesion, endpoints, owns }) => [
      `**${markdownText(name)}**`,
      count(modules),
      count(lines),
      cohesion?.toFixed(2) ?? '–',
      count(endpoints.length),
      few(owns, (table) => markdownCode(table, 40)),
      few(
        (uses.get(name) ?? []).map(({ to }) => to),
        (to) => markdownText(to, 40),
        6,
      ),
    ]),
  );
}

/** Tables that two or more services write, and transactions that a split would break: what to argue about. */
export function dataLines({ tables, cutTransactions }: System): string[] {
  const contested = tables.filter(({ writers }) => writers.length > 1);
  const conflicts = markdownTable(
    ['written by several', 'owner', 'writers'],
    contested.map(({ name, owner, writers }) => [
      markdownCode(name),
      markdownText(owner ?? '–'),
      few(writers, (writer) => markdownText(writer, 40), 6),
    ]),
  );
  const broken = markdownTable(
    ['transaction', 'scope', 'tables', 'services'],
    cutTransactions.map(({ module, line, scope, entities, services }) => [
      markdownCode(`${module}:${line}`, 120),
      markdownCode(scope, 40),
      few(entities, (table) => markdownCode(table, 40), 6),
      few(services, (service) => markdownText(service, 40), 6),
    ]),
  );
  return conflicts.length > 0 && broken.length > 0
    ? [...conflicts, '', ...broken]
    : [...conflicts, ...broken];
}

export function roadmapLines({ services }: System): string[] {
  const planned = services
    .filter(({ wave }) => wave !== undefined)
    .sort((a, b) => (a.wave ?? 0) - (b.wave ?? 0));
  return markdownTable(
    ['wave #', 'service', 'blockers'],
    planned.map(({ wave, name, blockers }) => [String(wave), markdownText(name), blockersOf(blockers)]),
  );
}

/** Apart by semicolons, since each has commas of its own. */
function blockersOf(blockers: readonly string[]): string {
  const shown = blockers.slice(0, 3).map((blocker) => markdownText(blocker, 120));
  return [...shown, ...(blockers.length > 3 ? [`and ${blockers.length - 3} more`] : [])].join('; ');
}

export function sharedLines({ modules }: System): string[] {
  return markdownTable(
    ['module', 'role', 'lines #'],
    modules
      .filter(({ role }) => role === 'shared' || role === 'root')
      .map(({ id, role, lines }) => [
        markdownCode(id, 120),
        role === 'shared' ? 'shared kernel' : 'composition root',
        count(lines),
      ]),
  );
}
