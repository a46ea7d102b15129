import { checkNumber } from "../core";
import { checkArray } from "./checks";

/**
 * How many equally likely tokens the model hesitates between, on average: exp of the mean of -log p.
 * @param logProbs [numTokens], the log-probability that the model gave each token of a text, in nats, at most 0
 * Returns at least 1; Infinity when the model ruled a token out.
 * @throws RangeError when empty, NaN or above 0
 */
export function perplexity(logProbs: ArrayLike<number>): number {
  return Math.exp(costOf(logProbs) / logProbs.length);
}

/**
 * What a character of the text costs the model, in bits. Unlike perplexity it compares models with different tokens.
 * @param logProbs [numTokens], as perplexity has them
 * @param numCharacters > 0, of the whole text
 * @throws RangeError as perplexity does, and for numCharacters
 */
export function bitsPerCharacter(logProbs: ArrayLike<number>, numCharacters: number): number {
  checkNumber("numCharacters", numCharacters);
  if (!(numCharacters > 0 && numCharacters < Infinity)) {
    throw new RangeError(
      `numCharacters must be > 0 and finite, got ${numCharacters}: count the text's, [...text].length`,
    );
  }
  return costOf(logProbs) / Math.LN2 / numCharacters;
}

/** The sum of -log p. */
function costOf(logProbs: ArrayLike<number>): number {
  checkArray("logProbs", logProbs);
  if (logProbs.length === 0) throw new RangeError("logProbs must not be empty, got []: no token was predicted");
  let cost = 0;
  for (let i = 0; i < logProbs.length; i++) {
    const logProb = logProbs[i]!;
    if (!(logProb <= 0)) {
      throw new RangeError(`logProbs must be at most 0, got ${logProb} at index ${i}: take Math.log of probabilities`);
    }
    cost -= logProb;
  }
  return cost;
}
