import { visible } from '../../../model/visible.ts';
import { count } from '../../../../words/count.ts';
import { fitText, LabelSpace } from '../../draw/labels.ts';
import { isDimmed, type MapScene, toScreen } from './map-scene.ts';
import type { Circle } from './lay-out-map.ts';
import { isOpen } from './pick-on-map.ts';

const FONT = 'system-ui, "Segoe UI", sans-serif';

/** Names of services, the largest first, and of modules where there is room; what would overlap is left out. */
export function drawLabels(circles: readonly Circle[], scene: MapScene): void {
  const space = new LabelSpace();
  const { context, focus } = scene;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const bySize = [...circles].sort(
    (a, b) => Number(b.service.name === focus) - Number(a.service.name === focus) || b.r - a.r,
  );
  for (const circle of bySize) drawServiceLabel(circle, scene, space);
  for (const circle of bySize)
    if (isOpen(circle, scene.camera.scale, scene.showModules)) drawModuleLabels(circle, scene, space);
}

/** In pixels. */
const LEAST_TEXT = 9;

interface Fitted {
  readonly text: string;
  readonly size: number;
  readonly isInside: boolean;
}

/** The name as large as the circle takes it; where even small letters are too wide, it reaches over the rim. */
function fitName(context: CanvasRenderingContext2D, name: string, radius: number): Fitted {
  const wanted = Math.max(11, Math.min(20, radius * 0.36));
  context.font = `600 ${wanted}px ${FONT}`;
  const shrunk = Math.floor(Math.min(wanted, (wanted * radius * 1.82) / context.measureText(name).width));
  if (shrunk >= LEAST_TEXT) return { text: name, size: shrunk, isInside: true };
  context.font = `600 11px ${FONT}`;
  return { text: fitText(context, name, 150), size: 11, isInside: false };
}

function drawServiceLabel(circle: Circle, scene: MapScene, space: LabelSpace): void {
  const { context, palette, camera } = scene;
  const { service, x, y, r } = circle;
  const radius = r * camera.scale;
  const [left, middle] = toScreen(scene, x, y);
  const opened = isOpen(circle, camera.scale, scene.showModules);
  const { text, size, isInside } = fitName(context, visible(service.name), radius);
  context.font = `600 ${size}px ${FONT}`;
  const width = context.measureText(text).width;
  const hasCount = isInside && !opened && radius > 34;
  const at = opened ? middle - radius - size * 0.75 : middle - (hasCount ? size * 0.45 : 0);
  const isFree = space.take({
    left: left - width / 2 - 3,
    right: left + width / 2 + 3,
    top: at - size * 0.6,
    bottom: at + size * (hasCount ? 1.5 : 0.6),
  });
  if (!isFree) return;
  context.globalAlpha = isDimmed(service.name, scene) ? 0.4 : 1;
  writeWithHalo(context, { text, x: left, y: at }, palette);
  if (!hasCount) return;
  context.font = `400 ${Math.max(9, size * 0.7)}px ${FONT}`;
  context.fillStyle = palette.soft;
  context.fillText(`${count(service.modules.length)} modules`, left, at + size * 1.1);
}

const LEAST_DOT = 24;

function drawModuleLabels(circle: Circle, scene: MapScene, space: LabelSpace): void {
  const { context, palette, camera, size } = scene;
  context.font = `500 11px ${FONT}`;
  context.globalAlpha = isDimmed(circle.service.name, scene) ? 0.4 : 1;
  for (const { id, x, y, r } of circle.dots()) {
    if (r * camera.scale < LEAST_DOT) continue;
    const [left, top] = toScreen(scene, x, y);
    if (left < 0 || top < 0 || left > size.width || top > size.height) continue;
    const text = fitText(context, visible(id.slice(id.lastIndexOf('/') + 1)), 2 * r * camera.scale + 16);
    const width = context.measureText(text).width;
    if (
      text === '' ||
      !space.take({ left: left - width / 2, right: left + width / 2, top: top - 7, bottom: top + 7 })
    )
      continue;
    writeWithHalo(context, { text, x: left, y: top }, palette);
  }
}

function writeWithHalo(
  context: CanvasRenderingContext2D,
  { text, x, y }: { readonly text: string; readonly x: number; readonly y: number },
  palette: MapScene['palette'],
): void {
  context.strokeStyle = palette.surface;
  context.lineWidth = 3.5;
  context.strokeText(text, x, y);
  context.fillStyle = palette.ink;
  context.fillText(text, x, y);
}
