import { visible } from '../../../model/visible.ts';
import type { Size } from '../../draw/camera.ts';
import { fitText } from '../../draw/labels.ts';
import type { Palette } from '../../draw/palette.ts';
import { DEEPEST_HEADER, type FolderBox, HEADER } from './lay-out-folders.ts';

interface Look {
  readonly palette: Palette;
  readonly size: Size;
  readonly serviceOf: ReadonlyMap<string, string>;
  readonly colorOf: (service: string) => number;
  /** Only this service keeps its colour. */
  readonly focus: string | undefined;
  readonly active: FolderBox | undefined;
}

export function drawFolders(context: CanvasRenderingContext2D, root: FolderBox, look: Look): void {
  const { palette, size, active } = look;
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, size.width, size.height);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (const box of root.descendants()) {
    if (box.x1 - box.x0 < 1 || box.y1 - box.y0 < 1) continue;
    if (box.data.isModule) drawModule(context, box, look);
    else drawFolder(context, box, look);
  }
  if (active) {
    context.strokeStyle = palette.ink;
    context.lineWidth = 2;
    context.strokeRect(active.x0, active.y0, active.x1 - active.x0, active.y1 - active.y0);
  }
}

function drawModule(
  context: CanvasRenderingContext2D,
  box: FolderBox,
  { palette, serviceOf, colorOf, focus }: Look,
): void {
  const service = serviceOf.get(box.data.path);
  const width = box.x1 - box.x0;
  const height = box.y1 - box.y0;
  context.fillStyle = service === undefined ? palette.line : palette.services[colorOf(service)]!;
  context.globalAlpha =
    service === undefined ? 0.8 : focus === undefined ? 0.55 : focus === service ? 0.85 : 0.1;
  context.fillRect(box.x0, box.y0, width, height);
  context.globalAlpha = 1;
  if (width < 46 || height < 15) return;
  context.font = '400 10.5px system-ui, sans-serif';
  context.fillStyle = palette.ink;
  const text = fitText(context, visible(box.data.name), width - 6);
  if (text.length > 3) context.fillText(text, box.x0 + 3, box.y0 + 9);
}

function drawFolder(context: CanvasRenderingContext2D, box: FolderBox, { palette }: Look): void {
  const width = box.x1 - box.x0;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.strokeRect(box.x0 + 0.5, box.y0 + 0.5, width - 1, box.y1 - box.y0 - 1);
  if (box.depth > DEEPEST_HEADER || width < 34 || box.y1 - box.y0 < HEADER) return;
  context.font = `${box.depth < 2 ? 650 : 500} 11px system-ui, sans-serif`;
  context.fillStyle = box.depth < 2 ? palette.ink : palette.soft;
  const text = fitText(context, visible(box.data.name || box.data.path || '/'), width - 8);
  context.fillText(text, box.x0 + 4, box.y0 + HEADER / 2 + 1);
}
