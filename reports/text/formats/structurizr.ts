import { asciiWords, identifiers } from '../escape/identifiers.ts';
import { label } from '../escape/label.ts';
import type { System, SystemService } from '../system/system.ts';
import type { TextFormat } from '../text-format.ts';
import { plural } from '../../../words/plural.ts';

/** A C4 workspace: one software system, a container for each service and for the data that it owns. */
export const structurizr: TextFormat = {
  name: 'structurizr',
  file: 'workspace.dsl',
  says: 'a C4 workspace for Structurizr',
  render: (system) => {
    const names = distinct(system.services.map(({ name }) => name));
    const ids = identifiers(
      system.services.map(({ name }) => name),
      { shape: (name) => `s_${asciiWords(name, '_')}`, fallback: 's_service' },
    );
    const lines = [
      `workspace ${quoted(label(system.name) || 'system')} "Services as proposed by Banyan" {`,
      '  model {',
      `    system = softwareSystem ${quoted(label(system.name) || 'system')} "Services as proposed by Banyan" {`,
      ...system.services.flatMap((service, index) =>
        containers(service, ids(service.name), names[index] ?? ''),
      ),
      '    }',
      ...system.links.map(
        ({ from, to, uses }) => `    ${ids(from)} -> ${ids(to)} "uses ${plural(uses, 'time')}"`,
      ),
      ...borrowed(system, ids),
      '  }',
      '  views {',
      '    container system "services" {',
      '      include *',
      '      autoLayout lr',
      '    }',
      '    styles {',
      '      element "Database" {',
      '        shape Cylinder',
      '      }',
      '    }',
      '  }',
      '}',
    ];
    return `${lines.join('\n')}\n`;
  },
};

function containers(service: SystemService, id: string, name: string): string[] {
  const says = `${plural(service.modules, 'module')}, ${plural(service.endpoints.length, 'endpoint')}`;
  const own = [`      ${id} = container ${quoted(name)} ${quoted(says)} "TypeScript"`];
  if (service.owns.length === 0) return own;
  const tables = label(service.owns.map((table) => label(table, 40)).join(', '), 200);
  return [
    ...own,
    `      ${id}__data = container ${quoted(`${name} data`)} ${quoted(tables)} "Database" "Database"`,
    `      ${id} -> ${id}__data "owns"`,
  ];
}

/** A service that touches data of another, which a split has to end. */
function borrowed({ services, tables }: System, idOf: (name: string) => string): string[] {
  const ownerOf = new Map(tables.map(({ name, owner }) => [name, owner]));
  return services.flatMap(({ name, borrows }) => {
    const owners = new Map<string, number>();
    for (const table of borrows) {
      const owner = ownerOf.get(table);
      if (owner !== undefined) owners.set(owner, (owners.get(owner) ?? 0) + 1);
    }
    return [...owners].map(
      ([owner, count]) => `    ${idOf(name)} -> ${idOf(owner)}__data "touches ${plural(count, 'table')}"`,
    );
  });
}

/** Names of containers must differ inside a system, and are compared as people see them. */
function distinct(names: readonly string[]): string[] {
  const idOf = identifiers(names, {
    shape: (name) => readable(label(name, 40)),
    fallback: 'service',
    separator: ' ',
  });
  return names.map(idOf);
}

/**
 * The language has strings in one line, `\"` that older readers do not know, and `${…}` that is replaced anywhere. Quotes
 * are gone when it looks for operators, so a name that is nothing but one would be read as the operator itself.
 */
function readable(text: string): string {
  const plain = text.replaceAll('"', "'").replaceAll('\\', '/').replaceAll('$', '\u{ff04}');
  return /^(?:=|->|-\/>)$/u.test(plain) ? `'${plain}'` : plain;
}

function quoted(text: string): string {
  return `"${readable(text)}"`;
}
