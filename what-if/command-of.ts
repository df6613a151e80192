import type { Operation } from '../plan/model/operation.ts';

/** The command line that does the same, ready for a POSIX shell: `banyan plan move src/a.ts --to orders`. */
export function commandOf(operation: Operation): string {
  return ['banyan', 'plan', ...wordsOf(operation)].map(quoted).join(' ');
}

/** Its words after `banyan plan`. */
export function wordsOf<Kind extends Operation['op']>(operation: Of<Kind>): string[] {
  return WORDS[operation.op](operation);
}

type Of<Kind extends Operation['op']> = Extract<Operation, { op: Kind }>;

const WORDS: { readonly [Kind in Operation['op']]: (operation: Of<Kind>) => string[] } = {
  addService: ({ service, owner }) => ['add-service', service, ...option('--owner', owner)],
  rename: ({ service, to }) => ['rename', service, to],
  merge: ({ services, into }) => ['merge', ...services, '--into', into],
  split: ({ service, into, modules }) => ['split', service, '--into', into, '--modules', ...modules],
  move: ({ modules, to, ...because }) => ['move', ...modules, '--to', to, ...reason(because)],
  pin: ({ modules, to }) => ['pin', ...modules, '--to', to],
  keepTogether: ({ modules, ...because }) => ['keep-together', ...modules, ...reason(because)],
  keepApart: ({ modules, ...because }) => ['keep-apart', ...modules, ...reason(because)],
  own: ({ entity, service }) => ['own', entity, '--by', service],
  share: ({ modules, as }) => ['share', ...modules, '--as', as],
  addRoute: ({ id, path, service, methods = [] }) => [
    'add-route',
    id,
    '--path',
    path,
    '--service',
    service,
    ...(methods.length === 0 ? [] : ['--method', ...methods]),
  ],
  stage: ({ route, stage, percent, upstream = [] }) => [
    'stage',
    route,
    stage,
    ...option('--percent', percent),
    ...options('--upstream', upstream),
  ],
  upstream: ({ service, addresses }) => ['upstream', service, ...addresses],
  shadow: ({ route, percent, ignore = [], unsafe, credentials }) => [
    'shadow',
    route,
    ...option('--percent', percent),
    ...options('--ignore', ignore),
    ...(unsafe === undefined ? [] : [unsafe ? '--unsafe' : '--no-unsafe']),
    ...option('--credentials', credentials),
  ],
  listen: ({ address, admin }) => [
    'listen',
    ...(address === undefined ? [] : [address]),
    ...option('--admin', admin),
  ],
};

function reason({ why, by }: { readonly why?: string; readonly by?: string }): string[] {
  return [...option('--why', why), ...option('--by', by)];
}

function option(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [name, String(value)];
}

function options(name: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [name, ...values];
}

/** Single quotes take everything but themselves. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
