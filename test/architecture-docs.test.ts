import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const map = /```\n([\s\S]*?)\n```/u.exec(readFileSync('ARCHITECTURE.md', 'utf8'))?.[1] ?? '';
const rooms = ['analyzer', 'plan', 'proxy', 'reports', 'what-if', 'disk', 'words'];

test.each(rooms)('the map names every folder of %s', (room) => {
  const part = partOf(room);
  const missing = foldersIn(room).filter((folder) => !part.includes(`${folder}/`));
  expect(part).not.toBe('');
  expect(missing).toEqual([]);
});

test('the map names no folder that is not there', () => {
  const named = rooms.flatMap((room) =>
    [...partOf(room).matchAll(/(?<=^ {2,4}(?:[a-z-]+\/ )*)(?<name>[a-z-]+)\/(?= |$)/gmu)].map(
      ({ groups }) => groups?.['name'] ?? '',
    ),
  );
  const all = new Set(
    rooms.flatMap((room) =>
      readdirSync(room, { recursive: true }).map((path) => String(path).split('/').at(-1)),
    ),
  );
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((name) => !all.has(name))).toEqual([]);
});

/** The lines of a room: its own and those indented below it. */
function partOf(room: string): string {
  return new RegExp(`^${room}/.*\\n?(?: .*\\n?)*`, 'mu').exec(map)?.[0] ?? '';
}

function foldersIn(room: string): string[] {
  return readdirSync(room, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
