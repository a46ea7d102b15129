import { checkLogits } from "../core";

/**
 * What transforms change: logits, and the ids of those not yet ruled out. A chain has one, allocated at its first call and
 * used again for every token.
 *
 * The work is put off as long as it can be. A vocabulary is tens of thousands of tokens, and the usual chain cuts all but
 * some fifty of them: what a cut drops needs no division by the temperature, and costs the transforms behind it nothing.
 */
export class Candidates {
  /** [vocabSize]; -Infinity where ruled out */
  logits: Float32Array = new Float32Array(0);
  /** The first `size` are the ids not ruled out, ascending; once `isListed`. */
  readonly ids: Int32Array;
  size = 0;
  /** Whether the logits have been looked at: all are numbers below Infinity, `ids` has those above -Infinity. */
  isListed = false;
  /** What the logits are still to be divided by. */
  divisor = 1;
  #order: Int32Array | undefined;
  #probs: Float32Array | undefined;
  #keys: Float32Array | undefined;

  constructor(readonly vocabSize: number) {
    this.ids = new Int32Array(vocabSize);
  }

  /** Start with `logits`, copied to `out`. */
  load(logits: Float32Array, out: Float32Array): void {
    if (out !== logits) out.set(logits);
    this.logits = out;
    this.size = this.vocabSize;
    this.isListed = false;
    this.divisor = 1;
  }

  /**
   * Do what was put off.
   * @throws RangeError when a logit is NaN or +Infinity, or its quotient is
   */
  settle(): void {
    const { logits, ids, size, isListed, divisor } = this;
    if (isListed && divisor === 1) return;
    let num = 0;
    for (let i = 0; i < size; i++) {
      const id = isListed ? ids[i]! : i;
      const logit = logits[id]!;
      const quotient = Math.fround(logit / divisor);
      if (!(quotient < Infinity)) this.#refuse(id);
      logits[id] = quotient;
      ids[num] = id; // and stays, unless the token is ruled out
      if (quotient > -Infinity) num++;
    }
    this.size = num;
    this.isListed = true;
    this.divisor = 1;
  }

  #refuse(id: number): never {
    if (!(this.logits[id]! < Infinity)) checkLogits(this.logits); // says where
    throw new RangeError(
      `temperature must keep logits below 2^128, got ${this.divisor}; for greedy decoding use argmax`,
    );
  }

  /** Take the ids out of `ids` whose logits are -Infinity by now. */
  sweep(): void {
    const { ids, logits } = this;
    let num = 0;
    for (let i = 0; i < this.size; i++) {
      const id = ids[i]!;
      if (logits[id]! > -Infinity) ids[num++] = id;
    }
    this.size = num;
  }

  /** -Infinity for whatever isn't in `ids`. */
  ruleOutOthers(): void {
    const { logits, ids, size, keys } = this;
    for (let i = 0; i < size; i++) keys[i] = logits[ids[i]!]!;
    logits.fill(-Infinity);
    for (let i = 0; i < size; i++) logits[ids[i]!] = keys[i]!;
  }

  /** Room for a ranking of `ids`, [vocabSize]: any transform may use it, none finds in it what another left. */
  get order(): Int32Array {
    return (this.#order ??= new Int32Array(this.vocabSize));
  }

  /** Room for a probability an id, as `order` is. */
  get probs(): Float32Array {
    return (this.#probs ??= new Float32Array(this.vocabSize));
  }

  /** Room for what ids are ranked by, as `order` is. */
  get keys(): Float32Array {
    return (this.#keys ??= new Float32Array(this.vocabSize));
  }
}
