// Asks a GraphQL server that runs for what was read from its code.

const ROOTS = { QUERY: 'queryType', MUTATION: 'mutationType', SUBSCRIPTION: 'subscriptionType' };
const PATHS = ['/graphql', '/'];

/** The root fields of its schema have to be those of `expected.json`, and each query and mutation has to be taken. */
export async function askGraph(endpoints, [port], besides = []) {
  const expected = endpoints
    .map((line) => /^graphql (\S+) (\S+) /u.exec(line)?.slice(1).join(' '))
    .filter((field) => field !== undefined && !besides.includes(field));
  const url = await addressOf(port);
  const served = await rootFields(url);
  const faults = [
    ...expected.filter((field) => !served.has(field)).map((field) => `${field} was read, and is not served`),
    ...[...served.keys()]
      .filter((field) => !expected.includes(field))
      .map((field) => `${field} was not read, and is served`),
  ];
  let answered = 0;
  for (const [field, { name, isObject }] of served) {
    const [operation] = field.split(' ');
    if (operation === 'SUBSCRIPTION') continue; // Over a WebSocket, which this server need not have.
    const fault = await faultOf(url, operation, { name, isObject });
    if (fault === undefined) answered += 1;
    else faults.push(`${field}: ${fault}`);
  }
  return { endpoints: expected.length, answered, refused: 0, faults };
}

async function faultOf(url, operation, { name, isObject }) {
  const { data, errors } = await query(
    url,
    `${operation.toLowerCase()} { ${name}${isObject ? ' { __typename }' : ''} }`,
  );
  return data && name in data && !errors ? undefined : (errors?.[0]?.message ?? 'no data');
}

async function addressOf(port) {
  for (const path of PATHS) {
    const url = `http://127.0.0.1:${port}${path}`;
    if ((await query(url, '{ __typename }').catch(() => ({}))).data) return url;
  }
  throw new Error('no GraphQL server answers');
}

async function rootFields(url) {
  const type = 'fields { name type { kind ofType { kind ofType { kind ofType { kind } } } } }';
  const roots = Object.values(ROOTS).map((root) => `${root} { ${type} }`);
  const { data } = await query(url, `{ __schema { ${roots.join(' ')} } }`);
  return new Map(
    Object.entries(ROOTS).flatMap(([operation, root]) =>
      (data.__schema[root]?.fields ?? []).map(({ name, type: of }) => [
        `${operation} ${name}`,
        { name, isObject: JSON.stringify(of).includes('OBJECT') },
      ]),
    ),
  );
}

async function query(url, text) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: text }) });
  return response.json();
}
