// Writes the published JSON Schemas from the schemas and types of the code: `npm run schemas`. Tests fail where they differ.
import { writeFileSync } from 'node:fs';
import { baselineJsonSchema, configJsonSchema, planJsonSchema } from '../dist/plan/index.js';
import { analysisJsonSchema } from './analysis-schema.js';
import { reportJsonSchema } from './report-schema.js';

write('plan', planJsonSchema());
write('config', configJsonSchema());
write('baseline', baselineJsonSchema());
write('analysis', analysisJsonSchema());
write('report', reportJsonSchema());

function write(name, schema) {
  const place = new URL(`../docs/schemas/${name}.schema.json`, import.meta.url);
  writeFileSync(place, `${JSON.stringify(schema, undefined, 2)}\n`);
}
