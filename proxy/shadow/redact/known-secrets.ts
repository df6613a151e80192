import { isSecretName } from './secret-names.ts';

/** Shorter values are words that stand everywhere. */
const SHORTEST = 6;
const MOST = 100;

/** The fields that hold secrets under names of their own. */
const HOLDERS = new Set([
  'cookie',
  'set-cookie',
  'authorization',
  'proxy-authorization',
  'x-forwarded-client-cert',
]);

/**
 * The secrets that an exchange itself names (credentials in its fields, parameters of its target), longest first: an
 * answer that repeats one of them must not be written down with it.
 */
export function knownSecrets(
  head: string,
  fields: readonly string[],
  extra: readonly string[] = [],
): string[] {
  const [line = '', ...lines] = head.split('\r\n');
  const found = new Set<string>(extra.filter((value) => value.length >= SHORTEST));
  for (const [name, value] of new URLSearchParams(line.split(' ')[1]?.split('?')[1] ?? '')) {
    if (isSecretName(name)) add(found, value);
  }
  for (const text of lines) {
    const colon = text.indexOf(':');
    if (colon > 0) addField(found, text.slice(0, colon).toLowerCase(), text.slice(colon + 1).trim());
  }
  for (let at = 0; at < fields.length; at += 2) {
    addField(found, (fields[at] as string).toLowerCase(), fields[at + 1] as string);
  }
  return [...found].toSorted((a, b) => b.length - a.length).slice(0, MOST);
}

function addField(found: Set<string>, name: string, value: string): void {
  if (!HOLDERS.has(name) && !isSecretName(name)) return;
  add(found, value);
  // "a=1; b=2", "Bearer x" and "Basic x" also stand in answers without what is around them.
  for (const part of value.split(/[;,\s]+/u)) {
    add(found, part);
    const equals = part.indexOf('=');
    if (equals > 0) add(found, part.slice(equals + 1));
  }
  const basic = /^basic\s+([\w+/=]+)$/iu.exec(value)?.[1];
  if (basic !== undefined) {
    const [, password = ''] = Buffer.from(basic, 'base64').toString('utf8').split(/:(.*)/su);
    add(found, password);
  }
}

function add(found: Set<string>, value: string): void {
  if (value.length < SHORTEST || found.size >= MOST * 4) return;
  found.add(value);
  found.add(encodeURIComponent(value));
  try {
    found.add(decodeURIComponent(value));
  } catch {
    // A stray percent sign: it is not encoded.
  }
}
