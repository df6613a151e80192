/** The value of a cookie in a Cookie field (RFC 6265 §4.2.1): the first of that name, as servers read it. */
export function cookieValue(field: string, name: string): string | undefined {
  const wanted = `${name}=`;
  for (let at = field.indexOf(wanted); at >= 0; at = field.indexOf(wanted, at + 1)) {
    if (!startsPair(field, at)) continue;
    const end = field.indexOf(';', at);
    return field.slice(at + wanted.length, end < 0 ? field.length : end).trim();
  }
  return undefined;
}

function startsPair(field: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (field[before] === ' ' || field[before] === '\t')) before--;
  return before < 0 || field[before] === ';';
}
