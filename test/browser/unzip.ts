import { gunzipSync } from 'node:zlib';

/** The data that a page carries: base64 of gzipped JSON. */
export function unzip(encoded: string): unknown {
  return JSON.parse(gunzipSync(Buffer.from(encoded.trim(), 'base64')).toString('utf8'));
}
