import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { modulePatternOf } from './module-pattern.ts';

const PATTERNS = [
  'src/**',
  '**/*.ts',
  'src/**/x/**',
  'src/*/a?.ts',
  'src/{a,b}/*.{ts,tsx}',
  '*',
  'src/a*/**',
];
const MODULES = [
  'src/a/a1.ts',
  'src/b/x/y.tsx',
  'main.ts',
  'src/.hidden/a2.ts',
  'src/x/y.ts',
  'srcs/a.ts',
  'src/a/x/q/r.ts',
  'src/abc/ab.ts',
];

test('matches what the usual library matches', () => {
  for (const pattern of PATTERNS) {
    const usual = picomatch(pattern, { dot: true });
    expect(MODULES.filter((module) => modulePatternOf(pattern).matches(module))).toEqual(
      MODULES.filter((module) => usual(module)),
    );
  }
});

test('file names of routers stand for themselves', () => {
  const module = 'app/(shop)/[id]/+page@x.ts';
  expect(modulePatternOf(module).matches(module)).toBe(true);
  expect(modulePatternOf('app/(shop)/[id]/**').matches(module)).toBe(true);
  expect(modulePatternOf('app/[id/**').matches('app/[id/x.ts')).toBe(true);
  expect(modulePatternOf('app/{x/*').matches('app/{x/a.ts')).toBe(true);
  expect(modulePatternOf('api/cart_{id}/get.js')).toMatchObject({ isGlob: false });
  expect(modulePatternOf('api/cart_{id}/*.js').matches('api/cart_{id}/get.js')).toBe(true);
  expect(modulePatternOf('api/{cart_{id},user}/*.js').matches('api/cart_{id}/get.js')).toBe(true);
});

test('a brace that is never shut, and a comma after it, are characters', () => {
  expect(modulePatternOf('{,a').matches('a')).toBe(false);
  expect(modulePatternOf('src/{a,*.ts').matches('src/{a,b.ts')).toBe(true);
});
