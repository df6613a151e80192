/** Where a module is, as a number: a service from 0, or one of these. */
export const SHARED = -1;
export const ROOT = -2;
export const MONOLITH = -3;

/** How many places there are before the first service. */
export const ASIDE = 3;

/**
 * Whether a dependency crosses a boundary: the rule of `check`, by numbers. Wiring may reach anything and anybody the
 * shared kernel; the kernel may lean on what is still in the monolith.
 */
export function isApart(from: number, to: number): boolean {
  if (from === to || from === ROOT || to === ROOT || to === SHARED) return false;
  return !(from === SHARED && to === MONOLITH);
}
