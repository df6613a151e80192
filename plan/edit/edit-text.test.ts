import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Document, parse, parseDocument, type Scalar, visit } from 'yaml';
import { type Edit, valueAt } from './edit.ts';
import { parsePlanText } from '../read/parse-text.ts';
import { editText } from './edit-text.ts';
import { applySplices, invertSplices } from './splice.ts';

const editOf = (text: string, edits: readonly Edit[]) =>
  editText(parsePlanText(text, 'p.yaml').parsed, edits);
const edited = (text: string, ...edits: Edit[]): string => editOf(text, edits).text;

test('a scalar changes in place, its comment and quotes stay', () => {
  const text = `services:\n  orders: # the first\n    owner:   'a'   # team\n`;
  expect(edited(text, { do: 'set', path: ['services', 'orders', 'owner'], value: 'b c' })).toBe(
    `services:\n  orders: # the first\n    owner:   'b c'   # team\n`,
  );
});

test('a new item goes behind the last one, before the comments that follow', () => {
  const text = `decisions:\n  - { move: a.ts, to: x }   # why\n\n# the routes\nroutes: []\n`;
  expect(
    edited(text, { do: 'insert', path: ['decisions'], index: 1, value: { move: 'b.ts', to: 'x' } }),
  ).toBe(
    `decisions:\n  - { move: a.ts, to: x }   # why\n  - { move: b.ts, to: x }\n\n# the routes\nroutes: []\n`,
  );
});

test('an item put before another goes above the comment that speaks of it', () => {
  const text = `routes:\n- id: a\n  stage: live\n# about c\n- id: c\n`;
  expect(edited(text, { do: 'insert', path: ['routes'], index: 1, value: { id: 'b' } })).toBe(
    `routes:\n- id: a\n  stage: live\n- { id: b }\n# about c\n- id: c\n`,
  );
});

test('the last item that goes leaves an empty list, and the comments', () => {
  const text = `decisions: # ours\n  # first\n  - { move: a, to: b }\nroutes: []\n`;
  expect(edited(text, { do: 'remove', path: ['decisions', 0] })).toBe(
    `decisions: [] # ours\n  # first\nroutes: []\n`,
  );
});

test('flow collections stay flow', () => {
  const text = `a: [x, y] # z\nb: {}\nc: [ 1 ]\n`;
  const result = edited(
    text,
    { do: 'insert', path: ['a'], index: 2, value: 'p, q' },
    { do: 'set', path: ['b', 'k'], value: true },
    { do: 'remove', path: ['c', 0] },
    { do: 'insert', path: ['a'], index: 0, value: 'w' },
    { do: 'remove', path: ['a', 1] },
  );
  expect(result).toBe(`a: [w, y, "p, q"] # z\nb: { k: true }\nc: []\n`);
});

test('missing parents are made, at the end', () => {
  expect(
    edited('version: 1', { do: 'insert', path: ['decisions'], index: 0, value: { move: 'a', to: 'b' } }),
  ).toBe('version: 1\ndecisions:\n  - { move: a, to: b }');
  expect(edited('# plan\n', { do: 'set', path: ['services', 'a', 'owner'], value: 'x' })).toBe(
    '# plan\nservices:\n  a: { owner: x }\n',
  );
  expect(edited('services:\nroutes: []\n', { do: 'set', path: ['services', 'a'], value: {} })).toBe(
    'services:\n  a: {}\nroutes: []\n',
  );
});

test('comments inside an entry go with it, and never become text of the one before', () => {
  const text = 'a: |-\n  x\nb: []\n  # inside b\n\n  # still\n# of c\nc: 1\n';
  expect(edited(text, { do: 'remove', path: ['b'] })).toBe('a: |-\n  x\n# of c\nc: 1\n');
});

test('windows line ends stay', () => {
  expect(edited('a: 1\r\nb:\r\n  - x\r\n', { do: 'insert', path: ['b'], index: 1, value: 'y' })).toBe(
    'a: 1\r\nb:\r\n  - x\r\n  - y\r\n',
  );
});

test('an aliased value is refused, since it would change elsewhere too', () => {
  const text = 'a: &x { k: 1 }\nb: *x\n';
  expect(() => edited(text, { do: 'set', path: ['b', 'k'], value: 2 })).toThrow(/is an alias/u);
  expect(() => edited(text, { do: 'set', path: ['a', 'k'], value: 2 })).toThrow(/repeated through an alias/u);
});

// — Laws: any content, in any style of YAML, under any edits. —

const anyKey = fc.constantFrom('a', 'b', 'c', 'd-1', 'src/x/**', '!y', 'a: b', '*', 'true', '12', '');
const scalar = fc.oneof(
  fc.constantFrom(
    'x',
    'y z',
    '',
    'a, b',
    '# no',
    'null',
    '0.5%',
    'multi\nline',
    ' lead',
    '}',
    "it's",
    '"',
    '- a',
  ),
  fc.integer(),
  fc.boolean(),
);
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(anyKey, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const content = fc.dictionary(anyKey, anyValue, { minKeys: 1, maxKeys: 4, noNullPrototype: true });

interface Style {
  readonly flow: readonly boolean[];
  readonly comments: readonly boolean[];
  readonly blocks: readonly boolean[];
  readonly indentSeq: boolean;
  readonly crlf: boolean;
  readonly ending: boolean;
}
const style: fc.Arbitrary<Style> = fc.record({
  flow: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
  comments: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
  blocks: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
  indentSeq: fc.boolean(),
  crlf: fc.boolean(),
  ending: fc.boolean(),
});

/** Writes content the way that one of many people would. */
function written(data: unknown, { flow, comments, blocks, indentSeq, crlf, ending }: Style): string {
  const document = new Document(data);
  let count = 0;
  visit(document, {
    Collection: (_, node) => {
      count += 1;
      node.flow =
        node.items.length === 0 || (node !== document.contents && flow[count % flow.length] === true);
      if (comments[count % comments.length] === true) node.commentBefore = ` about ${count}`;
    },
    Scalar: (where, node) => {
      count += 1;
      if (where === 'key') return;
      if (comments[count % comments.length] === true) node.comment = ` note ${count}`;
      if (typeof node.value === 'string' && blocks[count % blocks.length] === true)
        node.type = 'BLOCK_LITERAL';
    },
  });
  const text = document.toString({ indentSeq, lineWidth: 0 });
  const lines = crlf ? text.replaceAll('\n', '\r\n') : text;
  return ending ? lines : lines.trimEnd();
}

type Choice = readonly [which: number, where: number, what: number];

/** An edit that the content allows, chosen by numbers. */
function editFor(data: unknown, choices: Choice, fresh: unknown): Edit {
  const places = placesIn(data);
  const place = places[choices[1] % places.length] ?? [];
  const at: unknown = valueAt(data, place);
  return Array.isArray(at)
    ? listEdit(place, at.length, choices, fresh)
    : mapEdit(place, Object.keys(at as object), choices, fresh);
}

function listEdit(place: Edit['path'], length: number, [which, , what]: Choice, value: unknown): Edit {
  if (which % 3 === 0 && length > 0) return { do: 'remove', path: [...place, what % length] };
  if (which % 3 === 1 && length > 0) return { do: 'set', path: [...place, what % length], value };
  return { do: 'insert', path: place, index: what % (length + 1), value };
}

function mapEdit(
  place: Edit['path'],
  keys: readonly string[],
  [which, , what]: Choice,
  value: unknown,
): Edit {
  const key = keys[what % Math.max(1, keys.length)];
  if (key === undefined || which % 4 === 0) return { do: 'set', path: [...place, `new-${what}`], value };
  if (which % 4 === 1) return { do: 'remove', path: [...place, key] };
  const free = !keys.includes(`to-${what}`);
  if (which % 4 === 2 && free) return { do: 'rename', path: [...place, key], key: `to-${what}` };
  return { do: 'set', path: [...place, key], value };
}

/** Paths of all collections. */
function placesIn(data: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof data !== 'object' || data === null) return [];
  const members: [string | number, unknown][] = Array.isArray(data)
    ? [...data.entries()]
    : Object.entries(data);
  return [path, ...members.flatMap(([step, member]) => placesIn(member, [...path, step]))];
}

const choice = fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100), anyValue);

test('law: any edits in any style give what they say, and undo to the same bytes', () => {
  fc.assert(
    fc.property(content, style, fc.array(choice, { minLength: 1, maxLength: 5 }), (data, how, choices) => {
      const before = written(data, how);
      let text = before;
      const undo = [];
      for (const [which, where, what, fresh] of choices) {
        const result = editOf(text, [editFor(parse(text) as unknown, [which, where, what], fresh)]);
        undo.unshift(...invertSplices(result.splices));
        text = result.text;
      }
      expect(applySplices(text, undo)).toBe(before);
    }),
    { numRuns: 3000 },
  );
});

test('law: setting a scalar changes the bytes of that scalar alone', () => {
  fc.assert(
    fc.property(
      content,
      style,
      fc.nat(100),
      fc.constantFrom('z', 'a, b', 7, true),
      (data, how, where, fresh) => {
        const before = written(data, how);
        const places = placesIn(parse(before) as unknown).flatMap((path) =>
          Object.entries(valueAt(parse(before), path) as object)
            .filter(([, member]) => typeof member === 'string')
            .map(([step]) => [...path, step]),
        );
        const place = places[where % places.length];
        fc.pre(place !== undefined);

        const { splices } = editOf(before, [{ do: 'set', path: place, value: fresh }]);

        const node = parseDocument(before).getIn(place, true) as Scalar;
        const [start = 0, end = 0] = node.range ?? [];
        const own = node.type?.startsWith('BLOCK')
          ? before.slice(start, end).trimEnd()
          : before.slice(start, end);
        expect(splices.map(({ at, remove }) => ({ at, remove }))).toEqual([{ at: start, remove: own }]);
      },
    ),
    { numRuns: 300 },
  );
});
