import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameBoundary } from './frame-boundary.ts';

interface Frame {
  readonly length: number;
  readonly masked: boolean;
  readonly wide: boolean;
}

/** A frame of so many bytes; `wide` writes the length in eight bytes, as a sender may not but could. */
function encode({ length, masked, wide }: Frame): Buffer {
  const mask = masked ? 128 : 0;
  const long = Buffer.alloc(8);
  long.writeBigUInt64BE(BigInt(length));
  const head =
    wide || length > 65_535
      ? [0x82, mask | 127, ...long]
      : length > 125
        ? [0x82, mask | 126, length >> 8, length & 255]
        : [0x82, mask | length];
  return Buffer.concat([Buffer.from(head), Buffer.alloc((masked ? 4 : 0) + length, 0x88)]);
}

test('knows after every byte whether a frame is under way, however the bytes are cut', () => {
  const frame = fc.record({
    length: fc.oneof(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 65_500, max: 65_600 })),
    masked: fc.boolean(),
    wide: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 6 }),
      fc.array(fc.nat(70_000), { maxLength: 20 }),
      (frames, cuts) => {
        const encoded = frames.map(encode);
        const whole = Buffer.concat(encoded);
        const ends = new Set([0]);
        let end = 0;
        for (const { length } of encoded) ends.add((end += length));
        const boundary = new FrameBoundary();
        const places = [...new Set(cuts.map((cut) => Math.min(cut, whole.length))), whole.length].toSorted(
          (a, b) => a - b,
        );
        let at = 0;
        for (const place of places) {
          boundary.take(whole.subarray(at, place));
          at = place;
          expect(boundary.atBoundary).toBe(ends.has(place));
        }
      },
    ),
  );
});
