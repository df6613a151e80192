import { z } from 'zod';

/** Words that the plan uses itself, so that a service of that name could not be told from them. */
const RESERVED = new Set(['monolith', 'shared', 'root', 'none', 'constructor', 'prototype']);

/** A service: kebab case, at most 63 characters, so that it can be a host name, a folder and a metric label. */
export const serviceName = z
  .string()
  .max(63, 'must have at most 63 characters')
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u, 'must be lower case words joined by "-", such as order-history')
  .refine((name) => !RESERVED.has(name), 'is a reserved word; choose another name');

/** A route: the label of its metrics, its name in commands, in logs and in file names. */
export const routeId = z
  .string()
  .max(100, 'must have at most 100 characters')
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/u, 'must be letters, digits, ".", "_" and "-", such as orders.read');

/** A module or a glob over modules, relative to the repository. */
export const modulePattern = z
  .string()
  .min(1, 'must name a module or a glob')
  .max(500, 'must have at most 500 characters')
  .refine(
    (path) => !path.startsWith('/') && !/^[A-Za-z]:/u.test(path) && !path.includes('\\'),
    'must be relative to the repository, with "/" between folders',
  )
  .refine((path) => !path.replace(/^!/u, '').split('/').includes('..'), 'must stay inside the repository')
  .describe('A module or a glob, relative to the repository: src/orders/**; "!" in front leaves out.');

/** One module, no glob. */
export const modulePath = modulePattern.refine(
  (path) => !/[*?{]/u.test(path) && !path.startsWith('!'),
  'must be one module, not a glob',
);

export const entityName = z.string().min(1, 'must name a table or entity').max(200);
