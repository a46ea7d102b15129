import { describeValue, type TokenId } from "../core";

/** @throws RangeError with the first id that is no integer in [0, vocabSize), and its place */
export function checkIds(ids: ArrayLike<TokenId>, vocabSize: number, name = "ids"): void {
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    if (Number.isInteger(id) && id >= 0 && id < vocabSize) continue;
    throw new RangeError(
      `${name}[${i}] must be an id in [0, ${vocabSize}), got ${describeValue(id)}: encode with the vocabulary that vocabSize is of`,
    );
  }
}
