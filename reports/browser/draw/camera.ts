/** World coordinates to screen: `screen = (world − (x, y)) × scale`. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const SCALE = { least: 0.02, most: 24 };

/** The whole of a box in the middle of the screen. */
export function fitCamera(box: Box, { width, height }: Size, margin = 24): Camera {
  const across = Math.max(1, box.right - box.left);
  const down = Math.max(1, box.bottom - box.top);
  const scale = clampScale(Math.min((width - 2 * margin) / across, (height - 2 * margin) / down));
  return {
    x: (box.left + box.right) / 2 - width / 2 / scale,
    y: (box.top + box.bottom) / 2 - height / 2 / scale,
    scale,
  };
}

/** Zooms about a point of the screen, which stays where it is. */
export function zoomCamera(
  camera: Camera,
  factor: number,
  at: { readonly x: number; readonly y: number },
): Camera {
  const scale = clampScale(camera.scale * factor);
  return {
    x: camera.x + at.x / camera.scale - at.x / scale,
    y: camera.y + at.y / camera.scale - at.y / scale,
    scale,
  };
}

export function panCamera(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale };
}

function clampScale(scale: number): number {
  return Math.min(SCALE.most, Math.max(SCALE.least, scale));
}
