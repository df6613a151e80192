/** The path of a request target or an address, without query and fragment; `undefined` where there is none. */
export function pathOf(target: string): string | undefined {
  const path = /^(?:[a-z]+:\/\/[^/?#]*)?(\/[^?#]*)/iu.exec(target)?.[1];
  return path !== undefined && path.length <= 4096 ? path : undefined;
}
