/** How much of what was predicted is right, and how much of what is right was predicted. */
export interface PrecisionRecall {
  /** In [0, 1]: right ones among those predicted; 0 when none was. */
  readonly precision: number;
  /** In [0, 1]: right ones among those expected; 0 when none was. */
  readonly recall: number;
  /** Their harmonic mean; 0 when both are 0. */
  readonly f1: number;
}

export function precisionRecall(numRight: number, numPredicted: number, numExpected: number): PrecisionRecall {
  const precision = numPredicted === 0 ? 0 : numRight / numPredicted;
  const recall = numExpected === 0 ? 0 : numRight / numExpected;
  const sum = precision + recall;
  return { precision, recall, f1: sum === 0 ? 0 : (2 * precision * recall) / sum };
}
