import { checkInteger, type NextLogits, type Rng, type TokenId } from "../core";
import { checkTokens } from "./checkTokens";
import { sample } from "./sample";
import { acceptance, probsOf, residual } from "./acceptance";
import type { Transform } from "./types";

export interface SpeculateOptions {
  /** An integer >= 1, default 4: so many tokens the draft proposes before the target looks at them. */
  readonly numDraft?: number;
  /** An integer >= 0. */
  readonly maxNewTokens: number;
  /** Decoding ends before any of these; default none. */
  readonly stopTokens?: readonly TokenId[];
  /** Of both models' logits; default none. */
  readonly transform?: Transform;
  readonly rng: Rng;
}

export interface Speculation {
  /** The new ids, without the prompt and without the stop token that ended them. */
  readonly ids: TokenId[];
  /** How many tokens the draft proposed. */
  readonly numDrafted: number;
  /** How many of those the target accepted. */
  readonly numAccepted: number;
  /** How often the target was asked, a round being one pass of a model that scores several positions at once. */
  readonly numRounds: number;
}

/**
 * Sample from `target`, with a small model's help: `draft` proposes some tokens, the target looks at all of them in one round
 * and keeps as many as it can. Whatever the draft is, the text comes from the target's distribution; a good draft makes fewer
 * rounds.
 * @throws RangeError or TypeError for the options, when a model leaves no token to choose, or their vocabularies differ in size
 * Source: Leviathan et al. 2023, Fast inference from transformers via speculative decoding, arXiv:2211.17192, algorithm 1.
 */
export function speculate(
  target: NextLogits,
  draft: NextLogits,
  prompt: readonly TokenId[],
  { numDraft = 4, maxNewTokens, stopTokens = [], transform, rng }: SpeculateOptions,
): Speculation {
  checkInteger("numDraft", numDraft, 1);
  checkInteger("maxNewTokens", maxNewTokens, 0);
  checkTokens("stopTokens", stopTokens);
  const ids = [...prompt];
  let [numDrafted, numAccepted, numRounds] = [0, 0, 0];
  /** Whether decoding goes on. */
  const take = (id: TokenId) => {
    if (stopTokens.includes(id)) return false;
    return ids.push(id) < prompt.length + maxNewTokens;
  };
  let goesOn = maxNewTokens > 0;
  while (goesOn) {
    const proposed: { id: TokenId; probs: Float64Array }[] = [];
    const ahead = [...ids];
    const numMissing = prompt.length + maxNewTokens - ids.length;
    while (proposed.length < Math.min(numDraft, numMissing)) {
      const logits = logitsAfter(draft, ahead, transform);
      const id = sample(logits, rng);
      proposed.push({ id, probs: probsOf(logits) });
      if (stopTokens.includes(id)) break; // nothing comes behind it
      ahead.push(id);
    }
    numRounds++;
    numDrafted += proposed.length;
    // A model that scores many positions at once does what follows in one pass over `ahead`.
    let isAccepted = true;
    for (const { id, probs } of proposed) {
      const targetProbs = probsOf(logitsAfter(target, ids, transform));
      isAccepted = rng() < acceptance(targetProbs, probs, id);
      if (isAccepted) numAccepted++;
      goesOn = take(isAccepted ? id : draw(residual(targetProbs, probs), rng));
      if (!isAccepted || !goesOn) break;
    }
    // All were accepted: the same round has the target's own next token, too.
    if (isAccepted && goesOn) goesOn = take(sample(logitsAfter(target, ids, transform), rng));
  }
  return { ids: ids.slice(prompt.length), numDrafted, numAccepted, numRounds };
}

/** A copy of what a model says: the next call may change its own. */
function logitsAfter(model: NextLogits, ids: readonly TokenId[], transform: Transform | undefined): Float32Array {
  return transform?.(model(ids), ids) ?? model(ids).slice();
}

/** A token drawn from probabilities. */
function draw(probs: Float64Array, rng: Rng): TokenId {
  return sample(Float32Array.from(probs, Math.log), rng);
}
