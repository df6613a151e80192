import type { ApartFolder } from '../analyze/apart-folders.ts';
import { excludeLines } from '../analyze/exclude-lines.ts';

/** The first configuration: everything at its default, and what might be left out, in lines to be taken over. */
export function configText(apart: readonly ApartFolder[]): string {
  if (apart.length === 0) return CONFIG;
  const lines = excludeLines(
    apart.map(({ folder }) => `${folder}/**`),
    100,
  );
  return `${CONFIG}# No endpoint, no table, and used by nothing else, or texts in several languages. To leave it out, write instead of the line above:\n${lines.map((line) => `# ${line}\n`).join('')}`;
}

const CONFIG = `# yaml-language-server: $schema=./node_modules/banyan/docs/schemas/config.schema.json

# What of this repository banyan reads. The options of a command go before it.
version: 1
# Left out as well as tests, declarations and generated code:
exclude: []
`;
