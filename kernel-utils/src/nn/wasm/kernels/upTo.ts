export const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Where fours begin that are all of `width` numbers, at least 4: the last may overlap with the one before. */
export const foursOf = (width: number) => upTo(Math.ceil(width / 4)).map((i) => Math.min(4 * i, width - 4));
