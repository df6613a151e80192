// Asks an application that runs for what was read from its code.

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** Nobody answers: no such path, no such method. */
const REFUSALS = new Set([404, 405, 501]);
/** How tRPC is asked over HTTP. */
const RPC_METHODS = { QUERY: 'GET', SUBSCRIPTION: 'ALL', MUTATION: 'POST' };
const PATIENCE_MS = 5000;
/** Below this an endpoint is promised by a contract, or known in part. */
const SEEN_TO_BE_SERVED = 0.8;

/** `endpoints` are lines of `expected.json`, as `http GET /a/:id → handler file:line (certainty)`. */
export async function askAll(endpoints, ports, besides = []) {
  const expected = endpoints.map(toQuestion).filter((question) => question !== undefined);
  const faults = [];
  const counts = { endpoints: expected.length, answered: 0, refused: 0 };
  for (const [method, path] of questionsOf(expected, isRpc(endpoints) ? ['GET', 'POST'] : METHODS)) {
    if (besides.includes(`${method} ${path}`)) continue;
    const wanted = expected.find((endpoint) => takes(endpoint, method, path));
    if (wanted ? wanted.certainty < SEEN_TO_BE_SERVED : isRootOfRest(expected, path)) continue;
    const status = await firstAnswer(ports, method, path);
    const fault = faultOf(wanted, status);
    if (fault) faults.push(`${method} ${path} ${fault}, and answers ${status}`);
    else counts[wanted ? 'answered' : 'refused'] += 1;
  }
  return { ...counts, faults };
}

function questionsOf(expected, methods) {
  const paths = [...new Set(expected.map(({ path }) => path))];
  return paths.flatMap((path) => methods.map((method) => [method, path]));
}

function faultOf(wanted, status) {
  if (!wanted) return REFUSALS.has(status) ? undefined : 'was not read';
  return typeof status === 'number' && status < 500 && !REFUSALS.has(status) ? undefined : 'was read';
}

/** Of HTTP, tRPC knows reading and writing alone; a subscription is taken either way. */
function isRpc(endpoints) {
  return endpoints.every((line) => line.startsWith('rpc '));
}

function toQuestion(line) {
  const [, kind, verb, name, certainty] = /^(\S+) (\S+) (.+) → .* \(([\d.]+)\)$/u.exec(line);
  if (kind !== 'http' && kind !== 'rpc') return undefined;
  const method = RPC_METHODS[verb] ?? verb;
  const template = kind === 'rpc' ? `/${name}` : name;
  return { method, template, path: toPath(template), certainty: Number(certainty) };
}

/** A path that the template takes. */
function toPath(template) {
  if (template.startsWith('/^')) return '/files/1';
  return template
    .replace('{dynamic}', 'secret')
    .replaceAll(/:\w+/gu, '1')
    .replaceAll(/\*\w*/gu, 'some/where');
}

function takes({ method, template }, asked, path) {
  if (method !== 'ALL' && method !== asked) return false;
  if (template.startsWith('/^')) return path.startsWith('/files/');
  const pattern = template
    .replace('{dynamic}', 'secret')
    .replaceAll('.', '\\.')
    .replaceAll(/:\w+/gu, '[^/]+')
    .replaceAll(/\*\w*/gu, '.*');
  return new RegExp(`^${pattern}$`, 'u').test(path);
}

/** Whether `/a/*` takes `/a`: frameworks differ, and expectations do not say. */
function isRootOfRest(expected, path) {
  return expected.some(
    ({ template }) => template.includes('/*') && template.replace(/\/\*\w*$/u, '') === path,
  );
}

/** Of several applications in one fixture the first that does not refuse. */
async function firstAnswer(ports, method, path) {
  let status = 404;
  for (const port of ports) {
    status = await ask(`http://127.0.0.1:${port}${path}`, method);
    if (!REFUSALS.has(status)) return status;
  }
  return status;
}

async function ask(url, method) {
  const body = ['GET', 'DELETE'].includes(method)
    ? {}
    : { body: '{"name":"Ada"}', headers: { 'content-type': 'application/json' } };
  const response = await fetch(url, {
    method,
    ...body,
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((fault) => ({ status: `nothing (${fault.cause?.message ?? fault.name})` }));
  await response.body?.cancel();
  return response.status;
}
