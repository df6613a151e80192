/** The key of a `keyedHash`: 64 bits in two halves. */
export interface HashKey {
  readonly low: number;
  readonly high: number;
}

/**
 * HalfSipHash-2-4 (Aumasson and Bernstein) of the UTF-16 units' low bytes, 32 bits out. Keyed, so that a client cannot
 * compute a cookie that lands where it wants, and cheap enough for every request.
 */
export function keyedHash(text: string, { low, high }: HashKey): number {
  state.v0 = low;
  state.v1 = high;
  state.v2 = 0x6c796765 ^ low;
  state.v3 = 0x74656462 ^ high;
  const whole = text.length & ~3;
  for (let at = 0; at < whole; at += 4) absorb(wordAt(text, at, 4));
  absorb((text.length << 24) | wordAt(text, whole, text.length - whole));
  state.v2 ^= 0xff;
  for (let count = 0; count < 4; count++) round();
  return (state.v1 ^ state.v3) >>> 0;
}

/** Two halves of a key from the first 8 bytes of a secret. */
export function hashKeyOf(secret: Uint8Array): HashKey {
  const view = new DataView(secret.buffer, secret.byteOffset, secret.byteLength);
  return { low: view.getInt32(0, true), high: view.getInt32(4, true) };
}

/** Working registers. They hold nothing between two calls, and save an allocation for each. */
const state = { v0: 0, v1: 0, v2: 0, v3: 0 };

function wordAt(text: string, at: number, bytes: number): number {
  let word = 0;
  for (let index = 0; index < bytes; index++) word |= (text.charCodeAt(at + index) & 0xff) << (8 * index);
  return word;
}

function absorb(word: number): void {
  state.v3 ^= word;
  round();
  round();
  state.v0 ^= word;
}

function round(): void {
  state.v0 = (state.v0 + state.v1) | 0;
  state.v1 = rotate(state.v1, 5) ^ state.v0;
  state.v0 = rotate(state.v0, 16);
  state.v2 = (state.v2 + state.v3) | 0;
  state.v3 = rotate(state.v3, 8) ^ state.v2;
  state.v0 = (state.v0 + state.v3) | 0;
  state.v3 = rotate(state.v3, 7) ^ state.v0;
  state.v2 = (state.v2 + state.v1) | 0;
  state.v1 = rotate(state.v1, 13) ^ state.v2;
  state.v2 = rotate(state.v2, 16);
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
