import { readFileSync } from "node:fs";
import { adamW, type AdamWOptions, crossEntropy, ready, tf } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { clipFactor, gradientNorm } from "../../../kernel-utils/src/nn/training/gradientNorm";
import { backends } from "../backends";
import { type Nested, distance } from "../distance";

interface Golden {
  source: string;
  optimizers: {
    options: AdamWOptions;
    parameters: Nested[];
    steps: { gradients: Nested[]; parameters: Nested[] }[];
  }[];
  clips: { gradients: Nested[]; clip: number; norm: number; clipped: Nested[] }[];
  losses: { logits: Nested; targets: Nested; loss: number; gradientOfTwice: Nested }[];
}

// From torch.optim, torch.nn.utils and torch.nn.functional of torch 2.13.0: python test/nn/golden/training.py
const golden = JSON.parse(readFileSync(new URL("../golden/training.json", import.meta.url), "utf8")) as Golden;
const asTensor = (values: Nested, dtype?: tf.DataType) => tf.tensor(values as number[], undefined, dtype);
const named = (values: Nested[]) => ({ a: asTensor(values[0]!), b: asTensor(values[1]!) });

describe.each(backends)("on %s", (backend) => {
  beforeAll(async () => {
    await ready({ backend });
  });

  it.each(golden.optimizers)(`adamW($options) agrees with ${golden.source}`, ({ options, parameters, steps }) => {
    const before = tf.memory().numTensors;
    const optimizer = adamW(options);
    const variables = tf.tidy(() => ({
      a: tf.variable(asTensor(parameters[0]!)),
      b: tf.variable(asTensor(parameters[1]!)),
    }));
    for (const step of steps) {
      tf.tidy(() => optimizer.update(variables, named(step.gradients)));
      expect(distance(variables.a, step.parameters[0]!)).toBeLessThanOrEqual(1e-6);
      expect(distance(variables.b, step.parameters[1]!)).toBeLessThanOrEqual(1e-6);
    }
    expect(optimizer.numUpdates).toBe(5);
    optimizer.dispose();
    tf.dispose(variables);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each(golden.clips)(`clipping at $clip agrees with ${golden.source}`, ({ gradients, clip, norm, clipped }) => {
    tf.tidy(() => {
      const tensors = named(gradients);
      const ours = gradientNorm(tensors).dataSync()[0]!;
      expect(ours).toBeCloseTo(norm, 4);
      const factor = clipFactor(ours, clip);
      expect(distance(tensors.a.mul(factor), clipped[0]!)).toBeLessThanOrEqual(1e-6);
      expect(distance(tensors.b.mul(factor), clipped[1]!)).toBeLessThanOrEqual(1e-6);
    });
  });

  it.each(golden.losses)(`crossEntropy for $targets agrees with ${golden.source}`, (example) => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const targets = asTensor(example.targets, "int32");
      const { value, grad } = tf.valueAndGrad((x) => crossEntropy(x, targets).mul(2))(asTensor(example.logits));
      expect(value.dataSync()[0]! / 2).toBeCloseTo(example.loss, 5);
      expect(distance(grad, example.gradientOfTwice)).toBeLessThanOrEqual(1e-6);
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("adamW", () => {
  it("spares the parameters that `decays` names, and those without a gradient", () => {
    const make = () => tf.tidy(() => ({ weight: tf.variable(tf.ones([2])), bias: tf.variable(tf.ones([2])) }));
    const optimizer = adamW({ learningRate: 0.1, weightDecay: 0.5, decays: (name) => name !== "bias" });
    const variables = make();
    tf.tidy(() => optimizer.update(variables, { weight: tf.zeros([2]), bias: tf.zeros([2]) }));
    expect([...variables.weight.dataSync()]).toEqual([Math.fround(0.95), Math.fround(0.95)]);
    expect([...variables.bias.dataSync()]).toEqual([1, 1]);
    tf.tidy(() => optimizer.update(variables, { bias: tf.ones([2]) }, { factor: 0 }));
    expect([...variables.weight.dataSync()]).toEqual([Math.fround(0.95), Math.fround(0.95)]);
    expect([...variables.bias.dataSync()]).toEqual([1, 1]); // a factor of 0 is a step of 0
    optimizer.dispose();
    tf.dispose(variables);
  });

  it.each([
    [{ learningRate: 0 }, "learningRate must be > 0 and finite, got 0; 1e-3 is usual"],
    [{ learningRate: Infinity }, "learningRate must be > 0 and finite, got Infinity"],
    [{ beta1: 1 }, "beta1 must be in [0, 1), got 1; 0.9 is usual"],
    [{ beta2: -0.1 }, "beta2 must be in [0, 1), got -0.1; 0.999 is usual"],
    [{ epsilon: 0 }, "epsilon must be > 0 and finite, got 0"],
    [{ weightDecay: -1 }, "weightDecay must be >= 0 and finite, got -1"],
  ])("refuses %j", (options, message) => {
    expect(() => adamW(options)).toThrow(message);
    expect(() => adamW(options)).toThrow(RangeError);
  });
});

describe("crossEntropy", () => {
  it.each([
    [[3], [3], "int32", "targets must be in [-1, 2], got 3 at position 1"],
    [[2], [3], "int32", "crossEntropy: targets must have shape [2]: axis 0 must be 2, got 3"],
    [[3], [3], "float32", "targets must have dtype int32"],
  ] as const)("refuses what doesn't fit: %j %j %s", (logits, targets, dtype, message) => {
    tf.tidy(() => {
      const ids = tf.tensor([0, 3, 0].slice(0, targets[0]), [...targets], dtype);
      expect(() => crossEntropy(tf.zeros([...logits, 3]), ids)).toThrow(message);
    });
  });

  it("refuses targets of which none counts", () => {
    tf.tidy(() => {
      const targets = tf.tensor1d([-1, -1], "int32");
      expect(() => crossEntropy(tf.zeros([2, 3]), targets)).toThrow("must hold one that counts, got -1 only");
    });
  });
});
