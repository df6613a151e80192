import { identifiers, pascalCase } from '../escape/identifiers.ts';
import { label } from '../escape/label.ts';
import type { System, SystemService } from '../system/system.ts';
import type { TextFormat } from '../text-format.ts';
import { plural } from '../../../words/plural.ts';

/** A context map in the language of Context Mapper, whose generators go on from there. */
export const cml: TextFormat = {
  name: 'cml',
  file: 'services.cml',
  says: 'a context map for Context Mapper',
  render: (system) => {
    const contextOf = identifiers(
      system.services.map(({ name }) => name),
      { shape: (name) => shaped(name, 'Context'), fallback: 'ServiceContext' },
    );
    const aggregateOf = identifiers(
      system.tables.map(({ name }) => name),
      { shape: (name) => shaped(name, 'Aggregate'), fallback: 'DataAggregate' },
    );
    const lines = [
      ...contextMap(system, contextOf),
      ...system.services.flatMap((service) => context(service, contextOf(service.name), aggregateOf)),
    ];
    return `${lines.join('\n')}\n`;
  },
};

/** A suffix keeps every name clear of the language's keywords, a prefix of a first digit. */
function shaped(name: string, suffix: string): string {
  const words = pascalCase(name).slice(0, 36);
  return `${/^\d/.test(words) ? '_' : ''}${words}${suffix}`;
}

function contextMap(system: System, idOf: (name: string) => string): string[] {
  const contexts = system.services.map(({ name }) => idOf(name));
  return [
    `ContextMap ${shaped(system.name, 'Map')} {`,
    '  type = SYSTEM_LANDSCAPE',
    '  state = TO_BE',
    ...(contexts.length > 0 ? [`  contains ${contexts.join(', ')}`] : []),
    ...relationships(system, idOf),
    '}',
  ];
}

/** The user of another is downstream of it; two that use each other can only change together: a partnership. */
function relationships({ links }: System, idOf: (name: string) => string): string[] {
  const pairs = new Set(links.map(({ from, to }) => JSON.stringify([from, to])));
  return links.flatMap(({ from, to }) => {
    const isMutual = pairs.has(JSON.stringify([to, from]));
    if (!isMutual) return [`  ${idOf(from)} [D] <- [U] ${idOf(to)}`];
    return from < to ? [`  ${idOf(from)} [P] <-> [P] ${idOf(to)}`] : [];
  });
}

function context(service: SystemService, id: string, aggregateOf: (name: string) => string): string[] {
  const { name, modules, endpoints, terms, owns } = service;
  const vision = `${label(name)}: ${plural(modules, 'module')}, ${plural(endpoints.length, 'endpoint')}`;
  return [
    `BoundedContext ${id} {`,
    `  domainVisionStatement = ${quoted(vision)}`,
    '  type = SYSTEM',
    ...(terms.length > 0
      ? [
          `  responsibilities = ${terms
            .slice(0, 5)
            .map((term) => quoted(label(term)))
            .join(', ')}`,
        ]
      : []),
    '  implementationTechnology = "TypeScript"',
    ...owns.flatMap((table) => [
      `  Aggregate ${aggregateOf(table)} {`,
      `    responsibilities = ${quoted(`data of ${label(table)}`)}`,
      '  }',
    ]),
    '}',
  ];
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', String.raw`\\`).replaceAll('"', String.raw`\"`)}"`;
}
