// @ts-check

/**
 * Bodies of functions that give a number, and a cell that leaves one in `outcome`; `numbers` has 100,000 small integers,
 * `words` as many strings of 5,000.
 */
export const loops = {
  "while with an empty body": "let i = 0; while (i < 1e7) { i++; } return i;",
  "for that sums": "let sum = 0; for (let i = 0; i < 1e7; i++) sum += i & 3; return sum;",
  "for that sums, at a cell's top level":
    "let total = 0; for (let i = 0; i < 1e6; i++) total += i & 3; globalThis.outcome = total;",
  "loops of three turns":
    "let sum = 0; for (let i = 0; i < 1e6; i++) for (let j = 0; j < 3; j++) sum += i ^ j; return sum;",
  "for of that sums": "let sum = 0; for (const x of numbers) sum += x; return sum;",
  "product of matrices": `const n = 128; const c = new Float64Array(n * n);
for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += numbers[i * n + k] * numbers[k * n + j];
  c[i * n + j] = sum;
}
return c[n + 1];`,
  "words counted in a Map":
    "const counts = new Map(); for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1); return counts.size;",
};
