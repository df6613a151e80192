import type { Operation } from '../../../plan/index.ts';
import { withOperation } from './history.ts';
import { closed, go, open, say, type Scene } from './steps.ts';
import type { Step } from './tui-state.ts';
import { plural } from '../../../words/plural.ts';

/** Makes a change, where the plan can be changed and the change can be counted. */
export function change({ state, session }: Scene, operation: Operation): Step {
  if (state.readOnly !== undefined)
    return say(closed(state), `Nothing can be changed: ${state.readOnly}`, 'error');
  const preview = session.preview(operation);
  if ('refusal' in preview) return say(state, preview.refusal, 'error');
  const next = withOperation(closed(state), operation);
  const text = preview.text === '' ? 'nothing that is counted changes' : preview.text;
  return go({
    ...next,
    marked: new Set(),
    group: groupAfter(state.group, operation),
    message: { kind: 'done', text: `${told(operation)}: ${text}` },
  });
}

/** Shows what a change would do, and waits for a word. */
export function propose(scene: Scene, operation: Operation): Step {
  if (scene.state.readOnly !== undefined) return change(scene, operation);
  return open(scene.state, { kind: 'confirm', operation });
}

/** The group that is shown follows a service to its new name. */
function groupAfter(group: string, operation: Operation): string {
  if (operation.op === 'rename' && operation.service === group) return operation.to;
  return operation.op === 'merge' && operation.services.includes(group) ? operation.into : group;
}

/** A change in a few words. */
export function told(operation: Operation): string {
  return TOLD[operation.op](operation as never);
}

type Of<Kind extends Operation['op']> = Extract<Operation, { op: Kind }>;

const TOLD: { readonly [Kind in Operation['op']]: (operation: Of<Kind>) => string } = {
  addService: ({ service }) => `new service ${service}`,
  rename: ({ service, to }) => `rename ${service} to ${to}`,
  merge: ({ services, into }) => `merge ${services.join(' and ')} into ${into}`,
  split: ({ service, into, modules }) => `split ${some(modules)} off ${service} into ${into}`,
  move: ({ modules, to }) => `move ${some(modules)} to ${to}`,
  pin: ({ modules, to }) => `pin ${some(modules)} to ${to}`,
  keepTogether: ({ modules }) => `keep ${some(modules)} together`,
  keepApart: ({ modules }) => `keep ${some(modules)} apart`,
  own: ({ entity, service }) => `let ${service} own ${entity}`,
  share: ({ modules, as }) => `share ${some(modules)} as ${as}`,
  addRoute: ({ id }) => `new route ${id}`,
  upstream: ({ service, addresses }) => `${service} listens on ${addresses.join(', ')}`,
  shadow: ({ route }) => `what of ${route} is mirrored`,
  listen: ({ address, admin }) =>
    `the proxy listens on ${[address, ...(admin === undefined ? [] : [`admin ${admin}`])].filter(Boolean).join(', ')}`,
  stage: ({ route, stage, percent }) => `${route} to ${stage}${percent === undefined ? '' : ` ${percent} %`}`,
};

function some(modules: readonly string[]): string {
  const [first = ''] = modules;
  return modules.length === 1 ? first : plural(modules.length, 'module');
}
