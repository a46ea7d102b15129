import * as fc from "fast-check";
import { ready, tf } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { backends } from "./backends";
import { distance } from "./distance";

describe.each(backends)("tf.unsortedSegmentSum on %s", (backend) => {
  beforeAll(async () => {
    await ready({ backend });
  });

  it("adds up the rows of each segment, at any size, and leaves out those of none", () => {
    const size = fc.integer({ min: 1, max: 9 });
    const someIds = fc.array(fc.integer({ min: -1, max: 9 }), { minLength: 1 });
    const law = fc.property(size, size, someIds, (numSegments, width, drawn) => {
      // TensorFlow's C library refuses ids above the last, where tfjs's own leave them out.
      const ids = backend === "native" ? drawn.map((id) => Math.min(id, numSegments - 1)) : drawn;
      tf.tidy(() => {
        const rows = tf.randomNormal<tf.Rank.R2>([ids.length, width], 0, 1, "float32", 1);
        const expected = Array.from({ length: numSegments }, () => Array<number>(width).fill(0));
        for (const [i, row] of rows.arraySync().entries()) {
          for (const [j, value] of row.entries()) {
            const sums = expected[ids[i]!];
            if (sums) sums[j]! += value;
          }
        }
        const sums = tf.unsortedSegmentSum(rows, tf.tensor1d(ids, "int32"), numSegments);
        expect(distance(sums, expected)).toBeLessThan(1e-5);
      });
    });
    fc.assert(law);
  });

  it("adds up integers too", () => {
    tf.tidy(() => {
      const rows = tf.tensor2d(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        undefined,
        "int32",
      );
      const sums = tf.unsortedSegmentSum(rows, tf.tensor1d([1, 0, 1], "int32"), 2);
      expect(sums.toFloat().arraySync()).toEqual([
        [3, 4],
        [6, 8],
      ]);
      const gathered = tf.gather(rows, tf.tensor1d([2, 0], "int32"));
      expect([gathered.dtype, gathered.arraySync()]).toEqual([
        "int32",
        [
          [5, 6],
          [1, 2],
        ],
      ]);
    });
  });
});
