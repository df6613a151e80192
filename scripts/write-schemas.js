// Writes the published JSON Schemas from the schemas of the code: `npm run schemas`. A test fails where they differ.
import { writeFileSync } from 'node:fs';
import { planJsonSchema } from '../dist/plan/index.js';

const place = new URL('../docs/schemas/plan.schema.json', import.meta.url);
writeFileSync(place, `${JSON.stringify(planJsonSchema(), undefined, 2)}\n`);
