/** A token's number: an index into its tokenizer's vocabulary, an integer in [0, vocabSize). */
export type TokenId = number;

/**
 * What every language model here is: the next token's logits after `ids`.
 * [any length] -> [vocabSize], finite or -Infinity. The array may be the model's own: read it before the next call.
 * Decoding passes one array of ids that it extends from call to call: a model that keeps it makes a copy.
 */
export type NextLogits = (ids: readonly TokenId[]) => Float32Array;

/** The next number of a random sequence, uniform in [0, 1). Seeded: see createRng. */
export type Rng = () => number;
