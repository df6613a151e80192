import { count } from './count.ts';

/** `1 file`, `1,234 files`. */
export function plural(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}
