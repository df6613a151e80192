/** Monoliths that keep both models and migrations. `modules` says where the models are,
 * if others of the repository have migrations of their own. */
export const monoliths = [
  { name: 'podkrepi', layer: 'Prisma', reader: 'prisma', folder: 'migrations' },
  { name: 'langfuse', layer: 'Prisma', reader: 'prisma', folder: 'packages/shared/prisma/migrations' },
  {
    name: 'teable',
    layer: 'Prisma',
    reader: 'prisma',
    folder: 'packages/db-main-prisma/prisma/postgres/migrations',
  },
  { name: 'documenso', layer: 'Prisma', reader: 'prisma', folder: 'packages/prisma/migrations' },
  { name: 'ghostfolio', layer: 'Prisma', reader: 'prisma', folder: 'prisma/migrations' },
  { name: 'overseerr', layer: 'TypeORM', reader: 'typeorm', folder: 'server/migration' },
  { name: 'jellyseerr', layer: 'TypeORM', reader: 'typeorm', folder: 'server/migration/sqlite' },
  {
    name: 'medusa-v1',
    layer: 'TypeORM',
    reader: 'typeorm',
    folder: 'packages/medusa/src/migrations',
    modules: /^packages\/medusa\//,
  },
  { name: 'outline', layer: 'Sequelize', reader: 'queryInterface', folder: 'server/migrations' },
];
