import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PlanError } from '../plan-error.ts';
import { createPlanFile, loadPlan, savePlan } from './save-plan.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-save-'));
  path = join(folder, 'banyan.yaml');
  writeFileSync(path, 'version: 1\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof PlanError ? error.code : String(error);
};

test('saves, keeps the mode, and leaves nothing behind', async () => {
  chmodSync(path, 0o640);
  const loaded = await loadPlan(path);

  const saved = await savePlan(loaded, 'version: 1 # a\n');
  await savePlan(saved, 'version: 1 # b\n');

  expect(readFileSync(path, 'utf8')).toBe('version: 1 # b\n');
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['banyan.yaml']);
});

test('a file that changed underneath is not overwritten', async () => {
  const loaded = await loadPlan(path);
  writeFileSync(path, 'version: 1 # theirs\n');

  expect(await codeOf(savePlan(loaded, 'version: 1 # ours\n'))).toBe('PLAN_CHANGED');
  expect(readFileSync(path, 'utf8')).toBe('version: 1 # theirs\n');
  expect(readdirSync(folder)).toEqual(['banyan.yaml']);
});

test('of two writers at once one wins, the other is told, and no change is lost unseen', async () => {
  const loaded = await loadPlan(path);
  const texts = Array.from({ length: 8 }, (_, index) => `version: 1 # ${index}\n`);

  const codes = await Promise.all(texts.map((text) => codeOf(savePlan(loaded, text))));

  expect(codes.filter((code) => code === 'undefined')).toHaveLength(1);
  expect(codes.filter((code) => code === 'PLAN_CHANGED')).toHaveLength(7);
  expect(readFileSync(path, 'utf8')).toBe(texts[codes.indexOf('undefined')]);
  expect(readdirSync(folder)).toEqual(['banyan.yaml']);
});

test('a read-only file is refused', async () => {
  chmodSync(path, 0o444);
  expect(await codeOf(savePlan(await loadPlan(path), 'x'))).toBe('PLAN_READ_ONLY');
});

test('a lock that its owner left behind is taken over', async () => {
  writeFileSync(`${path}.lock`, '');
  utimesSync(`${path}.lock`, 0, 0);
  await savePlan(await loadPlan(path), 'version: 1 # a\n');
  expect(readdirSync(folder)).toEqual(['banyan.yaml']);
});

test('a link inside the folder is followed and stays; one that leads outside is refused', async () => {
  mkdirSync(join(folder, 'repo/data'), { recursive: true });
  writeFileSync(join(folder, 'repo/data/real.yaml'), 'version: 1\n');
  symlinkSync('data/real.yaml', join(folder, 'repo/inside.yaml'));
  symlinkSync('../banyan.yaml', join(folder, 'repo/outside.yaml'));

  await savePlan(await loadPlan(join(folder, 'repo/inside.yaml')), 'version: 1 # new\n');
  const refused = await codeOf(savePlan(await loadPlan(join(folder, 'repo/outside.yaml')), 'x'));

  expect(readFileSync(join(folder, 'repo/data/real.yaml'), 'utf8')).toBe('version: 1 # new\n');
  expect(readlinkSync(join(folder, 'repo/inside.yaml'))).toBe('data/real.yaml');
  expect(refused).toBe('PLAN_OUTSIDE');
});

test('what is missing, a folder, or not text says so', async () => {
  writeFileSync(join(folder, 'binary'), new Uint8Array([0xff, 0xfe, 0x00]));
  expect(await codeOf(loadPlan(join(folder, 'none.yaml')))).toBe('PLAN_NOT_FOUND');
  expect(await codeOf(loadPlan(folder))).toBe('PLAN_UNREADABLE');
  expect(await codeOf(loadPlan(join(folder, 'binary')))).toBe('PLAN_UNREADABLE');
  expect(await codeOf(createPlanFile(path, 'x'))).toBe('PLAN_CHANGED');
});
