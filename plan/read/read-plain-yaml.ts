import { BEYOND, beyond, type PlainValue, readInline, splitEntry } from './plain-scalars.ts';

/**
 * Reads the YAML that people write in plans (block maps and lists, flow collections on one line, plain and simply quoted
 * scalars, comments) many times as fast as a whole parser: the plan of 8,000 modules is 280 kB. Undefined where the text
 * holds anything else, correct or not, so that the whole parser decides and says where. A law holds the two equal.
 */
export function readPlainYaml(text: string): PlainMap | undefined {
  if (!ORDINARY.test(text)) return undefined;
  const reader = { lines: linesOf(text), at: 0 };
  if (reader.lines[0]?.indent !== 0) return undefined;
  try {
    const map = readMap(reader, 0);
    return reader.at === reader.lines.length ? map : undefined;
  } catch (error) {
    if (error === BEYOND) return undefined;
    throw error;
  }
}

/** No tabs, carriage returns, byte order marks, or what else YAML gives a meaning or forbids. */
const ORDINARY = /^[\n -~\u00A1-\u1FFF]*$/u;

type PlainMap = Record<string, PlainValue>;

interface Line {
  readonly indent: number;
  readonly text: string;
}

interface Reader {
  readonly lines: Line[];
  at: number;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed !== '' && !trimmed.startsWith('#'))
      lines.push({ indent: line.length - line.trimStart().length, text: trimmed });
  }
  return lines;
}

function readMap(reader: Reader, indent: number): PlainMap {
  const map: PlainMap = {};
  for (let line = reader.lines[reader.at]; line?.indent === indent; line = reader.lines[reader.at]) {
    const { key, rest } = splitEntry(line.text) ?? beyond();
    if (Object.hasOwn(map, key)) beyond();
    reader.at += 1;
    map[key] = rest === '' || rest.startsWith('#') ? readBlock(reader, indent) : readInline(rest);
  }
  refuseDeeper(reader, indent);
  return map;
}

/** What stands below a key; nothing is null. */
function readBlock(reader: Reader, above: number): PlainValue {
  const line = reader.lines[reader.at];
  if (line === undefined || line.indent <= above) return null;
  return line.text.startsWith('- ') ? readList(reader, line.indent) : readMap(reader, line.indent);
}

function readList(reader: Reader, indent: number): PlainValue[] {
  const list: PlainValue[] = [];
  for (let line = reader.lines[reader.at]; line?.indent === indent; line = reader.lines[reader.at]) {
    if (!line.text.startsWith('- ')) beyond();
    const text = line.text.slice(2).trimStart();
    if (splitEntry(text) === undefined) {
      reader.at += 1;
      list.push(readInline(text));
    } else {
      // The first entry of a map stands behind the dash, the others below it.
      const inner = indent + line.text.length - text.length;
      reader.lines[reader.at] = { indent: inner, text };
      list.push(readMap(reader, inner));
    }
  }
  refuseDeeper(reader, indent);
  return list;
}

/** A deeper line would go on with the scalar before it. */
function refuseDeeper({ lines, at }: Reader, indent: number): void {
  if ((lines[at]?.indent ?? 0) > indent) beyond();
}
