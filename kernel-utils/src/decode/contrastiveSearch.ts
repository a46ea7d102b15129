import { checkInteger, checkNumber, softmax, type TokenId } from "../core";
import { checkTokens } from "./checkTokens";

/** What a model says after `ids`, and what it then has in mind: the last layer's state at the last of them. */
export type NextState = (ids: readonly TokenId[]) => {
  /** [vocabSize] */
  readonly logits: Float32Array;
  /** [hiddenSize] */
  readonly hidden: Float32Array;
};

export interface ContrastiveOptions {
  /** An integer >= 1: so many of the likeliest tokens are looked at. */
  readonly topK: number;
  /** In [0, 1]: 0 is greedy, higher avoids what resembles the text so far; 0.6 is a usual one. */
  readonly penaltyAlpha: number;
  /** An integer >= 0. */
  readonly maxNewTokens: number;
  /** Decoding ends before any of these; default none. */
  readonly stopTokens?: readonly TokenId[];
}

/**
 * Continue `prompt` with the token, among the topK likeliest, that has the highest
 * (1 - penaltyAlpha) p(token) - penaltyAlpha max cos(its state, a state before): likely, and yet saying something new.
 * Returns the new ids, without the prompt and without the stop token that ended them. No chance is involved.
 * @throws RangeError or TypeError for the options and for an empty prompt
 * Source: Su et al. 2022, A contrastive framework for neural text generation, arXiv:2202.06417; agrees with HF transformers 4.
 */
export function contrastiveSearch(
  nextState: NextState,
  prompt: readonly TokenId[],
  { topK, penaltyAlpha, maxNewTokens, stopTokens = [] }: ContrastiveOptions,
): TokenId[] {
  checkInteger("topK", topK, 1);
  checkNumber("penaltyAlpha", penaltyAlpha);
  if (!(penaltyAlpha >= 0 && penaltyAlpha <= 1)) {
    throw new RangeError(`penaltyAlpha must be in [0, 1], got ${penaltyAlpha}: 0 is greedy, 0.6 a usual one`);
  }
  checkInteger("maxNewTokens", maxNewTokens, 0);
  checkTokens("stopTokens", stopTokens);
  if (prompt.length === 0) throw new RangeError("prompt must not be empty, got []: there's no state to compare with");
  const ids = [...prompt];
  const states = prompt.map((_, i) => copyOf(nextState(prompt.slice(0, i + 1))));
  let { logits } = states.at(-1)!;
  while (ids.length < prompt.length + maxNewTokens) {
    const probs = softmax(logits);
    let best: { id: TokenId; score: number; state: State } | undefined;
    for (const id of likeliest(probs, topK)) {
      const state = copyOf(nextState([...ids, id]));
      const resemblance = Math.max(...states.map((before) => cosine(before, state)));
      const score = (1 - penaltyAlpha) * probs[id]! - penaltyAlpha * resemblance;
      if (best === undefined || score > best.score) best = { id, score, state };
    }
    if (stopTokens.includes(best!.id)) break;
    ids.push(best!.id);
    states.push(best!.state);
    logits = best!.state.logits;
  }
  return ids.slice(prompt.length);
}

type State = ReturnType<NextState>;

/** The next call may change the model's own arrays. */
const copyOf = ({ logits, hidden }: State): State => ({ logits: logits.slice(), hidden: hidden.slice() });

/** The ids of the k largest, largest first; of equal ones, the lower id first. */
function likeliest(probs: Float32Array, k: number): TokenId[] {
  const ids: TokenId[] = [];
  for (const [id, prob] of probs.entries()) {
    if (prob === 0 || (ids.length === k && !(prob > probs[ids.at(-1)!]!))) continue;
    if (ids.length === k) ids.pop();
    const place = ids.findIndex((other) => probs[other]! < prob);
    ids.splice(place === -1 ? ids.length : place, 0, id);
  }
  return ids;
}

function cosine({ hidden: a }: State, { hidden: b }: State): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    aa += a[i]! * a[i]!;
    bb += b[i]! * b[i]!;
  }
  return dot / Math.sqrt(aa * bb);
}
