import { type MapScene, isDimmed, toScreen } from './map-scene.ts';
import type { Circle, Dot } from './lay-out-map.ts';

/** Modules of one service: filled where they surely belong, paler where likely, hollow where contested. */
export function drawDots(circle: Circle, scene: MapScene): void {
  const { context, palette, colorOf, camera, module } = scene;
  const color = palette.services[colorOf(circle.service.name)]!;
  const alpha = isDimmed(circle.service.name, scene) ? 0.25 : 1;
  context.fillStyle = color;
  context.strokeStyle = color;
  for (const [band, strength] of [
    ['core', 0.85],
    ['likely', 0.45],
  ] as const) {
    context.globalAlpha = alpha * strength;
    context.beginPath();
    for (const dot of circle.dots()) if (dot.band === band) trace(dot, scene);
    context.fill();
  }
  context.globalAlpha = alpha;
  context.lineWidth = Math.min(1.5, Math.max(0.5, camera.scale));
  context.beginPath();
  for (const dot of circle.dots()) if (dot.band === 'contested') trace(dot, scene);
  context.stroke();
  const chosen = module === undefined ? undefined : circle.dots().find(({ id }) => id === module);
  if (chosen) ring(chosen, scene);
}

function trace({ x, y, r }: Dot, scene: MapScene): void {
  const { context, camera, size } = scene;
  const [left, top] = toScreen(scene, x, y);
  const radius = Math.max(0.6, r * camera.scale);
  if (left + radius < 0 || top + radius < 0 || left - radius > size.width || top - radius > size.height)
    return;
  context.moveTo(left + radius, top);
  if (radius < 1.5) context.rect(left - radius, top - radius, 2 * radius, 2 * radius);
  else context.arc(left, top, radius, 0, 2 * Math.PI);
}

function ring({ x, y, r }: Dot, scene: MapScene): void {
  const { context, palette, camera } = scene;
  const [left, top] = toScreen(scene, x, y);
  context.globalAlpha = 1;
  context.strokeStyle = palette.ink;
  context.lineWidth = 2.5;
  context.beginPath();
  context.arc(left, top, r * camera.scale + 3, 0, 2 * Math.PI);
  context.stroke();
}

/** One path for all: forty thousand strokes of their own would take a second. */
export function drawDependencies(dependencies: readonly (readonly [Dot, Dot])[], scene: MapScene): void {
  const { context, palette, camera, size } = scene;
  const { x, y, scale } = camera;
  const right = x + size.width / scale;
  const bottom = y + size.height / scale;
  context.globalAlpha = dependencies.length > 5000 ? 0.12 : 0.3;
  context.strokeStyle = palette.ink;
  context.lineWidth = 0.5;
  context.beginPath();
  for (const [a, b] of dependencies) {
    if (isBeside(a.x, b.x, x, right) || isBeside(a.y, b.y, y, bottom)) continue;
    context.moveTo((a.x - x) * scale, (a.y - y) * scale);
    context.lineTo((b.x - x) * scale, (b.y - y) * scale);
  }
  context.stroke();
}

/** Both ends beyond the same edge: nothing of the line is seen. */
function isBeside(one: number, other: number, low: number, high: number): boolean {
  return Math.max(one, other) < low || Math.min(one, other) > high;
}
