import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { logSoftmax, ready, tf } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { backends } from "./backends";
import { type Nested, distance } from "./distance";
import { gradientError } from "./gradientError";

const load = createRequire(import.meta.url);
const random = (shape: number[], seed: number) => tf.randomUniform(shape, 0.75, 1.75, "float32", seed);

/** Each op that the layers use, at an odd shape, smooth at the points where it is tried. */
const ops: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  "add, broadcast": (x) => random([3, 1], 1).add(x),
  "sub, broadcast": (x) => random([5], 1).sub(x),
  "mul, broadcast": (x) => random([3, 1], 1).mul(x),
  "div below": (x) => random([3, 5], 1).div(x),
  "div above": (x) => x.div(random([5], 1)),
  matMul: (x) => x.matMul(random([5, 2], 1)),
  "matMul from the right": (x) => random([2, 3], 1).matMul(x),
  "matMul, both transposed": (x) => x.matMul(random([2, 3], 1), true, true),
  "matMul of batches": (x) => x.reshape([3, 1, 5]).matMul(random([3, 5, 2], 1)),
  "matMul of batches, transposed": (x) => x.reshape([3, 1, 5]).matMul(random([3, 2, 5], 1), false, true),
  transpose: (x) => x.reshape([1, 3, 5]).transpose([2, 0, 1]),
  slice: (x) => x.slice([1, 2], [2, 2]),
  split: (x) => tf.concat(tf.split(x, [2, 3], 1).toReversed(), 1),
  concat: (x) => tf.concat([x, x.square()], 0),
  stack: (x) => tf.stack([x, x.square()], 1),
  gather: (x) => tf.gather(x, tf.tensor1d([2, 0, 2, 2], "int32")),
  expandDims: (x) => x.expandDims(1),
  squeeze: (x) => x.expandDims(1).squeeze([1]),
  tile: (x) => x.tile([2, 1]),
  "sum over an axis": (x) => x.sum(1),
  "mean over an axis": (x) => x.mean(-1, true),
  tanh: (x) => x.tanh(),
  sigmoid: (x) => x.sigmoid(),
  relu: (x) => x.sub(1).relu(),
  erf: (x) => x.erf(),
  exp: (x) => x.exp(),
  log: (x) => x.log(),
  sqrt: (x) => x.sqrt(),
  rsqrt: (x) => x.rsqrt(),
  square: (x) => x.square(),
  neg: (x) => x.neg(),
  cos: (x) => x.cos(),
  sin: (x) => x.sin(),
  softmax: (x) => x.softmax(),
  "tf.logSoftmax": (x) => x.logSoftmax(),
  logSoftmax,
  where: (x) => tf.where(tf.tensor1d([1, 0, 1, 1, 0], "bool").broadcastTo([3, 5]), x, x.square()),
};

describe.each(backends)("gradients on %s", (backend) => {
  beforeAll(async () => {
    await ready({ backend });
  });

  it.each(Object.entries(ops))("%s agrees with finite differences", (_, op) => {
    tf.tidy(() => {
      const weights = random(op(random([3, 5], 3)).shape, 2);
      const error = gradientError((x) => op(x).mul(weights).sum(), random([3, 5], 3));
      expect(error).toBeLessThan(2e-3);
    });
  });

  it("leave no tensors behind but themselves", () => {
    const weight = tf.variable(tf.ones<tf.Rank.R2>([5, 2]));
    const before = tf.memory().numTensors;
    const { value, grads } = tf.variableGrads(() => tf.ones<tf.Rank.R2>([3, 5]).matMul(weight).sum());
    expect(grads[weight.name]!.arraySync()).toEqual(Array.from({ length: 5 }, () => [3, 3]));
    expect(tf.memory().numTensors).toBe(before + 2);
    tf.dispose([value, grads, weight]);
  });
});

describe("tf.gather", () => {
  it("has the same gradient on wasm as on cpu, also of ids that come back and of rows that nobody asks for", async () => {
    const gradients: Nested[] = [];
    for (const backend of ["cpu", "wasm"] as const) {
      await ready({ backend });
      tf.tidy(() => {
        const ids = tf.tensor2d([4, 0, 4, 4, 2, 0], [2, 3], "int32");
        const weights = random([2, 3, 7], 1);
        gradients.push(
          tf
            .grad((x) => tf.gather(x, ids).mul(weights).sum())(random([6, 7], 2))
            .arraySync() as Nested,
        );
      });
    }
    const onWasm = tf.tensor(gradients[1] as number[]);
    expect(distance(onWasm, gradients[0]!)).toBeLessThanOrEqual(1e-6);
    onWasm.dispose();
  });
});

describe("gradients", () => {
  it("are registered with the one copy of tfjs-core that there is", () => {
    const { engine, Tensor } = load("@tensorflow/tfjs-core") as typeof tf;
    expect(tf.engine()).toBe(engine());
    expect(tf.Tensor).toBe(Tensor);
    const x = tf.scalar(3);
    const slope = tf.grad((at) => at.square())(x);
    expect(Object.getPrototypeOf(slope) === Tensor.prototype).toBe(true);
    expect(slope.dataSync()[0]).toBe(6);
    tf.dispose([x, slope]);
  });

  it("exist for every kernel that tfjs-core has one for", () => {
    const folder = join(dirname(load.resolve("@tensorflow/tfjs-core")), "gradients");
    const files = readdirSync(folder).filter((file) => file.endsWith("_grad.js"));
    expect(files.length).toBeGreaterThan(100);
    const kernels = files.flatMap(
      (file) => readFileSync(join(folder, file), "utf8").match(/(?<=kernelName: )\w+/) ?? [],
    );
    const names = tf as unknown as Record<string, string>;
    expect(kernels.filter((kernel) => !tf.getGradient(names[kernel]!))).toEqual([]);
  });
});
