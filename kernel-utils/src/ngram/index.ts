export { countNgrams } from "./countNgrams";
export { mle } from "./mle";
export { ngramModel } from "./ngramModel";
export { padSentence } from "./padSentence";
export type { ConditionalProbs, NgramCount, NgramCounts, NgramModel, Smoothing } from "./types";
