/** What a schema takes, in a few words of Markdown. */
export function typeOf(schema, definitions) {
  const [, say] = FORMS.find(([isThis]) => isThis(schema)) ?? [];
  return say ? say(schema, definitions) : `${[schema.type ?? 'any'].flat().join(' or ')}${boundsOf(schema)}`;
}

/** The first form that fits says it. */
const FORMS = [
  [({ $ref }) => $ref, ({ $ref }, definitions) => refOf($ref, definitions)],
  [({ anyOf, oneOf }) => anyOf ?? oneOf, eitherOf],
  [(schema) => schema.const !== undefined, (schema) => `\`${JSON.stringify(schema.const)}\``],
  [(schema) => schema.enum, (schema) => schema.enum.map((value) => `\`${value}\``).join(', ')],
  [({ type }) => type === 'array', listOf],
  [
    isRecord,
    ({ additionalProperties }, definitions) => `name → ${typeOf(additionalProperties, definitions)}`,
  ],
];

function eitherOf({ anyOf, oneOf }, definitions) {
  return [...new Set((anyOf ?? oneOf).map((one) => typeOf(one, definitions)))].join(' or ');
}

function listOf({ items }, definitions) {
  return items && !Array.isArray(items) ? `list of ${typeOf(items, definitions)}` : 'list';
}

function isRecord({ type, properties, additionalProperties }) {
  return type === 'object' && !properties && typeof additionalProperties === 'object';
}

function refOf(ref, definitions) {
  const name = decodeURIComponent(ref.split('/').at(-1));
  return definitions[name] ? `[${name}](#${name.toLowerCase()})` : name;
}

function boundsOf({ minimum, maximum, exclusiveMinimum }) {
  const least =
    known(minimum) ?? (known(exclusiveMinimum) === undefined ? undefined : `> ${exclusiveMinimum}`);
  const most = known(maximum);
  if (least === undefined) return most === undefined ? '' : `, to ${most}`;
  return most === undefined ? `, from ${least}` : `, ${least} to ${most}`;
}

/** The largest safe integer is no bound that anybody meant. */
function known(bound) {
  return bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound;
}
