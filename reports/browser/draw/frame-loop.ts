import type { Camera, Size } from './camera.ts';
import { surfaceOf } from './surface.ts';

type Draw = (context: CanvasRenderingContext2D, camera: Camera, size: Size) => void;

/** A full drawing that takes longer than this is not made for every frame of a gesture. */
const SLOW_MS = 20;
const REST_MS = 120;
const GLIDE_MS = 260;

/**
 * Draws when something changed, at most once a frame. While a large picture is moved, its last drawing is shifted and
 * scaled, and a sharp one follows when the hand rests: so a frame costs the same however much there is to see.
 */
export class FrameLoop {
  camera: Camera = { x: 0, y: 0, scale: 1 };
  size: Size = { width: 0, height: 0 };
  /** Whether a person chose where to look: then a new size keeps it. */
  isMoved = false;
  readonly #draw: Draw;
  #canvas: HTMLCanvasElement | undefined;
  #frame = 0;
  #rest = 0;
  #snapshot: { readonly image: HTMLCanvasElement; readonly camera: Camera } | undefined;
  #cost = 0;

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  /** Whether it is the first time. */
  attach(canvas: HTMLCanvasElement, size: Size): boolean {
    const isFirst = this.#canvas === undefined;
    this.#snapshot = undefined;
    this.#canvas = canvas;
    this.size = size;
    return isFirst;
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
  }

  show(camera: Camera): void {
    this.isMoved = false;
    this.camera = camera;
    this.redraw();
  }

  /** A step of a gesture. */
  move(camera: Camera): void {
    this.isMoved = true;
    this.camera = camera;
    if (this.#cost <= SLOW_MS || !this.#snapshot) return this.redraw();
    this.#request(() => this.#shift());
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.redraw(), REST_MS) as unknown as number;
    return undefined;
  }

  /** Goes there in a moment, or at once for those who asked for less motion. */
  glide(to: Camera): void {
    if (this.size.width === 0) return;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return this.show(to);
    const from = this.camera;
    const start = performance.now();
    const step = (): void => {
      const part = Math.min(1, (performance.now() - start) / GLIDE_MS);
      const eased = 1 - (1 - part) ** 3;
      const between = (a: number, b: number): number => a + (b - a) * eased;
      this.move({ x: between(from.x, to.x), y: between(from.y, to.y), scale: between(from.scale, to.scale) });
      if (part < 1) requestAnimationFrame(step);
    };
    step();
  }

  redraw(): void {
    this.#request(() => this.#full());
  }

  #request(work: () => void): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(work);
  }

  #full(): void {
    if (!this.#canvas || this.size.width === 0) return;
    const start = performance.now();
    this.#draw(surfaceOf(this.#canvas, this.size), this.camera, this.size);
    this.#cost = performance.now() - start;
    this.#snapshot = this.#cost > SLOW_MS ? { image: copyOf(this.#canvas), camera: this.camera } : undefined;
  }

  #shift(): void {
    const { camera, size } = this;
    if (!this.#canvas || !this.#snapshot) return;
    const { image, camera: old } = this.#snapshot;
    const context = surfaceOf(this.#canvas, size);
    const factor = camera.scale / old.scale;
    context.fillStyle = getComputedStyle(this.#canvas).backgroundColor;
    context.fillRect(0, 0, size.width, size.height);
    context.drawImage(
      image,
      (old.x - camera.x) * camera.scale,
      (old.y - camera.y) * camera.scale,
      size.width * factor,
      size.height * factor,
    );
  }
}

function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext('2d', { alpha: false, willReadFrequently: true })!.drawImage(canvas, 0, 0);
  return copy;
}
