/** Mono2Micro's band of a well-sized service, in modules. */
const band = { least: 5, most: 20 } as const;

/**
 * Non-extreme distribution (Mono2Micro, FSE 2021), 0 to 1; lower is better: the share of modules that are
 * not in a service of 5 to 20 modules.
 */
export function nonExtremeDistribution(sizes: ArrayLike<number>): number {
  return shareOutside(sizes, (size) => size >= band.least && size <= band.most);
}

/** The same with a band that fits any system: half to one and a half times the mean size. Lower is better. */
export function relativeDistribution(sizes: ArrayLike<number>): number {
  const mean = sum(sizes) / Math.max(1, sizes.length);
  return shareOutside(sizes, (size) => size >= mean / 2 && size <= 1.5 * mean);
}

function shareOutside(sizes: ArrayLike<number>, fits: (size: number) => boolean): number {
  let all = 0;
  let fitting = 0;
  for (const size of Array.from(sizes)) {
    all += size;
    if (fits(size)) fitting += size;
  }
  return all === 0 ? 1 : 1 - fitting / all;
}

/** Share of the modules in services that is in the largest, 0 to 1. */
export function largestShare(sizes: ArrayLike<number>): number {
  const all = sum(sizes);
  return all === 0 ? 0 : Math.max(...Array.from(sizes)) / all;
}

/** Services of a single module. */
export function singletons(sizes: ArrayLike<number>): number {
  return Array.from(sizes).filter((size) => size === 1).length;
}

function sum(sizes: ArrayLike<number>): number {
  return Array.from(sizes).reduce((total, size) => total + size, 0);
}
