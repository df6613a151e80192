/** Words that a plan uses itself. */
const reserved = new Set(['monolith', 'shared', 'root', 'none', 'constructor', 'prototype']);

/** Whether a plan takes it as the name of a service: a host name, a folder and a metric label are made of it. */
export function isServiceName(text: string): boolean {
  return /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u.test(text) && text.length <= 63 && !reserved.has(text);
}
