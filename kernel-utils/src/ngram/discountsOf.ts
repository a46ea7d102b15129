/** For orders whose counts give none: KenLM's --discount_fallback. */
const fallback = Float64Array.of(0, 0.5, 1, 1.5);

/**
 * Modified Kneser-Ney's discounts for counts of 0, 1, 2, and 3 or more: [4], the j-th in [0, j], the first 0.
 * With n_j the number of n-grams whose count is j:
 *
 *     Y = n_1 / (n_1 + 2 n_2)
 *     D_j = j - (j + 1) · Y · n_{j+1} / n_j
 *
 * Small or artificial texts may lack a count below 4, or give a discount outside its range: .5, 1 and 1.5 stand in then.
 * Source: Chen and Goodman 1998, equation 26; KenLM's lm/builder/adjust_counts.cc.
 */
export function discountsOf(counts: Uint32Array): Float64Array {
  const numWith = [0, 0, 0, 0, 0];
  for (const count of counts) if (count < numWith.length) numWith[count]!++;
  const y = numWith[1]! / (numWith[1]! + 2 * numWith[2]!);
  const discounts = Float64Array.of(0, 1, 2, 3).map((j) =>
    j === 0 ? 0 : j - ((j + 1) * y * numWith[j + 1]!) / numWith[j]!,
  );
  // Written so that NaN, of 0 / 0, fails too.
  return discounts.every((discount, j) => discount >= 0 && discount <= j) && numWith[3]! > 0 ? discounts : fallback;
}
