// @ts-check
// What both sides do: the usual chain of a sampler, at GPT-2's vocabulary.
import { chain, keptIds, repetitionPenalty, temperature, topK, topP } from "kernel-utils/decode";

export const vocabSize = 50_257;
export const settings = { repetitionPenalty: 1.2, temperature: 0.8, topK: 50, topP: 0.9 };

export const transform = chain(
  repetitionPenalty(settings.repetitionPenalty),
  temperature(settings.temperature),
  topK(settings.topK),
  topP(settings.topP),
);

/**
 * What the chain came to: the ids it left, and their logits to three decimals.
 * @param {Float32Array} logits
 */
export function summary(logits) {
  const ids = keptIds(logits);
  return ids.map((id) => `${id}: ${/** @type {number} */ (logits[id]).toFixed(3)}`);
}
