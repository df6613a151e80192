// Writes the sample under docs/sample from the bookshop's expected analysis: `npm run sample`. A test fails where it is old.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sampleFormats } from './sample-formats.js';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const report = (...argv) =>
  execFileSync(process.execPath, [
    at('dist/cli/bin.js'),
    'report',
    at('fixtures/bookshop/expected.json'),
    '--no-plan',
    ...argv,
  ]);

report('--out', at('docs/sample/report.html'));
for (const format of sampleFormats) report('--format', format, '--out', at('docs/sample/'));
