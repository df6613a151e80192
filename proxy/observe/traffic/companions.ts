/** Two calls of one client belong together when no more time lies between them. */
const WITHIN_MS = 5000;
const MOST_CLIENTS = 4096;
const REMEMBERED = 6;
const MOST_PAIRS = 20_000;

/** Serial numbers are below it, so that two of them make one number that is exact. */
const SERIALS = 2 ** 26;

interface Recent<Item> {
  readonly items: Item[];
  readonly times: number[];
}

/**
 * Which things are asked for together: by the same client, shortly after one another. Bounded: a few recent ones of some
 * thousand clients, and the most frequent pairs (rare ones are forgotten when there are too many: lossy counting). A client
 * is a number that is forgotten with it.
 */
export class Companions<Item extends { readonly serial: number }> {
  /** Those met lately, and those met before them: when half of the clients are new, the older half is forgotten. */
  #clients = new Map<number, Recent<Item>>();
  #earlier = new Map<number, Recent<Item>>();
  #pairs = new Map<number, { readonly a: Item; readonly b: Item; times: number }>();

  /** `now`: milliseconds that do not go back by much. */
  saw(client: number, item: Item, now: number): void {
    const recent = this.#recentOf(client);
    const { items, times } = recent;
    for (let at = items.length - 1; at >= 0; at--) {
      const other = items[at] as Item;
      if (Math.abs(now - (times[at] as number)) <= WITHIN_MS && other !== item) this.#count(other, item, 1);
    }
    const known = items.indexOf(item);
    if (known >= 0) {
      times[known] = now;
      return;
    }
    items.push(item);
    times.push(now);
    if (items.length > REMEMBERED) {
      items.shift();
      times.shift();
    }
  }

  add(one: Item, other: Item, times: number): void {
    if (one !== other) this.#count(one, other, times);
  }

  *pairs(): Generator<{ readonly a: Item; readonly b: Item; readonly times: number }> {
    yield* this.#pairs.values();
  }

  #count(one: Item, other: Item, times: number): void {
    const [a, b] = one.serial < other.serial ? [one, other] : [other, one];
    const key = (a.serial % SERIALS) * SERIALS + (b.serial % SERIALS);
    const known = this.#pairs.get(key);
    if (known) known.times += times;
    else this.#pairs.set(key, { a, b, times });
    if (this.#pairs.size > MOST_PAIRS) this.#forgetRare();
  }

  /** Drops as many of the rarest as halves the list. */
  #forgetRare(): void {
    const kept = [...this.#pairs].sort(([, x], [, y]) => y.times - x.times).slice(0, MOST_PAIRS / 2);
    this.#pairs = new Map(kept);
  }

  #recentOf(client: number): Recent<Item> {
    const known = this.#clients.get(client);
    if (known) return known;
    const recent = this.#earlier.get(client) ?? { items: [], times: [] };
    if (this.#clients.size >= MOST_CLIENTS / 2) {
      this.#earlier = this.#clients;
      this.#clients = new Map();
    }
    this.#clients.set(client, recent);
    return recent;
  }
}
