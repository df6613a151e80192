import { stringify } from 'yaml';

import { asciiWords, identifiers } from '../escape/identifiers.ts';
import { label } from '../escape/label.ts';
import type { System, SystemService } from '../system/system.ts';
import type { TextFormat } from '../text-format.ts';
import { plural } from '../../../words/plural.ts';

type Descriptor = Readonly<Record<string, unknown>>;
type NameOf = (name: string) => string;

/** Catalogue entities: the system, and for each service a component, its HTTP API and its data. */
export const backstage: TextFormat = {
  name: 'backstage',
  file: 'catalog-info.yaml',
  says: "entities for Backstage's software catalogue",
  render: (system) => {
    const systemName = shaped(system.name) || 'system';
    const nameOf = identifiers(
      system.services.map(({ name }) => name),
      { shape: shaped, fallback: 'service', separator: '-' },
    );
    const entities = [
      entity('System', systemName, { description: says(system) }, { owner: OWNER }),
      ...system.services.flatMap((service) => entitiesOf(service, system, systemName, nameOf)),
    ];
    return entities.map((each) => `---\n${stringify(each, { lineWidth: 0 })}`).join('');
  },
};

/** Code does not say who owns it. */
const OWNER = 'unknown';

/** At most 63 letters and digits joined by dashes; the suffix of an API or of data must fit as well. */
function shaped(name: string): string {
  return asciiWords(name, '-').toLowerCase().slice(0, 48).replace(/-$/, '');
}

function says({ services, counts }: System): string {
  return `${plural(services.length, 'service')} proposed for ${plural(counts.files, 'file')} by Banyan`;
}

function entity(kind: string, name: string, metadata: Descriptor, spec: Descriptor): Descriptor {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, ...metadata }, spec };
}

function entitiesOf(
  service: SystemService,
  system: System,
  systemName: string,
  nameOf: NameOf,
): Descriptor[] {
  const name = nameOf(service.name);
  const common = { lifecycle: 'experimental', owner: OWNER, system: systemName };
  const uses = system.links.filter(({ from }) => from === service.name).map(({ to }) => to);
  const http = service.endpoints.filter(({ protocol }) => protocol === 'http');
  const component = entity(
    'Component',
    name,
    { title: label(service.name) || name, description: plural(service.modules, 'module') },
    {
      type: 'service',
      ...common,
      ...(http.length > 0 ? { providesApis: [`${name}-api`] } : {}),
      dependsOn: [
        ...uses.map((to) => `component:${nameOf(to)}`),
        ...(service.owns.length > 0 ? [`resource:${name}-data`] : []),
      ],
    },
  );
  return [
    component,
    ...(http.length > 0 ? [apiOf(service, name, common)] : []),
    ...(service.owns.length > 0 ? [dataOf(service, name, systemName)] : []),
  ];
}

function apiOf({ name, endpoints }: SystemService, id: string, common: Descriptor): Descriptor {
  const paths: Record<string, Record<string, unknown>> = Object.create(null) as typeof paths;
  for (const { protocol, method, path } of endpoints) {
    if (protocol !== 'http') continue;
    const operations = (paths[templateOf(label(path, 300))] ??= {});
    const parameters = parametersOf(label(path, 300));
    for (const verb of method === 'ALL' ? ['get', 'post', 'put', 'patch', 'delete'] : [method.toLowerCase()])
      if (VERBS.has(verb))
        operations[verb] = {
          ...(parameters.length > 0 ? { parameters } : {}),
          responses: { default: { description: 'as the monolith answers' } },
        };
  }
  const definition = { openapi: '3.0.3', info: { title: label(name) || id, version: '0.0.0' }, paths };
  return entity(
    'API',
    `${id}-api`,
    {},
    { type: 'openapi', ...common, definition: stringify(definition, { lineWidth: 0 }) },
  );
}

const VERBS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

/** `/orders/:id` → `/orders/{id}`. */
function templateOf(path: string): string {
  const template = path.replace(PARAMETER, (_, name: string) => `{${name}}`);
  return template.startsWith('/') ? template : `/${template}`;
}

function parametersOf(path: string): Descriptor[] {
  const names = new Set([...path.matchAll(PARAMETER)].map(([, name]) => name));
  return [...names].map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

const PARAMETER = /:(\w+)[?*+]?/gu;

function dataOf({ owns, name }: SystemService, id: string, system: string): Descriptor {
  return entity(
    'Resource',
    `${id}-data`,
    {
      title: `${label(name) || id} data`,
      description: label(owns.map((table) => label(table, 40)).join(', '), 500),
    },
    { type: 'database', owner: OWNER, system },
  );
}
