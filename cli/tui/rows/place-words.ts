/** What people call the places of modules that are in no service. No service can have one of the three names. */
export const PLACE_WORDS = { shared: 'shared kernel', root: 'wiring', monolith: 'in no service' } as const;

export function isPlace(name: string): name is keyof typeof PLACE_WORDS {
  return Object.hasOwn(PLACE_WORDS, name);
}
