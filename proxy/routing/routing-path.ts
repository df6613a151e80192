/**
 * What a path means by RFC 3986 §6.2.2: unreserved characters decoded, dot segments removed. Routes are chosen by this
 * form; the raw bytes are what is forwarded, and the upstream's own reading of them arrives at the same form.
 */
export function routingPath(path: string): string {
  return SIMPLE.test(path) ? path : removeDotSegments(decodeUnreserved(path));
}

/** Nothing in it could be read in two ways. */
export function isPlainPath(path: string): boolean {
  return SIMPLE.test(path);
}

/**
 * The other readings that servers are known to give a path: `%2F` decoded, slashes merged, parameters cut off, `\` as
 * `/`, decoded twice, cut at NUL. Where one of them leads to another owner the request is refused.
 */
export function otherReadings(path: string): string[] {
  const decoded = decodeUnreserved(path);
  const readings = [
    decoded.replaceAll(/%2f/giu, '/'),
    decoded.replaceAll(/\/{2,}/gu, '/'),
    decoded.replaceAll(/;[^/]*/gu, ''),
    decoded.replaceAll(/\\|%5c/giu, '/'),
    decodeUnreserved(decoded.replaceAll('%25', '%')),
    decoded.replace(/%00.*$/su, ''),
  ];
  return readings.filter((reading) => reading !== decoded).map(removeDotSegments);
}

const SIMPLE = /^\/(?!\/)(?:[\w~!$&'()*+,=:@-]|\.(?!\.?(?:\/|$))|\/(?!\/|\.{1,2}(?:\/|$)))*$/u;
const UNRESERVED = /[A-Za-z0-9._~-]/u;

function decodeUnreserved(path: string): string {
  return path.replaceAll(/%([\da-f]{2})/giu, (encoded, digits: string) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16));
    return UNRESERVED.test(character) ? character : encoded.toUpperCase();
  });
}

function removeDotSegments(path: string): string {
  if (!path.includes('/.')) return path.startsWith('/') ? path : `/${path}`;
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    if (segment !== '.' && segment !== '..') {
      kept.push(segment);
      continue;
    }
    if (segment === '..') kept.pop();
    if (index === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}
