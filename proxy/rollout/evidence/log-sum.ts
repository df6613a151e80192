/** Stands for the logarithm of zero; finite, so that it survives JSON. */
export const LOG_ZERO = -1e9;

/** ln(eᵃ + eᵇ) without overflow. */
export function logAdd(a: number, b: number): number {
  const high = Math.max(a, b);
  return high + Math.log1p(Math.exp(Math.min(a, b) - high));
}

/** The logarithm of the mean of numbers that are given by their logarithms. */
export function logMean(logs: readonly number[]): number {
  return logs.length === 0 ? LOG_ZERO : logs.reduce(logAdd) - Math.log(logs.length);
}
