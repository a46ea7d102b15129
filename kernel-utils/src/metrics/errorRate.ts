import { checkPairs } from "./checks";
import { editDistance } from "./editDistance";

/**
 * How many words must be changed, inserted or deleted to make the references out of the hypotheses, for each word of the
 * references. Words are what white space separates. A rate, not a share: more than 1 where much has to be deleted.
 * @param hypotheses one text or many
 * @param references one for each
 * @throws RangeError when they aren't of one length, and when the references hold no word
 * Source: agrees with jiwer.wer.
 */
export function wordErrorRate(hypotheses: string | readonly string[], references: string | readonly string[]): number {
  return errorRate(hypotheses, references, (text) => text.split(/\s+/).filter((word) => word !== ""), "word");
}

/**
 * wordErrorRate with characters (code points, white space within the text too) for words: for Chinese, and for spelling.
 * @throws RangeError as wordErrorRate does
 * Source: agrees with jiwer.cer.
 */
export function charErrorRate(hypotheses: string | readonly string[], references: string | readonly string[]): number {
  return errorRate(hypotheses, references, (text) => [...text.trim()], "character");
}

function errorRate(
  hypotheses: string | readonly string[],
  references: string | readonly string[],
  split: (text: string) => string[],
  unit: string,
): number {
  const texts = typeof hypotheses === "string" ? [hypotheses] : hypotheses;
  const targets = typeof references === "string" ? [references] : references;
  checkPairs("hypotheses", texts, "references", targets);
  let numEdits = 0;
  let total = 0;
  for (const [i, text] of texts.entries()) {
    const target = split(targets[i]!);
    numEdits += editDistance(split(text), target);
    total += target.length;
  }
  if (total === 0)
    throw new RangeError(`references must hold a ${unit}, got none: a rate is of the references' length`);
  return numEdits / total;
}
