import type { Size } from './camera.ts';

/**
 * A context of the size of the screen's own pixels. Not accelerated: on machines without a GPU, which is where reports are
 * read (virtual desktops, CI), that is several times faster, and reading back does not stall.
 */
export function surfaceOf(canvas: HTMLCanvasElement, { width, height }: Size): CanvasRenderingContext2D {
  const ratio = Math.min(2, devicePixelRatio || 1);
  const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
  if (canvas.width !== pixels.width || canvas.height !== pixels.height) Object.assign(canvas, pixels);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
