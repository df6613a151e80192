import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';

/*
 * Published data in small, in the format of the replication data of Mono2Micro (FSE 2021): classes A to E in two partitions,
 * {A, B, C} and {D, E}; A → B, B → C, D → E inside, C → D and D → C between, A calls itself; E has no use case.
 *   BCP: "one" and "two" reach the first, "two" and the unknown one the second: ln 2 = .693
 *   ICP: two of five calls of equal volume cross: .4
 *   SM:  (3/9 + 1/4) / 2 with A's call to itself, less 2 × 1/(2·3·2): .125; without it (2/9 + 1/4)/2 − 1/6 = .069
 *   IFN: one pair crosses, two partitions: .5
 *   NED: no partition of 5 to 20 classes: 1
 */
const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
const command = fileURLToPath(new URL('../bench/conformance.js', import.meta.url));
const right = [0.693, 0.4, 0.125, 0.5, 1];
afterAll(() => rmSync(folder, { recursive: true }));

test('scores of a published decomposition stand beside the published ones', () => {
  writeData(folder, [
    ['Mono2Micro', 'k=2', right],
    ['Mono2Micro', 'k=3', right],
    ['FoSCI', '2', [9, 9, 9, 9, 9]],
  ]);

  const text = execFileSync(process.execPath, [command, folder], { encoding: 'utf8' });

  expect(text).toContain('| Mono2Micro | 2 | 1 | 1 |');
  expect(text).toContain('| FoSCI | 1 | 1 | 0 |');
  expect(text).toContain(
    '| small | Mono2Micro | 2 | 0.693 / 0.693 / 0 | 0.400 / 0.400 / 0 | 0.125 / 0.125 / 0 | 0.500 / 0.500 / 0 | 1.000 / 1.000 / 0 | 0.069 |',
  );
});

test('a published score that is not ours fails', () => {
  writeData(folder, [['Mono2Micro', '2', [0.693, 0.4, 0.127, 0.5, 1]]]);

  const { status, stdout } = spawnSync(process.execPath, [command, folder], { encoding: 'utf8' });

  expect(status).toBe(1);
  expect(stdout).toContain('0.125 / 0.127 / -0.002');
});

test('a folder without the data is said', () => {
  const { status, stderr } = spawnSync(process.execPath, [command, join(folder, 'none')], {
    encoding: 'utf8',
  });

  expect(status).toBe(2);
  expect(stderr).toContain('experimental_results.xlsx');
});

type Published = readonly [tool: string, k: string, figures: readonly number[]];

function writeData(root: string, rows: readonly Published[]): void {
  const app = join(root, 'datasets_runtime/small');
  for (const name of ['mono2micro_output', 'fosci_output']) mkdirSync(join(app, name), { recursive: true });
  const json = (name: string, value: unknown) =>
    writeFileSync(join(app, 'mono2micro_output', name), JSON.stringify(value));
  json('runtime_call_volume.json', {
    'Root--A': 7,
    'A--B': 1,
    'B--C': 1,
    'D--E': 1,
    'C--D': 1,
    'D--C': 1,
    'A--A': 3,
  });
  json('bcs_per_class.json', { A: ['one'], B: ['one', 'two'], C: ['one'], D: ['two'] });
  json('vertical_cluster_assignment_2.json', { A: 0, B: 0, C: 0, D: 1, E: 1 });
  writeFileSync(join(app, 'fosci_output/small_n_candidate_2_repeat_4.csv'), 'A,0\nB,0\nC,1\nD,1\nE,1\n');
  writeFileSync(join(root, 'experimental_results.xlsx'), workbook(rows));
}

/** A block for each row, as a spreadsheet writes it: text shared, numbers in place, styles between. */
function workbook(rows: readonly Published[]): Uint8Array {
  const strings = [...new Set(rows.flatMap(([tool, k]) => [tool, k])), 'K'];
  const shared = (cell: string, text: string) =>
    `<c r="${cell}" s="1" t="s"><v>${strings.indexOf(text)}</v></c>`;
  const body = rows.map(([tool, k, figures], i) => {
    const at = 3 * i + 1;
    const cells = figures.map((figure, j) => `<c r="${'CDEFG'[j]}${at + 1}"><v>${figure}</v></c>`).join('');
    return `<row r="${at}">${shared(`A${at}`, tool)}${shared(`B${at}`, 'K')}</row><row r="${at + 1}">${shared(`B${at + 1}`, k)}${cells}</row>`;
  });
  const parts = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="small" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/sharedStrings.xml': `<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${body.join('')}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}
