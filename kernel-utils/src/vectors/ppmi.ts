import type { SparseMatrix } from "./SparseMatrix";

/**
 * Positive pointwise mutual information: by how many bits two words meet more often than chance would have it,
 * max(0, log2(P(a, b) / (P(a) · P(b)))).
 * @param counts how often row and column meet
 * @param options.power a column's probability is taken to this power, in (0, 1], by default 1; .75 keeps rare words from
 *   looking more telling than they are
 * @throws RangeError for another power, and for counts without any entry
 * Source: Church and Hanks 1990; the power: Levy, Goldberg and Dagan 2015, "Improving distributional similarity".
 */
export function ppmi(counts: SparseMatrix, { power = 1 }: { readonly power?: number } = {}): SparseMatrix {
  if (!(power > 0 && power <= 1)) throw new RangeError(`power must be in (0, 1], got ${power}`);
  const { numRows, numColumns, starts, columns, values } = counts;
  const rowSums = new Float64Array(numRows);
  const columnSums = new Float64Array(numColumns);
  for (let row = 0; row < numRows; row++) {
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
      rowSums[row]! += values[entry]!;
      columnSums[columns[entry]!]! += values[entry]!;
    }
  }
  const total = rowSums.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) throw new RangeError("counts must have an entry, got none: take a longer text or a wider window");
  const columnProbs = columnSums.map((sum) => sum ** power);
  const columnTotal = columnProbs.reduce((sum, value) => sum + value, 0);
  const kept = { starts: new Uint32Array(numRows + 1), columns: columns.slice(), values: values.slice() };
  let numKept = 0;
  for (let row = 0; row < numRows; row++) {
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
      const column = columns[entry]!;
      const chance = (rowSums[row]! * columnProbs[column]!) / columnTotal;
      const information = Math.log2(values[entry]! / chance);
      if (!(information > 0)) continue;
      kept.columns[numKept] = column;
      kept.values[numKept++] = information;
    }
    kept.starts[row + 1] = numKept;
  }
  return {
    numRows,
    numColumns,
    starts: kept.starts,
    columns: kept.columns.slice(0, numKept),
    values: kept.values.slice(0, numKept),
  };
}
