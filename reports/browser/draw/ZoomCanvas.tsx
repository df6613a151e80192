import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Box, Camera, Size } from './camera.ts';
import { useCameraControls } from './use-camera-controls.ts';

export interface ZoomCanvasProps<Hit> {
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  /** All that there is, in world coordinates. */
  readonly bounds: Box;
  /** Changes when the camera should go somewhere. */
  readonly target?: Box | undefined;
  readonly draw: (context: CanvasRenderingContext2D, camera: Camera, size: Size) => void;
  readonly pick: (x: number, y: number, camera: Camera) => Hit | undefined;
  readonly onHover: (hit: Hit | undefined) => void;
  readonly onChoose: (hit: Hit | undefined) => void;
  readonly onOpen: (hit: Hit) => void;
  readonly tip: ComponentChildren;
}

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
