import { checkNumber } from "../core";
import { inPlace, type Change } from "./inPlace";
import type { Transform } from "./types";

/**
 * Make every token less likely that came before, prompt included, once however often it came: a positive logit is divided
 * by `penalty`, a negative one multiplied. Ids outside the vocabulary can't be chosen anyway and are passed over.
 * logits [vocabSize] -> [vocabSize]
 * @param penalty > 0, finite: 1 changes nothing, above 1 discourages what came before, below 1 encourages it
 * @throws RangeError outside; by the transform, too, when a logit becomes too large for a 32-bit float
 * Source: Keskar et al. 2019, arXiv:1909.05858; agrees with HF RepetitionPenaltyLogitsProcessor.
 */
export function repetitionPenalty(penalty: number): Transform {
  checkNumber("repetitionPenalty", penalty);
  if (!(penalty > 0 && penalty < Infinity)) {
    throw new RangeError(`repetitionPenalty must be > 0 and finite, got ${penalty}; 1 is no penalty, 1.2 a usual one`);
  }
  // Which call an id was last penalised in: no set of ids to make or to clear.
  let lastCall = new Uint32Array(0);
  let call = 0;
  const penalise: Change = ({ logits, vocabSize }, ids) => {
    if (lastCall.length !== vocabSize) lastCall = new Uint32Array(vocabSize);
    call++;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      if (!(id >= 0 && id < vocabSize) || lastCall[id] === call) continue;
      lastCall[id] = call;
      const logit = logits[id]!;
      const changed = Math.fround(logit < 0 ? logit * penalty : logit / penalty);
      if (changed === Infinity && logit < Infinity) {
        throw new RangeError(`repetitionPenalty must keep logits below 2^128, got ${penalty}: choose one nearer to 1`);
      }
      logits[id] = changed;
    }
  };
  return inPlace(
    (candidates, ids) => {
      if (candidates.divisor !== 1) candidates.settle();
      penalise(candidates, ids);
    },
    { isLazy: true },
  );
}
