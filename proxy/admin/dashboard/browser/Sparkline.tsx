import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type Instant, KEPT } from './live-store.ts';

const WIDTH = 150;
const HEIGHT = 32;

interface Props {
  readonly past: readonly Instant[];
  /** The last instant: the picture is drawn again when it is another. */
  readonly turn: Instant | undefined;
}

/** Requests a second: the monolith's as a filled shape, the service's as a line over it. A picture beside the numbers. */
export function Sparkline({ past, turn }: Props): JSX.Element {
  const place = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (place.current) draw(place.current, past);
  }, [past, turn]);
  return <canvas ref={place} class="spark" width={WIDTH * 2} height={HEIGHT * 2} aria-hidden="true" />;
}

function draw(canvas: HTMLCanvasElement, past: readonly Instant[]): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const style = getComputedStyle(canvas);
  const most = past.reduce((max, { monolith, service }) => Math.max(max, monolith.rate, service.rate), 1);
  const trace = (pick: (instant: Instant) => number): void => {
    context.beginPath();
    for (const [at, instant] of past.entries()) {
      const x = ((KEPT - past.length + at) / (KEPT - 1)) * WIDTH;
      context.lineTo(x, HEIGHT - 1 - (pick(instant) / most) * (HEIGHT - 3));
    }
  };
  context.setTransform(2, 0, 0, 2, 0, 0);
  context.clearRect(0, 0, WIDTH, HEIGHT);
  trace(({ monolith }) => monolith.rate);
  context.lineTo(WIDTH, HEIGHT);
  context.lineTo(((KEPT - past.length) / (KEPT - 1)) * WIDTH, HEIGHT);
  context.fillStyle = style.getPropertyValue('--monolith-soft');
  context.fill();
  trace(({ service }) => service.rate);
  context.strokeStyle = style.getPropertyValue('--service');
  context.lineWidth = 1.5;
  context.stroke();
}
