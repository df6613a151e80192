import type { Camera, Size } from '../../draw/camera.ts';
import type { Palette } from '../../draw/palette.ts';

export interface MapLook {
  readonly palette: Palette;
  readonly colorOf: (service: string) => number;
  /** The service whose callers and callees stand out. */
  readonly focus: string | undefined;
  readonly module: string | undefined;
  readonly showModules: boolean;
  readonly showDependencies: boolean;
}

export interface MapScene extends MapLook {
  readonly context: CanvasRenderingContext2D;
  readonly camera: Camera;
  readonly size: Size;
  readonly neighbours: ReadonlySet<string>;
}

export function toScreen({ camera }: MapScene, x: number, y: number): readonly [number, number] {
  return [(x - camera.x) * camera.scale, (y - camera.y) * camera.scale];
}

export function isDimmed(service: string, { focus, neighbours }: MapScene): boolean {
  return focus !== undefined && !neighbours.has(service);
}
