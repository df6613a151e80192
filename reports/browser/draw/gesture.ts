import { panCamera, zoomCamera } from './camera.ts';
import type { FrameLoop } from './frame-loop.ts';

const CLICK = 5;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** One finger or button moves the picture, two fingers magnify it; what hardly moved was a click. */
export class Gesture {
  readonly #loop: FrameLoop;
  readonly #down = new Map<number, Point>();
  #travelled = 0;

  constructor(loop: FrameLoop) {
    this.#loop = loop;
  }

  down(event: PointerEvent): void {
    if (event.target instanceof Element) event.target.setPointerCapture(event.pointerId);
    if (this.#down.size === 0) this.#travelled = 0;
    this.#down.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
  }

  /** Whether the picture moved with it. */
  move(event: PointerEvent): boolean {
    const before = this.#down.get(event.pointerId);
    if (!before) return false;
    const now = { x: event.offsetX, y: event.offsetY };
    const other = [...this.#down].find(([id]) => id !== event.pointerId)?.[1];
    this.#travelled += distance(before, now);
    this.#down.set(event.pointerId, now);
    if (other) this.#pinch(before, now, other);
    else if (this.#travelled > CLICK)
      this.#loop.move(panCamera(this.#loop.camera, now.x - before.x, now.y - before.y));
    return this.#travelled > CLICK;
  }

  /** Whether it was a click. */
  up(event: PointerEvent): boolean {
    const was = this.#down.delete(event.pointerId);
    return was && this.#down.size === 0 && this.#travelled <= CLICK;
  }

  #pinch(before: Point, now: Point, other: Point): void {
    const factor = distance(now, other) / Math.max(1, distance(before, other));
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    const moved = panCamera(this.#loop.camera, (now.x - before.x) / 2, (now.y - before.y) / 2);
    this.#loop.move(zoomCamera(moved, factor, middle));
  }
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
