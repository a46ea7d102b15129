import type { TokenId } from "../core";
import type { BeamOptions } from "./beamOptions";

/** A finished text of beam search. */
export interface Hypothesis {
  /** The new ids, without the stop token that ended them. */
  readonly ids: TokenId[];
  /** The stop token that ended them; none at maxNewTokens. */
  readonly stopToken?: TokenId;
  /** The log-probability of the new ids and the stop token, in nats; transformed. */
  readonly logProb: number;
  /** How many those are. */
  readonly length: number;
  /** logProb / length^lengthPenalty */
  readonly score: number;
  /** Its last token's index in the tree. */
  readonly node: number;
}

/** The best finished texts of a search, and whether it's time to end it. */
export class FinishedTexts {
  /** Best first. */
  readonly texts: Hypothesis[] = [];
  readonly #lengthPenalty: number;
  readonly #earlyStopping: boolean | "never";
  readonly #maxNewTokens: number;

  constructor(
    readonly capacity: number,
    { lengthPenalty = 1, earlyStopping = false, maxNewTokens }: BeamOptions,
  ) {
    this.#lengthPenalty = lengthPenalty;
    this.#earlyStopping = earlyStopping;
    this.#maxNewTokens = maxNewTokens;
  }

  add(text: Omit<Hypothesis, "score">): void {
    this.texts.push({ ...text, score: this.#score(text.logProb, text.length) });
    this.texts.sort((a, b) => b.score - a.score);
    if (this.texts.length > this.capacity) this.texts.pop();
  }

  /** Whether the search should end, given its best unfinished text. */
  cannotImprove(bestSum: number, length: number): boolean {
    if (this.texts.length < this.capacity) return false;
    if (this.#earlyStopping === true) return true;
    // Only a positive penalty makes longer texts better: then the best that may come is this one, grown at no cost.
    const longest = this.#earlyStopping === "never" && this.#lengthPenalty > 0 ? this.#maxNewTokens : length;
    return !(this.#score(bestSum, longest) > this.texts.at(-1)!.score);
  }

  #score(logProb: number, length: number): number {
    return logProb / length ** this.#lengthPenalty;
  }
}
