// Writes the published JSON Schemas from the schemas and types of the code: `npm run schemas`. Tests fail where they differ.
import { writeFileSync } from 'node:fs';
import { baselineJsonSchema, planJsonSchema } from '../dist/plan/index.js';
import { analysisJsonSchema } from './analysis-schema.js';

write('plan', planJsonSchema());
write('baseline', baselineJsonSchema());
write('analysis', analysisJsonSchema());

function write(name, schema) {
  const place = new URL(`../docs/schemas/${name}.schema.json`, import.meta.url);
  writeFileSync(place, `${JSON.stringify(schema, undefined, 2)}\n`);
}
