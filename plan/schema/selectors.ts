import { z } from 'zod';

const TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+"; // RFC 9110 §5.6.2; cookie names are tokens too (RFC 6265 §4.1.1).

/** A field of a request: `header:x-user-id` (name in lower case) or `cookie:sid`. */
export type RequestField = { readonly kind: 'header' | 'cookie'; readonly name: string };

/** What keeps a client on its side of a canary. */
export type StickyKey = RequestField | { readonly kind: 'address' };

/** A place in an answer that comparison leaves out. */
export type IgnoredPart =
  | { readonly kind: 'header'; readonly name: string }
  | { readonly kind: 'body'; readonly path: string };

const FIELD = 'must be header:<name> or cookie:<name>';

export const requestField = z
  .string({ error: FIELD })
  .regex(new RegExp(`^(?:header|cookie):${TOKEN}$`, 'u'), FIELD)
  .transform(toField)
  .describe('header:<name> or cookie:<name>.');

const STICKY = 'must be cookie:<name>, header:<name> or address';

export const stickyKey = z
  .string({ error: STICKY })
  .regex(new RegExp(`^(?:address|(?:header|cookie):${TOKEN})$`, 'u'), STICKY)
  .transform((written): StickyKey => (written === 'address' ? { kind: 'address' } : toField(written)))
  .describe('cookie:<name>, header:<name>, or address (of the client).');

const IGNORED = 'must be header:<name> or a path into the body such as $.items[*].updatedAt';

export const ignoredPart = z
  .string({ error: IGNORED })
  .max(500)
  .regex(new RegExp(`^(?:header:${TOKEN}|\\$.*)$`, 'u'), IGNORED)
  .refine((written) => written.startsWith('header:') || isJsonPath(written), IGNORED)
  .transform((written): IgnoredPart =>
    written.startsWith('$')
      ? { kind: 'body', path: written }
      : { kind: 'header', name: written.slice('header:'.length).toLowerCase() },
  )
  .describe('header:<name>, or a path into the body: $.items[*].updatedAt.');

export const jsonPath = z
  .string()
  .max(500)
  .refine(isJsonPath, 'must be a path into the body such as $.items[*].price')
  .describe('A path into the body: $.items[*].price.');

/** The part of RFC 9535 that names places: members by name, elements by index or all, descent by `..`. */
function isJsonPath(written: string): boolean {
  return /^\$(?:\.\.?(?:[A-Za-z_][\w-]*|\*)|\[(?:\d+|\*|'[^'\\]*'|"[^"\\]*")\])*$/u.test(written);
}

function toField(written: string): RequestField {
  const [kind, name = ''] = written.split(/:(.*)/su);
  return kind === 'cookie' ? { kind, name } : { kind: 'header', name: name.toLowerCase() };
}
