import { backstage } from './formats/backstage.ts';
import { cml } from './formats/cml.ts';
import { csv } from './formats/csv.ts';
import { dot } from './formats/dot.ts';
import { graphml } from './formats/graphml.ts';
import { json } from './formats/json.ts';
import { mermaid } from './formats/mermaid.ts';
import { plantuml } from './formats/plantuml.ts';
import { structurizr } from './formats/structurizr.ts';
import { markdown } from './markdown/markdown.ts';
import type { TextFormat } from './text-format.ts';

/** Every text format, in the order in which help lists them. */
export const textFormats: readonly TextFormat[] = [
  markdown,
  mermaid,
  dot,
  structurizr,
  plantuml,
  cml,
  backstage,
  graphml,
  csv,
  json,
];
