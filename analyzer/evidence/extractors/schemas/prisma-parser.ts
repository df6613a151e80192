/** The reader of Prisma's schema, which the build puts into this file. */
export { getSchema } from '@mrleebo/prisma-ast';
