import type { EndpointExplanation } from '../../analyzer/index.ts';
import { printable } from '../printable.ts';
import { plural } from '../../words/plural.ts';

const modulesShown = 12;
const accessesShown = 12;

/** Who answers, which modules work for it, and what they read and write, each with its place. */
export function renderEndpoint({ endpoint, service, modules, accesses }: EndpointExplanation): string {
  const { id, handler, module, line, certainty, source } = endpoint;
  return [
    printable(id),
    `  ${printable(handler)} at ${printable(module)}:${line}`,
    `  read as ${source}, certainty ${certainty}${service === undefined ? '' : `, in ${printable(service)}`}`,
    `  reaches ${plural(modules.length, 'module')}`,
    ...cut(modules.map(renderModule), modulesShown),
    ...(accesses.length === 0 ? [] : [`  which read and write`]),
    ...cut(accesses.map(renderAccess), accessesShown),
    '',
  ].join('\n');
}

function renderModule({ module, service, writes }: EndpointExplanation['modules'][number]): string {
  return `${printable(module)}${service === undefined ? '' : ` (${printable(service)})`}${writes ? ', writes' : ''}`;
}

function renderAccess({ entity, mode, module, line }: EndpointExplanation['accesses'][number]): string {
  return `${mode.padEnd(5)} ${printable(entity)} at ${printable(module)}${line === undefined ? '' : `:${line}`}`;
}

function cut(lines: readonly string[], most: number): string[] {
  const rest = lines.length - most;
  return [
    ...lines.slice(0, most).map((line) => `    ${line}`),
    ...(rest > 0 ? [`    … and ${rest} more, with --json`] : []),
  ];
}
