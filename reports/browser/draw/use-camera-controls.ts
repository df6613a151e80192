import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Camera, fitCamera, panCamera, type Size, zoomCamera } from './camera.ts';
import { FrameLoop } from './frame-loop.ts';
import { Gesture } from './gesture.ts';
import { useSize } from './use-size.ts';
import type { ZoomCanvasProps } from './zoom-canvas-props.ts';

const STEP = { pan: 60, zoom: 1.3 };

export interface Pointer extends Size {
  readonly x: number;
  readonly y: number;
}

/** Camera, frames and input of a picture, joined. */
export function useCameraControls<Hit>(
  holder: RefObject<HTMLDivElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
  props: ZoomCanvasProps<Hit>,
) {
  const size = useSize(holder);
  const latest = useRef(props);
  latest.current = props;
  const [pointer, setPointer] = useState<Pointer | undefined>(undefined);
  const loop = useMemo(
    () => new FrameLoop((context, camera, screen) => latest.current.draw(context, camera, screen)),
    [],
  );
  const fit = (): Camera => fitCamera(latest.current.target ?? latest.current.bounds, loop.size);
  useEffect(() => {
    if (!size || !canvas.current) return;
    const isFirst = loop.attach(canvas.current, size);
    if (isFirst || !loop.isMoved) loop.show(fit());
    else loop.redraw();
  }, [size]);
  useEffect(() => {
    if (props.target) loop.glide(fit());
  }, [props.target]);
  useEffect(() => loop.redraw(), [props.draw]);
  useEffect(() => () => loop.stop(), []);
  const handlers = useMemo(() => createHandlers(loop, latest, setPointer), []);
  useWheel(canvas, loop);
  const act = (what: 'in' | 'out' | 'all'): void => {
    const { width, height } = loop.size;
    if (what === 'all') loop.show(fitCamera(latest.current.bounds, loop.size));
    else
      loop.move(
        zoomCamera(loop.camera, what === 'in' ? STEP.zoom : 1 / STEP.zoom, { x: width / 2, y: height / 2 }),
      );
  };
  return { handlers: { ...handlers, onKeyDown: keysOf(loop, act) }, act, pointer };
}

function createHandlers<Hit>(
  loop: FrameLoop,
  latest: RefObject<ZoomCanvasProps<Hit>>,
  setPointer: (pointer: Pointer | undefined) => void,
) {
  const gesture = new Gesture(loop);
  const hitAt = (event: MouseEvent): Hit | undefined => {
    const { camera } = loop;
    return latest.current!.pick(
      event.offsetX / camera.scale + camera.x,
      event.offsetY / camera.scale + camera.y,
      camera,
    );
  };
  return {
    onPointerDown: (event: PointerEvent) => gesture.down(event),
    onPointerMove: (event: PointerEvent) => {
      if (gesture.move(event)) return setPointer(undefined);
      const hit = hitAt(event);
      latest.current!.onHover(hit);
      return setPointer(hit === undefined ? undefined : { x: event.offsetX, y: event.offsetY, ...loop.size });
    },
    onPointerUp: (event: PointerEvent) => {
      if (gesture.up(event)) latest.current!.onChoose(hitAt(event));
    },
    onPointerCancel: (event: PointerEvent) => void gesture.up(event),
    onPointerLeave: () => {
      latest.current!.onHover(undefined);
      setPointer(undefined);
    },
    onDblClick: (event: MouseEvent) => {
      const hit = hitAt(event);
      if (hit !== undefined) latest.current!.onOpen(hit);
    },
  };
}

/** Not through a prop: only a listener that is not passive may keep the page from scrolling. */
function useWheel(canvas: RefObject<HTMLCanvasElement | null>, loop: FrameLoop): void {
  useEffect(() => {
    const node = canvas.current;
    if (!node) return undefined;
    const listen = (event: WheelEvent): void => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      const factor = Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016));
      loop.move(zoomCamera(loop.camera, factor, { x: event.offsetX, y: event.offsetY }));
    };
    node.addEventListener('wheel', listen, { passive: false });
    return () => node.removeEventListener('wheel', listen);
  }, []);
}

function keysOf(loop: FrameLoop, act: (what: 'in' | 'out' | 'all') => void) {
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => loop.move(panCamera(loop.camera, STEP.pan, 0)),
    ArrowRight: () => loop.move(panCamera(loop.camera, -STEP.pan, 0)),
    ArrowUp: () => loop.move(panCamera(loop.camera, 0, STEP.pan)),
    ArrowDown: () => loop.move(panCamera(loop.camera, 0, -STEP.pan)),
    '+': () => act('in'),
    '=': () => act('in'),
    '-': () => act('out'),
    '0': () => act('all'),
  };
  return (event: KeyboardEvent): void => {
    const key = keys[event.key];
    if (!key || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    key();
  };
}
