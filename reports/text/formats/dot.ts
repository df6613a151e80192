import { label } from '../escape/label.ts';
import type { SystemService, SystemTable } from '../system/system.ts';
import type { TextFormat } from '../text-format.ts';
import { plural } from '../../../words/plural.ts';
import { count } from '../../../words/count.ts';

/** A directed graph of services, with the tables that more than one of them touches, for Graphviz. */
export const dot: TextFormat = {
  name: 'dot',
  file: 'services.dot',
  says: 'services and the tables they share, for Graphviz',
  render: (system) => {
    const services = new Map(system.services.map(({ name }, index) => [name, `s${index}`]));
    const tables = system.tables.filter(isShared);
    const most = Math.max(1, ...system.links.map(({ uses }) => uses));
    const lines = [
      `digraph ${quoted(label(system.name) || 'system')} {`,
      '  rankdir=LR;',
      '  node [shape=box, style=rounded, fontname="sans-serif"];',
      '  edge [fontname="sans-serif", fontsize=10];',
      ...system.services.map((service) => `  ${services.get(service.name)} [label=${caption(service)}];`),
      ...system.links.map(
        ({ from, to, uses }) =>
          `  ${services.get(from)} -> ${services.get(to)} [label="${count(uses)}", penwidth=${width(uses, most)}];`,
      ),
      ...tables.flatMap((table, index) => tableLines(table, `t${index}`, services)),
      '}',
    ];
    return `${lines.join('\n')}\n`;
  },
};

function isShared({ writers, readers }: SystemTable): boolean {
  return new Set([...writers, ...readers]).size > 1;
}

function tableLines(table: SystemTable, id: string, services: ReadonlyMap<string, string>): string[] {
  const users = [...new Set([...table.writers, ...table.readers])];
  return [
    `  ${id} [shape=cylinder, style=solid, label=${quoted(label(table.name))}];`,
    ...users.map((user) => {
      const style = table.writers.includes(user) ? 'label="writes"' : 'label="reads", style=dashed';
      return `  ${services.get(user)} -> ${id} [${style}${table.owner === user ? ', color=black' : ', color=gray50'}];`;
    }),
  ];
}

function caption({ name, modules, lines }: SystemService): string {
  return quoted(label(name), `\\n${plural(modules, 'module')}, ${plural(lines, 'line')}`);
}

/** 1 to 5 points, by the root of the share, so that few strong links do not hide the rest. */
function width(uses: number, most: number): string {
  return (1 + 4 * Math.sqrt(Math.max(0, uses) / most)).toFixed(1);
}

/**
 * A DOT string; a backslash of the name is doubled, since `\N` or `\G` would be replaced in a label, and `&` is a
 * reference, since labels know those of HTML.
 */
function quoted(text: string, suffix = ''): string {
  const inert = text.replace(/[\\"&]/gu, (character) => (character === '&' ? '&amp;' : `\\${character}`));
  return `"${inert}${suffix}"`;
}
