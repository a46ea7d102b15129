// A Map from pairs of ids to integers without an object or a string a pair: a hash table in one typed array.

const none = -1;

/** From (a, b), integers in [0, 2^31), to an integer >= 0. */
export class PairTable {
  #size = 0;
  #mask: number;
  /** a, b and value of each slot: [capacity, 3]; a is -1 where the slot is free. */
  #slots: Int32Array;

  /** @param expected about how many pairs it will hold */
  constructor(expected = 16) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(expected, 8) * 2));
    this.#mask = capacity - 1;
    this.#slots = new Int32Array(3 * capacity).fill(none);
  }

  /** The value of (a, b), or -1. */
  get(a: number, b: number): number {
    return this.#slots[this.#find(a, b) + 2]!;
  }

  set(a: number, b: number, value: number): void {
    const slot = this.#find(a, b);
    if (this.#slots[slot] === none && ++this.#size * 2 > this.#mask) {
      this.#grow();
      this.set(a, b, value);
      return;
    }
    this.#slots[slot] = a;
    this.#slots[slot + 1] = b;
    this.#slots[slot + 2] = value;
  }

  /** Where (a, b) stands, or the free slot where it belongs: the next free one after its hash. */
  #find(a: number, b: number): number {
    const slots = this.#slots;
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let i = hash & this.#mask; ; i = (i + 1) & this.#mask) {
      const slot = 3 * i;
      if (slots[slot] === none || (slots[slot] === a && slots[slot + 1] === b)) return slot;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#mask = 2 * this.#mask + 1;
    this.#slots = new Int32Array(2 * old.length).fill(none);
    this.#size = 0;
    for (let slot = 0; slot < old.length; slot += 3) {
      if (old[slot] !== none) this.set(old[slot]!, old[slot + 1]!, old[slot + 2]!);
    }
  }
}
