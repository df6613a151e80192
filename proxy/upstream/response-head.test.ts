import { expect, test } from 'vitest';
import { parseResponseHead, type ResponseHead } from './response-head.ts';

const head = (text: string, bodiless = false): ResponseHead | string =>
  parseResponseHead(text.replaceAll('\n', '\r\n'), bodiless);
const good = (text: string, bodiless = false): ResponseHead => {
  const parsed = head(text, bodiless);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
};

test('keeps order, case and duplicates, and takes out what is of the hop', () => {
  const parsed = good(
    'HTTP/1.1 200 OK\nSet-Cookie: a=1\nX-b:  c \nset-cookie: b=2\nConnection: X-Gone, keep-alive\nx-gone: 1\nKeep-Alive: timeout=7\nUpgrade: h2c\nTransfer-Encoding: Chunked',
  );
  expect(parsed.fields).toEqual(['Set-Cookie', 'a=1', 'X-b', 'c', 'set-cookie', 'b=2']);
  expect(parsed).toMatchObject({
    status: 200,
    reason: 'OK',
    framing: 'chunked',
    keepAlive: true,
    keepAliveSeconds: 7,
  });
});

test.each([
  ['no version', 'SSH-2.0-x'],
  ['another version', 'HTTP/2.0 200 OK'],
  ['a status of letters', 'HTTP/1.1 abc OK'],
  ['a status below 100', 'HTTP/1.1 099 Odd'],
  ['four digits', 'HTTP/1.1 2000 OK'],
  ['a folded line', 'HTTP/1.1 200 OK\nA: b\n c'],
  ['a space before the colon', 'HTTP/1.1 200 OK\nA : b'],
  ['no colon', 'HTTP/1.1 200 OK\nA'],
  ['no name', 'HTTP/1.1 200 OK\n: b'],
  ['NUL', 'HTTP/1.1 200 OK\nA: b\0c'],
  ['two lengths', 'HTTP/1.1 200 OK\nContent-Length: 3\nContent-Length: 3'],
  ['a length that is none', 'HTTP/1.1 200 OK\nContent-Length: +5'],
  ['a length beside a coding', 'HTTP/1.1 200 OK\nContent-Length: 3\nTransfer-Encoding: chunked'],
  ['an unknown coding', 'HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked'],
  ['a coding of HTTP/1.0', 'HTTP/1.0 200 OK\nTransfer-Encoding: chunked'],
])('refuses %s', (_, text) => {
  expect(head(text)).toBeTypeOf('string');
});

test('refuses a bare CR and a bare LF', () => {
  expect(parseResponseHead('HTTP/1.1 200 OK\r\nA: b\rSet-Cookie: x', false)).toBe('control character');
  expect(parseResponseHead('HTTP/1.1 200 OK\nA: b', false)).toBe('control character');
});

test('reads the end of the body as RFC 9112 §6.3 says', () => {
  expect(good('HTTP/1.1 200 OK\nContent-Length: 5')).toMatchObject({ framing: 'length', length: 5 });
  expect(good('HTTP/1.1 200 OK\nContent-Length: 5', true)).toMatchObject({
    framing: 'none',
    fields: ['Content-Length', '5'],
  });
  expect(good('HTTP/1.1 204 No Content\nContent-Length: 5')).toMatchObject({ framing: 'none', fields: [] });
  expect(good('HTTP/1.1 304 Not Modified\nTransfer-Encoding: chunked')).toMatchObject({
    framing: 'none',
    fields: [],
  });
  expect(good('HTTP/1.1 200 OK')).toMatchObject({ framing: 'close', keepAlive: false });
  expect(good('HTTP/1.0 200 OK\nContent-Length: 5').keepAlive).toBe(false);
  expect(good('HTTP/1.1 200 OK\nContent-Length: 5\nConnection: Close').keepAlive).toBe(false);
});
