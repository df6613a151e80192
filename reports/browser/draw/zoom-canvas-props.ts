import type { ComponentChildren } from 'preact';
import type { Box, Camera, Size } from './camera.ts';

/** What a picture that can be moved and magnified is told, and tells. */
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
