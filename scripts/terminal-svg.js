// Draws what a terminal shows as SVG, from the bytes that were written to it: pictures in the docs come from real runs.
import xterm from '@xterm/headless';

const CELL = { width: 8.4, height: 18 };
const MARGIN = 16;
const DARK = { background: '#12161c', text: '#d8dee6', dim: '#7d8896' };
/** The sixteen colours, in the order of SGR. */
const PALETTE = [
  '#12161c',
  '#f47067',
  '#8ddb8c',
  '#e5b567',
  '#6cb6ff',
  '#dcbdfb',
  '#5ecfd8',
  '#d8dee6',
  '#7d8896',
  '#ff938a',
  '#b4f1b4',
  '#eac55f',
  '#96d0ff',
  '#eedcff',
  '#9be7ee',
  '#ffffff',
];

/** `text` may hold any escape sequences. Rows beyond what was written are left out. */
export async function terminalSvg(text, { columns = 80, title = 'terminal' } = {}) {
  const rows = text.split('\n').length + 1;
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  await new Promise((resolve) => terminal.write(text, resolve));
  const lines = [];
  for (let row = 0; row < rows; row += 1) lines.push(runsOf(terminal.buffer.active.getLine(row), columns));
  terminal.dispose();
  while (lines.length > 0 && lines.at(-1).length === 0) lines.pop();
  return draw(lines, columns, title);
}

/** Cells of one look that stand together, over one blank at most. */
function runsOf(line, columns) {
  const runs = [];
  for (const { column, text, style, width } of cellsOf(line, columns)) {
    const last = runs.at(-1);
    const gap = last ? column - last.end : Infinity;
    if (last?.style === style && gap <= 1) last.text += ' '.repeat(gap) + text;
    else runs.push({ column, style, text });
    runs.at(-1).end = column + width;
  }
  return runs;
}

function cellsOf(line, columns) {
  return Array.from({ length: columns }, (_, column) => ({ column, cell: line?.getCell(column) }))
    .filter(({ cell }) => cell !== undefined && cell.getChars().trim() !== '')
    .map(({ column, cell }) => ({
      column,
      text: cell.getChars(),
      style: styleOf(cell),
      width: cell.getWidth(),
    }));
}

function styleOf(cell) {
  const color = cell.isFgPalette()
    ? (PALETTE[cell.getFgColor()] ?? DARK.text)
    : cell.isDim()
      ? DARK.dim
      : DARK.text;
  return `fill="${color}"${cell.isBold() ? ' font-weight="700"' : ''}`;
}

function draw(lines, columns, title) {
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = Math.ceil(lines.length * CELL.height + 2 * MARGIN);
  const texts = lines.flatMap((runs, row) =>
    runs.map(({ column, end, style, text }) => {
      const x = (MARGIN + column * CELL.width).toFixed(1);
      const y = (MARGIN + (row + 0.75) * CELL.height).toFixed(1);
      // The length holds columns together, whatever monospaced font the reader has.
      const length = ((end - column) * CELL.width).toFixed(1);
      return `<text x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs" ${style}>${escape(text)}</text>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">
<title>${escape(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="${DARK.background}"/>
${texts.join('\n')}
</svg>
`;
}

function escape(text) {
  return text.replace(/[&<>"]/gu, (character) => `&#${character.codePointAt(0)};`);
}
