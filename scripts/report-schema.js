import { createGenerator } from 'ts-json-schema-generator';

/** The JSON Schema of `banyan report --format json`, made from the types and doc comments of the text formats. */
export function reportJsonSchema() {
  const generator = createGenerator({
    path: new URL('../reports/text/system/system.ts', import.meta.url).pathname,
    tsconfig: new URL('../tsconfig.json', import.meta.url).pathname,
    type: 'System',
    topRef: false,
    skipTypeCheck: true,
  });
  return { title: 'Banyan report', ...generator.createSchema('System') };
}
