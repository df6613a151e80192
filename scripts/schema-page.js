// One of the published JSON Schemas as tables that people can read: each key with its type, its default and its meaning.
import { typeOf } from './schema-type.js';

/** Keys in the order of the schema; where a part was told before, the table says where instead of telling it again. */
export function schemaPage({ schema, file, title, intro }) {
  const tables = [];
  const { definitions = {} } = schema;
  const rows = rowsOf(schema, '', { told: new Map(), definitions });
  const tops = groupedByTop(rows);
  for (const [top, own] of tops) tables.push(section(top, own));
  for (const [name, definition] of Object.entries(definitions)) {
    const own = rowsOf(definition, '', { told: new Map(), definitions });
    const head = definition.description ? `${cell(definition.description)}\n\n` : '';
    if (own.length > 0) tables.push(`## ${name}\n\n${head}${table(own)}`);
    else tables.push(`## ${name}\n\n${head}${typeOf(definition, definitions)}`);
  }
  return `# ${title}\n\n${intro} Made from [the JSON Schema](../schemas/${file}) by \`npm run references\`; a test holds it equal.\n**Bold** keys must be there.\n\n${tables.join('\n\n')}\n`;
}

function section(top, rows) {
  return top === '' ? table(rows) : `## ${top}\n\n${table(rows)}`;
}

/** Keys with many below them get a table of their own, the others share the first. */
function groupedByTop(rows) {
  const groups = new Map([['', []]]);
  const sizes = new Map();
  for (const { path } of rows) sizes.set(topOf(path), (sizes.get(topOf(path)) ?? 0) + 1);
  for (const row of rows) {
    const top = topOf(row.path);
    const name = (sizes.get(top) ?? 0) > 3 ? top : '';
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(row);
  }
  return groups;
}

function topOf(path) {
  return /^[^.[]+/u.exec(path)?.[0] ?? path;
}

function table(rows) {
  const lines = rows.map(({ path, required, type, standard, meaning }) => {
    const key = required ? `**\`${path}\`**` : `\`${path}\``;
    return `| ${key} | ${type} | ${standard} | ${meaning} |`;
  });
  return ['| key | type | default | meaning |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

function rowsOf({ properties = {}, required = [] }, prefix, book) {
  return Object.entries(properties).flatMap(([key, value]) => {
    const row = rowOf(value, `${prefix}${key}`, book);
    return rowsAt(value, { ...row, required: required.includes(key) }, book);
  });
}

function rowOf(schema, path, { definitions }) {
  return {
    path,
    type: typeOf(schema, definitions),
    standard: schema.default === undefined ? '' : `\`${JSON.stringify(schema.default)}\``,
    meaning: cell(schema.description ?? ''),
  };
}

/** The row of a key, and those of the keys below it, unless they were told before. */
function rowsAt(schema, row, book) {
  const below = partsOf(schema).map((part) => ({ ...part, text: JSON.stringify(part.inner.properties) }));
  const again = below.find(({ text }) => book.told.has(text) && text.length > 200);
  if (again) {
    const where = `Keys as below \`${book.told.get(again.text)}\`.`;
    return [{ ...row, meaning: [row.meaning, where].filter((text) => text !== '').join(' ') }];
  }
  for (const { text } of below) book.told.set(text, row.path);
  return [row, ...below.flatMap(({ inner, suffix }) => rowsOf(inner, `${row.path}${suffix}.`, book))];
}

/** The objects inside a schema, with what leads to them: `[]` into a list, `.<name>` into a record. */
function partsOf(schema, suffix = '') {
  const { items, additionalProperties, anyOf = [], oneOf = [], allOf = [] } = schema;
  return [
    ...(schema.properties ? [{ inner: schema, suffix }] : []),
    ...(isSchema(items) ? partsOf(items, `${suffix}[]`) : []),
    ...(isSchema(additionalProperties) ? partsOf(additionalProperties, `${suffix}.<name>`) : []),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((one) => partsOf(one, suffix)),
  ];
}

function isSchema(value) {
  return typeof value === 'object' && !Array.isArray(value);
}

/** As it stands in a cell of a Markdown table. */
function cell(text) {
  return text
    .replaceAll('|', '\\|')
    .replace(/\s*\n\s*/gu, ' ')
    .replaceAll('<', '&lt;');
}
