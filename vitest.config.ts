import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{analyzer,plan,proxy,reports,cli,what-if,words,bench,test}/**/*.test.{ts,tsx}'],
    exclude: ['dist/**', '**/node_modules/**', 'fixtures/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    expect: { poll: { timeout: 15_000 } },
  },
});
