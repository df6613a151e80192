/** Random numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Successes in `tries`: exact (waiting times between successes) while few are expected, else by the normal curve. */
export function binomial(random, tries, chance) {
  if (tries <= 0 || chance <= 0) return 0;
  if (chance >= 1) return tries;
  if (chance > 0.5) return tries - binomial(random, tries, 1 - chance);
  const expected = tries * chance;
  if (expected > 60) {
    const drawn = expected + gaussian(random) * Math.sqrt(expected * (1 - chance));
    return Math.min(tries, Math.max(0, Math.round(drawn)));
  }
  const log = Math.log1p(-chance);
  let successes = 0;
  for (let at = Math.floor(Math.log(1 - random()) / log); at < tries; successes++) {
    at += 1 + Math.floor(Math.log(1 - random()) / log);
  }
  return successes;
}

/** How many of `tries` fall to each of the shares. */
export function multinomial(random, tries, shares) {
  let [left, rest] = [tries, 1];
  return shares.map((share) => {
    if (left === 0 || share <= 0) return 0;
    const drawn = binomial(random, left, Math.min(1, share / rest));
    left -= drawn;
    rest = Math.max(1e-12, rest - share);
    return drawn;
  });
}

function gaussian(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
