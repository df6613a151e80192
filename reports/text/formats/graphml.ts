import type { ModuleLink, SystemModule } from '../system/system.ts';
import type { TextFormat } from '../text-format.ts';

/** Every module and dependency with its attributes, for Gephi, yEd, Cytoscape and the like. */
export const graphml: TextFormat = {
  name: 'graphml',
  file: 'modules.graphml',
  says: 'all modules and dependencies, for Gephi or yEd',
  render: (system) => {
    const ids = new Map(system.modules.map(({ id }, index) => [id, `n${index}`]));
    return [
      '<?xml version="1.0" encoding="UTF-8"?>\n',
      '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n',
      ...KEYS.map(
        ([id, on, type, name = id]) =>
          `  <key id="${id}" for="${on}" attr.name="${name}" attr.type="${type}"/>\n`,
      ),
      '  <graph id="G" edgedefault="directed">\n',
      ...system.modules.map((module) => nodeLine(module, ids)),
      ...system.dependencies.map((link, index) => edgeLine(link, index, ids)),
      '  </graph>\n',
      '</graphml>\n',
    ].join('');
  },
};

const KEYS: readonly (readonly [id: string, on: 'node' | 'edge', type: string, name?: string])[] = [
  ['label', 'node', 'string'],
  ['lines', 'node', 'int'],
  ['role', 'node', 'string'],
  ['service', 'node', 'string'],
  ['confidence', 'node', 'double'],
  ['runnerUp', 'node', 'string'],
  ['kinds', 'edge', 'string'],
  ['weight', 'edge', 'double'],
];

function nodeLine({ id, ...facts }: SystemModule, ids: ReadonlyMap<string, string>): string {
  return `    <node id="${ids.get(id)}">${data({ label: id, ...facts })}</node>\n`;
}

/** An edge to a module that is not listed is left out: a file with loose ends is refused by its readers. */
function edgeLine(
  { from, to, kinds, uses }: ModuleLink,
  index: number,
  ids: ReadonlyMap<string, string>,
): string {
  const [source, target] = [ids.get(from), ids.get(to)];
  if (source === undefined || target === undefined) return '';
  const facts = data({ kinds: kinds.join(' '), weight: uses });
  return `    <edge id="e${index}" source="${source}" target="${target}">${facts}</edge>\n`;
}

function data(facts: Readonly<Record<string, string | number>>): string {
  return Object.entries(facts)
    .map(([key, value]) => `<data key="${key}">${escape(String(value))}</data>`)
    .join('');
}

/**
 * XML 1.0 has no way at all to write most controls, lone surrogates and U+FFFE, so they become U+FFFD; what would end a
 * line or hide is written as a reference, which readers give back as it was.
 */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replace(/[&<>"'\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `&#${character.codePointAt(0)};`);
}
