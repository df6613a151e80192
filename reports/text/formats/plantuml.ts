import { label } from '../escape/label.ts';
import type { SystemService } from '../system/system.ts';
import type { TextFormat } from '../text-format.ts';
import { plural } from '../../../words/plural.ts';
import { count } from '../../../words/count.ts';

/** A component diagram. */
export const plantuml: TextFormat = {
  name: 'plantuml',
  file: 'services.puml',
  says: 'a component diagram for PlantUML',
  render: (system) => {
    const ids = new Map(system.services.map(({ name }, index) => [name, `s${index}`]));
    const lines = [
      '@startuml',
      'left to right direction',
      'skinparam componentStyle rectangle',
      `title ${escape(label(system.name) || 'system')}`,
      ...system.services.flatMap((service) => elements(service, ids.get(service.name) ?? '')),
      ...system.links.map(({ from, to, uses }) => `${ids.get(from)} --> ${ids.get(to)} : ${count(uses)}`),
      '@enduml',
    ];
    return `${lines.join('\n')}\n`;
  },
};

/** An element without a name is a fault of syntax. */
const UNNAMED = 'unnamed';

function elements({ name, modules, owns }: SystemService, id: string): string[] {
  const own = `component "${escape(label(name) || UNNAMED)}\\n${plural(modules, 'module')}" as ${id}`;
  if (owns.length === 0) return [own];
  const shown = owns.slice(0, 6).map((table) => escape(label(table, 40) || UNNAMED));
  const more = owns.length > shown.length ? [`and ${owns.length - shown.length} more`] : [];
  return [own, `database "${[...shown, ...more].join(String.raw`\n`)}" as ${id}d`, `${id} --> ${id}d`];
}

/**
 * Everything that could be mark-up, a string's end, a preprocessor call (`%getenv()`, `$name`) or `\n` is written as a
 * Unicode escape, and so is a character that doubled would be mark-up (two slashes, two dashes).
 */
function escape(text: string): string {
  return text.replace(/[^\p{L}\p{N} ./_-]|(?<=([./_-]))\1/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return `<U+${code.padStart(4, '0')}>`;
  });
}
