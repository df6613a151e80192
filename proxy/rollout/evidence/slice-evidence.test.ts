import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestNull } from './nearest-null.ts';
import { type Bound, sliceEvidence, type Slice } from './slice-evidence.ts';

const chance = fc.double({ min: 0.001, max: 0.95, noNaN: true });
const size = fc.integer({ min: 1, max: 12 });

/** The chance of so many events. */
function binomial(events: number, requests: number, each: number): number {
  let ways = 1;
  for (let turn = 0; turn < events; turn++) ways = (ways * (requests - turn)) / (turn + 1);
  return ways * each ** events * (1 - each) ** (requests - events);
}

/** The mean of the evidence over everything that can happen. */
function meanOf(
  sizes: { service: number; monolith: number },
  truth: { service: number; monolith: number },
  evidence: (slice: Slice) => number,
): number {
  let mean = 0;
  for (let ours = 0; ours <= sizes.service; ours++) {
    for (let theirs = 0; theirs <= sizes.monolith; theirs++) {
      const slice = {
        service: { events: ours, requests: sizes.service },
        monolith: { events: theirs, requests: sizes.monolith },
      };
      const likely =
        binomial(ours, sizes.service, truth.service) * binomial(theirs, sizes.monolith, truth.monolith);
      mean += likely * Math.exp(evidence(slice));
    }
  }
  return mean;
}

const margin = fc.double({ min: 0, max: 0.3, noNaN: true });
const sizes = fc.record({ service: size, monolith: size });

test('evidence that a service is beyond its bound means nothing in the mean while it is within, whatever the truth', () => {
  fc.assert(
    fc.property(fc.record({ a: chance, b: chance, c: chance, margin, sizes }), (drawn) => {
      const { a, b, c, sizes: asked } = drawn;
      fc.pre(c + drawn.margin < 0.95);
      const truth = { monolith: a, service: Math.min(b, a + drawn.margin, 0.999) };
      const supposed = { monolith: c, service: c + drawn.margin + 0.4 * (1 - c - drawn.margin) };
      const bound: Bound = { kind: 'beside', margin: drawn.margin };
      const mean = meanOf(asked, truth, (slice) => sliceEvidence(slice, supposed, bound));
      expect(mean).toBeLessThanOrEqual(1 + 1e-6);
    }),
  );
});

test('evidence that it is within means nothing in the mean while it is beyond', () => {
  fc.assert(
    fc.property(fc.record({ a: chance, b: chance, c: chance, margin, sizes }), (drawn) => {
      const { a, b, c, sizes: asked } = drawn;
      fc.pre(a + drawn.margin < 0.95 && c + drawn.margin < 0.95);
      const truth = { monolith: a, service: Math.max(b, a + drawn.margin) };
      const supposed = { monolith: c, service: (c + drawn.margin) * 0.4 };
      const bound: Bound = { kind: 'beside', margin: drawn.margin };
      const mean = meanOf(asked, truth, (slice) => sliceEvidence(slice, supposed, bound));
      expect(mean).toBeLessThanOrEqual(1 + 1e-6);
    }),
  );
});

test('the same for a bound that is a number', () => {
  fc.assert(
    fc.property(chance, chance, size, (ceiling, part, service) => {
      const bound: Bound = { kind: 'fixed', ceiling };
      const evidence =
        (supposed: number) =>
        (slice: Slice): number =>
          sliceEvidence(slice, { monolith: 0.5, service: supposed }, bound);
      const asked = { service, monolith: 0 };
      const within = { monolith: 0.5, service: ceiling * part };
      const beyond = { monolith: 0.5, service: ceiling + (1 - ceiling) * part };
      expect(meanOf(asked, within, evidence((ceiling + 1) / 2))).toBeLessThanOrEqual(1 + 1e-9);
      expect(meanOf(asked, beyond, evidence(ceiling / 2))).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});

test('no point of the line is nearer than the one that is found', () => {
  fc.assert(
    fc.property(fc.record({ a: chance, b: chance, margin, sizes, other: chance }), (drawn) => {
      const { a, b, other, sizes: asked } = drawn;
      const far = (point: number): number =>
        asked.monolith * distance(a, point) + asked.service * distance(b, point + drawn.margin);
      const found = nearestNull({ monolith: a, service: b }, asked, drawn.margin);
      expect(found.service).toBeCloseTo(found.monolith + drawn.margin, 9);
      const rival = other * (1 - drawn.margin) * 0.999 + 1e-6;
      fc.pre(rival + drawn.margin < 1);
      expect(far(found.monolith)).toBeLessThanOrEqual(far(rival) + 1e-6);
    }),
  );
});

function distance(p: number, q: number): number {
  return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
}
