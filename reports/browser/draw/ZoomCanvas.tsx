import { useRef } from 'preact/hooks';
import { useCameraControls } from './use-camera-controls.ts';
import type { ZoomCanvasProps } from './zoom-canvas-props.ts';

/** A picture that can be moved and magnified by mouse, finger and keys. */
export function ZoomCanvas<Hit>(props: ZoomCanvasProps<Hit>) {
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { handlers, act, pointer } = useCameraControls(holder, canvas, props);
  return (
    <div class="zoom" ref={holder}>
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={`${props.label}. Arrow keys move, plus and minus magnify, 0 shows all.`}
        {...handlers}
      />
      <div class="zoom-tools" role="group" aria-label="Magnification">
        <button type="button" aria-label="Magnify" title="Magnify (+)" onClick={() => act('in')}>
          +
        </button>
        <button type="button" aria-label="Reduce" title="Reduce (−)" onClick={() => act('out')}>
          −
        </button>
        <button type="button" aria-label="Show all" title="Show all (0)" onClick={() => act('all')}>
          ⤢
        </button>
      </div>
      {props.tip && pointer ? (
        <div
          class={`tip${pointer.x > pointer.width / 2 ? ' is-left' : ''}${pointer.y > pointer.height / 2 ? ' is-up' : ''}`}
          style={{ left: `${pointer.x}px`, top: `${pointer.y}px` }}
        >
          {props.tip}
        </div>
      ) : null}
    </div>
  );
}
