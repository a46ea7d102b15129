import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { tf } from "kernel-utils/nn";
import * as standIn from "@tensorflow/tfjs-node";
import { describe, expect, it } from "vitest";

const load = createRequire(import.meta.url);

/** The methods that tfjs-core declares, file by file, and leaves out of the build that Node loads. */
function declaredMethods(): string[] {
  const folder = join(dirname(load.resolve("@tensorflow/tfjs-core")), "public", "chained_ops");
  const files = readdirSync(folder).filter((file) => file.endsWith(".d.ts") && !/register|_test/.test(file));
  return files.flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/^\s{8}(\w+)<T extends/gm)].map((match) => match[1]!),
  );
}

describe("tf", () => {
  it("gives tensors every method that is declared", () => {
    const methods = declaredMethods();
    expect(methods.length).toBeGreaterThan(130);
    const prototype = tf.Tensor.prototype as unknown as Record<string, unknown>;
    expect(methods.filter((name) => typeof prototype[name] !== "function")).toEqual([]);
  });

  it("computes by methods what it computes by functions", () => {
    tf.tidy(() => {
      const x = tf.tensor2d([
        [1, -2],
        [3, 4],
      ]);
      expect(x.matMul(x).arraySync()).toEqual(tf.matMul(x, x).arraySync());
      expect(x.matMul(x, true, false).arraySync()).toEqual(tf.matMul(x, x, true, false).arraySync());
      expect(x.softmax().arraySync()).toEqual(tf.softmax(x).arraySync());
      expect(x.sum(0, true).arraySync()).toEqual([[4, 2]]);
      expect(x.as1D().arraySync()).toEqual([1, -2, 3, 4]);
      expect(x.as2D(1, 4).shape).toEqual([1, 4]);
      expect(x.flatten().reshapeAs(x).arraySync()).toEqual(x.arraySync());
      expect(x.slice([0, 0], [1, 1]).asScalar().shape).toEqual([]);
      expect(x.asType("int32").dtype).toBe("int32");
      expect([x.toInt().dtype, x.toBool().dtype, x.toInt().toFloat().dtype]).toEqual(["int32", "bool", "float32"]);
      expect(x.concat(x, 1).shape).toEqual([2, 4]);
      expect(x.concat([x, x]).shape).toEqual([6, 2]);
      expect(x.stack(x).shape).toEqual([2, 2, 2]);
      expect(x.where(x.greater(0), x.zerosLike()).arraySync()).toEqual([
        [1, 0],
        [3, 4],
      ]);
      expect(tf.zeros<tf.Rank.R3>([2, 2, 1]).resizeNearestNeighbor([4, 4]).shape).toEqual([4, 4, 1]);
      expect(tf.zeros<tf.Rank.R3>([2, 2, 1]).resizeBilinear([4, 4]).shape).toEqual([4, 4, 1]);
    });
  });

  it("refuses a method on a tensor that is gone", () => {
    const x = tf.scalar(1);
    x.dispose();
    expect(() => x.add(1)).toThrow("disposed");
  });
});

describe("a lesson without tensors", () => {
  it("loads no tensor library", () => {
    const program = `
      const folders = ["core", "corpus", "tokenize", "vectors", "ngram", "decode", "metrics", "plot", "notebook"];
      for (const folder of folders) require("kernel-utils/" + folder);
      const loaded = () => Object.keys(require.cache).filter((file) => /tensorflow|tfjs/.test(file)).length;
      const before = loaded();
      require("kernel-utils/nn");
      console.log(before, loaded() > 2);`;
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", program], {
      cwd: dirname(fileURLToPath(import.meta.url)),
      encoding: "utf8",
    });
    expect({ stdout, stderr }).toEqual({ stdout: "0 true\n", stderr: "" });
  });
});

describe("@tensorflow/tfjs-node", () => {
  it("is kernel-utils' tf, with layers and data", () => {
    const required = load("@tensorflow/tfjs-node") as Record<string, unknown>;
    const built = (load("kernel-utils/nn") as { tf: object }).tf;
    expect(required).toBe(built);
    expect(standIn.tensor).toBe(tf.tensor);
    expect(standIn.Tensor).toBe(tf.Tensor);
    expect(typeof standIn.sequential).toBe("function");
    expect(standIn.data).toBe(required.data);
  });

  it("has by import every name that it has by require", () => {
    const names = Object.keys(load("@tensorflow/tfjs-node") as object);
    expect(names.filter((name) => !(name in standIn))).toEqual([]);
  });
});
