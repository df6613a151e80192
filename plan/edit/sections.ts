/** The sections of a plan, in the order of the documentation and of the canonical form. */
export const SECTIONS: readonly string[] = [
  'version',
  'monolith',
  'services',
  'decisions',
  'shared',
  'roots',
  'routes',
  'proxy',
  'waves',
  'check',
];
