/** Orders by several keys in turn, strings by code unit. */
export function compareBy<T>(
  ...keys: readonly ((item: T) => string | number)[]
): (left: T, right: T) => number {
  return (left, right) => {
    for (const key of keys) {
      const [a, b] = [key(left), key(right)];
      if (a !== b) return a < b ? -1 : 1;
    }
    return 0;
  };
}
