/** Two services and a route. */
export const PLAN = `version: 1
services:
  # First to go.
  orders: { modules: [src/orders/**], data: { owns: [orders] } }
  users:
    modules: [src/users/**]
    upstream: http://127.0.0.1:4001
routes:
  - id: users.list
    match: { path: /users }
    service: users
    stage: monolith
`;

const use = (from: string, to: string) => ({ from, to, kind: 'value', names: ['x'], uses: 3, line: 1 });
/** As much of an analysis as commands of the plan read. */
export const ANALYSIS = {
  formatVersion: 1,
  modules: ['src/orders/a.ts', 'src/orders/b.ts', 'src/users/c.ts'].map((id) => ({ id })),
  dependencies: [use('src/orders/a.ts', 'src/users/c.ts'), use('src/orders/b.ts', 'src/orders/a.ts')],
  accesses: [],
  transactions: [],
  decompositions: [
    {
      granularity: 'recommended',
      services: [{ name: 'orders', modules: ['src/orders/a.ts', 'src/orders/b.ts'] }],
      placements: [{ module: 'src/orders/a.ts', service: 'orders', confidence: 1, band: 'core' }],
      metrics: { sm: 0.5 },
    },
  ],
  shared: [],
  roots: [],
  endpoints: [],
  roadmap: [],
};
