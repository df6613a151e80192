import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';

/** The columns of the published table that are formulas of ours too, in its order. */
export const METRICS = ['BCP', 'ICP', 'SM', 'IFN', 'NED'];
/** The sheet of plants misspells one. */
const TOOLS = new Map(
  ['Mono2Micro', 'FoSCI', 'CoGCN', 'Bunch', 'MEM'].map((name) => [name.toLowerCase(), name]),
).set('fosco', 'FoSCI');

/**
 * The rows of experimental_results.xlsx: one sheet for an application, in it a block for each tool that begins with the
 * tool's name beside the heading K. (What stands to the right, without outliers, is left alone.)
 */
export function publishedRows(file) {
  const parts = unzipSync(readFileSync(file));
  const text = (name) => strFromU8(parts[name]);
  const strings = parts['xl/sharedStrings.xml'] ? sharedStrings(text('xl/sharedStrings.xml')) : [];
  return sheets(text('xl/workbook.xml'), text('xl/_rels/workbook.xml.rels')).flatMap(({ app, part }) =>
    blocksOf(cellsByRow(text(part), strings)).map((row) => ({ app, ...row })),
  );
}

function sheets(workbook, relations) {
  const targets = new Map(
    elements(relations, 'Relationship').map(({ attributes }) => [attributes.Id, attributes.Target]),
  );
  return elements(workbook, 'sheet').map(({ attributes }) => ({
    app: attributes.name,
    part: `xl/${targets.get(attributes['r:id'])}`,
  }));
}

function blocksOf(rows) {
  const found = [];
  let tool;
  for (const cells of rows) {
    if (cells.B === 'K') tool = TOOLS.get(String(cells.A).toLowerCase());
    const k = Number(String(cells.B ?? '').replace('k=', ''));
    if (!tool || !(k > 0)) continue;
    const published = Object.fromEntries(METRICS.map((name, i) => [name, Number(cells['CDEFG'[i]])]));
    found.push({ tool, k, published });
  }
  return found;
}

function cellsByRow(sheet, strings) {
  return elements(sheet, 'row').map(({ body }) =>
    Object.fromEntries(
      elements(body, 'c').map(({ attributes, body: cell }) => {
        const value = elements(cell, 'v')[0]?.body;
        const column = attributes.r.replace(/\d+/u, '');
        return [column, attributes.t === 's' ? strings[Number(value)] : value];
      }),
    ),
  );
}

function sharedStrings(xml) {
  return elements(xml, 'si').map(({ body }) =>
    elements(body, 't')
      .map((one) => one.body)
      .join(''),
  );
}

/** Elements of one name that do not nest, which is all that a sheet has of those asked for here. */
function elements(xml, name) {
  const pattern = new RegExp(`<${name}((?:\\s[^>]*?)?)(?:/>|>(.*?)</${name}>)`, 'gsu');
  return [...xml.matchAll(pattern)].map(([, attributes, body = '']) => ({
    attributes: Object.fromEntries(
      [...attributes.matchAll(/([\w:]+)="([^"]*)"/gu)].map(([, key, value]) => [key, value]),
    ),
    body,
  }));
}
