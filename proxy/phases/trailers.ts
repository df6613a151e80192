const FORBIDDEN =
  /^(?:host|authorization|cookie|set-cookie|forwarded|via|te|trailer|upgrade|connection|expect|range|age|date|location|vary|warning|content-.*|transfer-.*|proxy-.*|x-(?:forwarded-.*|real-ip|request-id|http-method.*)|cache-control|max-forwards|if-.*|keep-alive|retry-after|www-authenticate)$/u;
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/u;
// oxlint-disable-next-line no-control-regex -- Control characters are what this looks for.
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/u;

/** Whether a trailer field may go on: announced in `Trailer`, well-formed, and none that steers a message. */
export function isForwardableTrailer(name: string, value: string, announced: string): boolean {
  const lower = name.toLowerCase();
  return (
    NAME.test(name) &&
    !CONTROL.test(value) &&
    !FORBIDDEN.test(lower) &&
    announced
      .toLowerCase()
      .split(',')
      .some((part) => part.trim() === lower)
  );
}
