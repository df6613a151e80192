/** `1,234`: the same on every machine, whatever its locale. */
export function count(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+(?!\d))/gu, ',');
}

/** `1 file`, `1,234 files`. */
export function plural(number: number, noun: string, many = `${noun}s`): string {
  return `${count(number)} ${number === 1 ? noun : many}`;
}

/** `34 %`; never 0 or 100 where it is not quite. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return '< 1 %';
  if (rounded === 100 && share < 1) return '> 99 %';
  return `${rounded} %`;
}
