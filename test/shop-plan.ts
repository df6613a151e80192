/** A plan with comments, and both styles of YAML. */
export const SHOP_PLAN = `# The plan of the shop.
version: 1
services:
  # Takes money.
  orders:
    owner: team-commerce # ask them first
    modules: [src/orders/**, src/cart.ts]
    data: { owns: [orders], reads: [users] }
  users:
    modules:
      - src/users/**   # everything about people
    data:
      owns: [users]
    upstream: http://127.0.0.1:4002
  mail:
    uses: [users]
    modules: [src/mail/**]
decisions:
  - { move: src/price.ts, to: orders, why: only caller } # ana
routes:
  # Read only.
  - id: users.list
    match: { path: /users }
    service: users
    stage: shadow
waves: [ { name: w1, services: [users, mail] } ]
`;
