/** `1,234`: the same on every machine, whatever its locale. Everything that people read writes numbers so; data does not. */
export function count(number: number): string {
  return String(Math.round(number)).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}
