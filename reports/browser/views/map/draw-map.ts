import type { ServiceLink } from '../../../model/report.ts';
import type { Camera, Size } from '../../draw/camera.ts';
import { drawDots, drawDependencies } from './draw-dots.ts';
import { drawLabels } from './draw-labels.ts';
import type { Circle, MapLayout } from './lay-out-map.ts';
import { isDimmed, type MapLook, type MapScene, toScreen } from './map-scene.ts';
import { isOpen } from './pick-on-map.ts';

/** Everything on the map for one camera; what lies off the screen is passed over. */
export function drawMap(map: MapLayout, look: MapLook) {
  const neighbours = neighboursOf(map.links, look.focus);
  return (context: CanvasRenderingContext2D, camera: Camera, size: Size): void => {
    const scene: MapScene = { ...look, context, camera, size, neighbours };
    context.globalAlpha = 1;
    context.fillStyle = look.palette.surface;
    context.fillRect(0, 0, size.width, size.height);
    const seen = [...map.circles.values()].filter((circle) => isSeen(circle, scene));
    drawLinks(map, scene);
    for (const circle of seen) drawCircle(circle, scene);
    if (look.showDependencies) drawDependencies(map.dependencies(), scene);
    for (const circle of seen) if (isOpen(circle, camera.scale, look.showModules)) drawDots(circle, scene);
    if (look.focus !== undefined) drawFocusLinks(map, scene);
    drawLabels(seen, scene);
    context.globalAlpha = 1;
  };
}

function neighboursOf(links: readonly ServiceLink[], focus: string | undefined): ReadonlySet<string> {
  const found = new Set<string>(focus === undefined ? [] : [focus]);
  for (const { from, to } of links) {
    if (from === focus) found.add(to);
    if (to === focus) found.add(from);
  }
  return found;
}

function isSeen({ x, y, r }: Circle, scene: MapScene): boolean {
  const [left, top] = toScreen(scene, x, y);
  const radius = r * scene.camera.scale + 40;
  const { width, height } = scene.size;
  return left + radius > 0 && left - radius < width && top + radius > 0 && top - radius < height;
}

function drawCircle({ service, x, y, r }: Circle, scene: MapScene): void {
  const { context, palette, colorOf, focus, camera } = scene;
  const [left, top] = toScreen(scene, x, y);
  const color = palette.services[colorOf(service.name)]!;
  const dim = isDimmed(service.name, scene);
  context.beginPath();
  context.arc(left, top, r * camera.scale, 0, 2 * Math.PI);
  context.globalAlpha = 1;
  context.fillStyle = palette.surface;
  context.fill();
  context.globalAlpha = dim ? 0.08 : 0.22;
  context.fillStyle = color;
  context.fill();
  context.globalAlpha = dim ? 0.25 : 1;
  context.strokeStyle = color;
  context.lineWidth = service.name === focus ? 3.5 : 1.75;
  context.stroke();
}

/** More lines than a few for each service hide each other; the rest shows with the focus, in the matrix, in the calls. */
const LINKS_A_SERVICE = 1.4;

function drawLinks(map: MapLayout, scene: MapScene): void {
  const { context, palette, focus } = scene;
  const shown = Math.max(24, Math.round(map.circles.size * LINKS_A_SERVICE));
  const heaviest = map.links[0]?.uses ?? 1;
  context.strokeStyle = palette.soft;
  for (const link of map.links.slice(0, shown)) {
    context.globalAlpha = focus === undefined ? 0.2 + 0.4 * Math.sqrt(link.uses / heaviest) : 0.1;
    context.lineWidth = widthOf(link, heaviest);
    strokeLink(link, map, scene);
  }
}

function drawFocusLinks(map: MapLayout, scene: MapScene): void {
  const { context, palette, focus } = scene;
  const heaviest = map.links[0]?.uses ?? 1;
  context.globalAlpha = 0.85;
  for (const link of map.links) {
    if (link.from !== focus && link.to !== focus) continue;
    const color = link.to === focus ? palette.caller : palette.callee;
    context.strokeStyle = color;
    context.fillStyle = color;
    context.lineWidth = widthOf(link, heaviest);
    context.setLineDash(link.to === focus ? [] : [7, 4]);
    strokeLink(link, map, scene, true);
  }
  context.setLineDash([]);
}

function widthOf({ uses }: ServiceLink, heaviest: number): number {
  return 0.8 + 6 * Math.sqrt(uses / heaviest);
}

/** A curve from rim to rim, bent to one side, so that the two directions of a pair lie apart. */
function strokeLink(link: ServiceLink, { circles }: MapLayout, scene: MapScene, hasArrow = false): void {
  const a = circles.get(link.from);
  const b = circles.get(link.to);
  if (!a || !b) return;
  const { context, camera } = scene;
  const distance = Math.max(1, Math.hypot(b.x - a.x, b.y - a.y));
  const [ux, uy] = [(b.x - a.x) / distance, (b.y - a.y) / distance];
  const [x1, y1] = toScreen(scene, a.x + ux * a.r, a.y + uy * a.r);
  const [x2, y2] = toScreen(scene, b.x - ux * b.r, b.y - uy * b.r);
  const bend = Math.min(40, distance * 0.12) * camera.scale;
  const [cx, cy] = [(x1 + x2) / 2 - uy * bend, (y1 + y2) / 2 + ux * bend];
  context.beginPath();
  context.moveTo(x1, y1);
  context.quadraticCurveTo(cx, cy, x2, y2);
  context.stroke();
  if (hasArrow) drawArrow(context, Math.atan2(y2 - cy, x2 - cx), x2, y2);
}

function drawArrow(context: CanvasRenderingContext2D, angle: number, x: number, y: number): void {
  const length = 7 + context.lineWidth * 1.5;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - length * Math.cos(angle - 0.42), y - length * Math.sin(angle - 0.42));
  context.lineTo(x - length * Math.cos(angle + 0.42), y - length * Math.sin(angle + 0.42));
  context.fill();
}
