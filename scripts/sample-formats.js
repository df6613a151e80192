/** The text formats that the sample shows; `graphml` and `json` would be as long as the rest together. */
export const sampleFormats = [
  'markdown',
  'mermaid',
  'dot',
  'structurizr',
  'plantuml',
  'cml',
  'backstage',
  'csv',
];
