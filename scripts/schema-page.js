// One of the published JSON Schemas as tables that people can read: each key with its type, its default and its meaning.

/** Keys in the order of the schema; where a part was told before, the table says where instead of telling it again. */
export function schemaPage({ schema, file, title, intro }) {
  const told = new Map();
  const tables = [];
  const { definitions = {} } = schema;
  const rows = rowsOf(schema, '', told, definitions);
  const tops = groupedByTop(rows);
  for (const [top, own] of tops) tables.push(section(top, own));
  for (const [name, definition] of Object.entries(definitions)) {
    const own = rowsOf(definition, '', new Map(), definitions);
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

function rowsOf(schema, prefix, told, definitions) {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([key, value]) =>
    rowsAt(value, `${prefix}${key}`, required.includes(key), told, definitions),
  );
}

function rowsAt(schema, path, isRequired, told, definitions) {
  const parts = partsOf(schema);
  const row = {
    path,
    required: isRequired,
    type: typeOf(schema, definitions),
    standard: schema.default === undefined ? '' : `\`${JSON.stringify(schema.default)}\``,
    meaning: cell(schema.description ?? ''),
  };
  const below = parts.flatMap(({ inner, suffix }) => ({
    inner,
    suffix,
    text: JSON.stringify(inner.properties),
  }));
  const again = below.find(({ text }) => told.has(text) && text.length > 200);
  if (again) {
    row.meaning = [row.meaning, `Keys as below \`${told.get(again.text)}\`.`]
      .filter((text) => text !== '')
      .join(' ');
    return [row];
  }
  for (const { text } of below) told.set(text, path);
  return [
    row,
    ...below.flatMap(({ inner, suffix }) => rowsOf(inner, `${path}${suffix}.`, told, definitions)),
  ];
}

/** The objects inside a schema, with what leads to them: `[]` into a list, `.<name>` into a record. */
function partsOf(schema, suffix = '') {
  const { type, properties, items, additionalProperties, anyOf = [], oneOf = [], allOf = [] } = schema;
  const own = type === 'object' && properties ? [{ inner: schema, suffix }] : [];
  const listed = items && typeof items === 'object' ? partsOf(items, `${suffix}[]`) : [];
  const named =
    additionalProperties && typeof additionalProperties === 'object'
      ? partsOf(additionalProperties, `${suffix}.<name>`)
      : [];
  return [
    ...own,
    ...listed,
    ...named,
    ...[...anyOf, ...oneOf, ...allOf].flatMap((one) => partsOf(one, suffix)),
  ];
}

function typeOf(schema, definitions) {
  const {
    $ref,
    anyOf,
    oneOf,
    items,
    enum: values,
    const: only,
    type,
    additionalProperties,
    properties,
  } = schema;
  if ($ref) return refOf($ref, definitions);
  if (anyOf ?? oneOf)
    return [...new Set((anyOf ?? oneOf).map((one) => typeOf(one, definitions)))].join(' or ');
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (Array.isArray(items)) return 'list';
  if (type === 'array') return items ? `list of ${typeOf(items, definitions)}` : 'list';
  if (type === 'object' && !properties && typeof additionalProperties === 'object')
    return `name → ${typeOf(additionalProperties, definitions)}`;
  return `${Array.isArray(type) ? type.join(' or ') : (type ?? 'any')}${boundsOf(schema)}`;
}

function refOf(ref, definitions) {
  const name = decodeURIComponent(ref.split('/').at(-1));
  return definitions[name] ? `[${name}](#${name.toLowerCase()})` : name;
}

function boundsOf({ minimum, maximum, exclusiveMinimum }) {
  const least = minimum ?? (exclusiveMinimum === undefined ? undefined : `> ${exclusiveMinimum}`);
  const isWide = maximum === undefined || Math.abs(maximum) >= Number.MAX_SAFE_INTEGER;
  if (least === undefined || Math.abs(least) >= Number.MAX_SAFE_INTEGER)
    return isWide ? '' : `, to ${maximum}`;
  return isWide ? `, from ${least}` : `, ${least} to ${maximum}`;
}

/** As it stands in a cell of a Markdown table. */
function cell(text) {
  return text
    .replaceAll('|', '\\|')
    .replace(/\s*\n\s*/gu, ' ')
    .replaceAll('<', '&lt;');
}
