import { type Cut, sizesOfCut } from './scored-cut.ts';

/** Mono2Micro's band of a well-sized service, in modules. */
const band = { least: 5, most: 20 } as const;

/**
 * Non-extreme distribution (Mono2Micro, FSE 2021), 0 to 1; lower is better: the share of modules that are
 * not in a service of 5 to 20 modules.
 */
export function nonExtremeDistribution(cut: Cut): number {
  return shareOutside(cut, (size) => size >= band.least && size <= band.most);
}

/** The same with a band that fits any system: half to one and a half times the mean size. Lower is better. */
export function relativeDistribution(cut: Cut): number {
  const sizes = sizesOfCut(cut);
  const mean = sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, cut.count);
  return shareOutside(cut, (size) => size >= mean / 2 && size <= 1.5 * mean);
}

function shareOutside(cut: Cut, fits: (size: number) => boolean): number {
  let all = 0;
  let fitting = 0;
  for (const size of sizesOfCut(cut)) {
    all += size;
    if (fits(size)) fitting += size;
  }
  return all === 0 ? 1 : 1 - fitting / all;
}

/** Share of the modules in services that is in the largest, 0 to 1. */
export function largestShare(cut: Cut): number {
  const sizes = sizesOfCut(cut);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return all === 0 ? 0 : Math.max(...sizes) / all;
}

/** Services of a single module. */
export function singletons(cut: Cut): number {
  return sizesOfCut(cut).filter((size) => size === 1).length;
}
