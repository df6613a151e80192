import picocolors from 'picocolors';

/** The few styles that output uses; colour never carries meaning alone. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly accent: (text: string) => string;
  readonly warn: (text: string) => string;
}

export function createPalette(color: boolean): Palette {
  const { bold, dim, cyan, yellow } = picocolors.createColors(color);
  return { bold, dim, accent: cyan, warn: yellow };
}
