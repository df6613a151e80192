import { visible } from '../../../model/visible.ts';
import type { Size } from '../../draw/camera.ts';
import { fitText } from '../../draw/labels.ts';
import type { Palette } from '../../draw/palette.ts';
import type { MatrixLayout } from './lay-out-matrix.ts';
import { tight } from '../../../../words/tight.ts';

export interface MatrixMetrics {
  /** Side of a cell, and room for the names. */
  readonly cell: number;
  readonly left: number;
  readonly top: number;
}

export interface MatrixCell {
  readonly row: number;
  readonly column: number;
}

/** As large as fits, never too small to hit. */
export function metricsOf({ names }: MatrixLayout, width: number): MatrixMetrics {
  const left = Math.min(170, Math.max(90, width * 0.2));
  const cell = Math.max(11, Math.min(34, Math.floor((width - left - 8) / Math.max(1, names.length))));
  return { cell, left, top: 120 };
}

export function sizeOf({ names }: MatrixLayout, { cell, left, top }: MatrixMetrics): Size {
  return { width: left + cell * names.length + 50, height: top + cell * names.length + 8 };
}

interface Scene {
  readonly context: CanvasRenderingContext2D;
  readonly layout: MatrixLayout;
  readonly metrics: MatrixMetrics;
  readonly palette: Palette;
  readonly active: MatrixCell | undefined;
}

export function drawMatrix(scene: Scene): void {
  const { context, layout, metrics, palette } = scene;
  const size = sizeOf(layout, metrics);
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, size.width, size.height);
  drawGrid(scene);
  for (const row of layout.names.keys())
    for (const column of layout.names.keys()) drawCell(scene, row, column);
  drawBoxes(scene);
  drawNames(scene);
}

function drawGrid({
  context,
  layout: { names },
  metrics: { cell, left, top },
  palette,
  active,
}: Scene): void {
  const length = cell * names.length;
  context.fillStyle = palette.line;
  for (const at of names.keys()) {
    context.globalAlpha = 1;
    context.fillRect(left + at * cell, top + at * cell, cell, cell);
    context.globalAlpha = 0.45;
    context.fillRect(left, top + at * cell, length, 0.5);
    context.fillRect(left + at * cell, top, 0.5, length);
  }
  if (active) {
    context.globalAlpha = 0.6;
    context.fillRect(left, top + active.row * cell, length, cell);
    context.fillRect(left + active.column * cell, top, cell, length);
  }
  context.globalAlpha = 1;
}

const NUMBERS_FROM = 24;

function drawCell(
  { context, layout, metrics: { cell, left, top }, palette, active }: Scene,
  row: number,
  column: number,
): void {
  const link = layout.linkAt(row, column);
  const [x, y] = [left + column * cell, top + row * cell];
  const isActive = active?.row === row && active.column === column;
  if (link) {
    const strength = 0.18 + 0.82 * Math.sqrt(link.uses / layout.heaviest);
    // Against the order: below the diagonal, another colour and a square with a corner cut off.
    const isBack = row > column;
    context.globalAlpha = strength;
    context.fillStyle = isBack ? palette.warn : palette.accent;
    context.beginPath();
    const inset = 1;
    const [right, bottom] = [x + cell - inset, y + cell - inset];
    context.moveTo(x + inset + (isBack ? cell * 0.45 : 0), y + inset);
    context.lineTo(right, y + inset);
    context.lineTo(right, bottom);
    context.lineTo(x + inset, bottom);
    context.lineTo(x + inset, y + inset + (isBack ? cell * 0.45 : 0));
    context.fill();
    context.globalAlpha = 1;
    if (cell >= NUMBERS_FROM)
      writeNumber(
        context,
        { text: tight(link.uses), x: x + cell / 2, y: y + cell / 2 },
        strength > 0.55 ? palette.surface : palette.ink,
      );
  }
  if (isActive) {
    context.strokeStyle = palette.ink;
    context.lineWidth = 2;
    context.strokeRect(x + 1, y + 1, cell - 2, cell - 2);
  }
}

function writeNumber(
  context: CanvasRenderingContext2D,
  { text, x, y }: { text: string; x: number; y: number },
  color: string,
): void {
  context.fillStyle = color;
  context.font = '500 10px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, x, y);
}

function drawBoxes({ context, layout: { boxes }, metrics: { cell, left, top }, palette }: Scene): void {
  context.strokeStyle = palette.warn;
  context.lineWidth = 2;
  for (const [first, last] of boxes) {
    const side = (last - first + 1) * cell;
    context.strokeRect(left + first * cell, top + first * cell, side, side);
  }
}

function drawNames({
  context,
  layout: { names },
  metrics: { cell, left, top },
  palette,
  active,
}: Scene): void {
  const size = Math.min(13, Math.max(9, cell - 2));
  context.textBaseline = 'middle';
  for (const [number, name] of names.entries()) {
    const isActive = active?.row === number || active?.column === number;
    context.font = `${isActive ? 700 : 400} ${size}px system-ui, sans-serif`;
    context.fillStyle = palette.ink;
    context.textAlign = 'right';
    context.fillText(fitText(context, visible(name), left - 12), left - 6, top + (number + 0.5) * cell);
    context.save();
    context.translate(left + (number + 0.5) * cell, top - 6);
    context.rotate(-Math.PI / 3);
    context.textAlign = 'left';
    context.fillText(fitText(context, visible(name), top), 0, 0);
    context.restore();
  }
}
