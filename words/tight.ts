import { count } from './count.ts';

/** A number for a narrow column: whole up to 999, then `1.2k`, `34k`, `1.5m`, always at most four characters up to 999 million. */
export function tight(number: number): string {
  if (Math.round(number) < 1000) return count(number);
  const [unit, sign] = number < 999_500 ? ([1000, 'k'] as const) : ([1_000_000, 'm'] as const);
  const share = number / unit;
  return `${share < 9.95 ? share.toFixed(1) : count(share)}${sign}`;
}
