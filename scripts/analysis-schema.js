import { createGenerator } from 'ts-json-schema-generator';

/** The JSON Schema of `analysis.json`, made from the types and doc comments of analyzer/model. */
export function analysisJsonSchema() {
  const generator = createGenerator({
    path: new URL('../analyzer/model/analysis.ts', import.meta.url).pathname,
    tsconfig: new URL('../tsconfig.json', import.meta.url).pathname,
    type: 'Analysis',
    topRef: false,
    skipTypeCheck: true,
  });
  return { title: 'Banyan analysis', ...generator.createSchema('Analysis') };
}
