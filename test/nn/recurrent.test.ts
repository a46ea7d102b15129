import * as fc from "fast-check";
import { createRng } from "kernel-utils/core";
import { type BackendName, GRU, LSTM, ready, RNN, tf } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { backends } from "./backends";
import { gradientError } from "./gradientError";

interface Sizes {
  inputSize: number;
  hiddenSize: number;
  batchSize: number;
  seqLen: number;
}
type Tensors = Record<string, tf.Tensor>;

const random = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 0.7, "float32", seed);

/** A layer whose output, states and gradients are functions of tensors by name: x, h0, c0 and its parameters. */
const layers = { RNN, GRU, LSTM };
type Name = keyof typeof layers;
const names = Object.keys(layers) as Name[];

/** What a layer starts from, by name; the same for the same sizes. To be called in a tidy. */
function inputsOf(name: Name, { inputSize, hiddenSize, batchSize, seqLen }: Sizes): Tensors {
  const layer = new layers[name]({ inputSize, hiddenSize, rng: createRng(3) });
  const state = [1, batchSize, hiddenSize];
  const inputs: Tensors = {
    ...Object.fromEntries(Object.entries(layer.parameters).map(([key, value]) => [key, value.clone()])),
    x: random([batchSize, seqLen, inputSize], 1),
    h0: random(state, 2),
    ...(name === "LSTM" ? { c0: random(state, 3) } : {}),
  };
  layer.dispose();
  return inputs;
}

/** Run a layer on inputs that need be no variables, so that it can be differentiated by each: output, hn and cn by name. */
function run(name: Name, { x, h0, c0, ...parameters }: Tensors): Tensors {
  const layer = Object.assign(Object.create(layers[name].prototype), { parameters }) as RNN & LSTM;
  return { ...layer.forward(x!, (c0 ? { h0, c0 } : h0) as never) };
}

/** A smooth number that all numbers of the tensors matter to, each in its own way. */
const mixed = (tensors: Tensors) =>
  tf.addN(Object.values(tensors).map((each, i) => each.mul(random(each.shape, 10 + i)).sum())).asScalar();

/** All that a layer gives, and the gradients of `mixed` of it by all inputs; as plain numbers. */
async function resultsOn(backend: BackendName, name: Name, sizes: Sizes): Promise<Record<string, Float32Array>> {
  await ready({ backend });
  return tf.tidy(() => {
    const inputs = inputsOf(name, sizes);
    const keys = Object.keys(inputs);
    const gradients = tf.grads((...tensors: tf.Tensor[]) =>
      mixed(run(name, Object.fromEntries(keys.map((key, i) => [key, tensors[i]!])))),
    )(Object.values(inputs));
    const all = { ...run(name, inputs), ...Object.fromEntries(keys.map((key, i) => [`by ${key}`, gradients[i]!])) };
    return Object.fromEntries(Object.entries(all).map(([key, each]) => [key, each.dataSync() as Float32Array]));
  });
}

describe.each(backends)("recurrent layers on %s", (backend) => {
  beforeAll(async () => {
    await ready({ backend });
  });

  describe.each(names)("%s", (name) => {
    const sizes = { inputSize: 3, hiddenSize: 5, batchSize: 2, seqLen: 3 };
    const inputNames = tf.tidy(() => Object.keys(inputsOf(name, sizes)));

    it.each(inputNames)("has the gradient by %s that finite differences have", (input) => {
      tf.tidy(() => {
        const inputs = inputsOf(name, sizes);
        expect(gradientError((at) => mixed(run(name, { ...inputs, [input]: at })), inputs[input]!)).toBeLessThan(2e-3);
      });
    });

    it("has it too where a loss is of the last states alone, and of a single token's", () => {
      tf.tidy(() => {
        for (const seqLen of [1, 3]) {
          const inputs = inputsOf(name, { ...sizes, seqLen });
          for (const last of name === "LSTM" ? ["hn", "cn"] : ["hn"]) {
            for (const input of ["x", "h0", "weightHh"]) {
              const loss = (at: tf.Tensor) => mixed({ last: run(name, { ...inputs, [input]: at })[last]! });
              expect(gradientError(loss, inputs[input]!), `${last} by ${input}`).toBeLessThan(2e-3);
            }
          }
        }
      });
    });

    it("leaves no tensor and no memory behind, with gradients and without", () => {
      tf.tidy(() => {
        const { x } = inputsOf(name, sizes);
        const layer = new layers[name]({ inputSize: 3, hiddenSize: 5, rng: createRng(4) }) as RNN;
        const before = tf.memory();
        for (let i = 0; i < 3; i++) {
          tf.dispose({ ...layer.forward(x!) });
          tf.dispose(tf.variableGrads(() => layer.forward(x!).output.square().mean()) as never);
        }
        const after = tf.memory();
        expect(after.numTensors).toBe(before.numTensors);
        expect(after.numDataBuffers).toBe(before.numDataBuffers);
        layer.dispose();
      });
    });
  });
});

describe("recurrent layers", () => {
  const size = (max: number) => fc.integer({ min: 1, max });
  const sizes = fc.record({ inputSize: size(9), hiddenSize: size(20), batchSize: size(12), seqLen: size(6) });

  it.each(names)("%s: one kernel gives what the plain ops give, and their gradients, at any size", async (name) => {
    const law = fc.asyncProperty(sizes, async (given) => {
      const [ours, plain] = [await resultsOn("wasm", name, given), await resultsOn("cpu", name, given)];
      expect(Object.keys(ours)).toEqual(Object.keys(plain));
      for (const [key, wanted] of Object.entries(plain)) {
        const scale = wanted.reduce((largest, x) => Math.max(largest, Math.abs(x)), 1);
        const error = wanted.reduce((largest, x, i) => Math.max(largest, Math.abs(x - ours[key]![i]!)), 0);
        expect(error / scale, key).toBeLessThan(3e-6);
      }
    });
    await fc.assert(law, {
      numRuns: 12,
      examples: [
        [{ inputSize: 1, hiddenSize: 1, batchSize: 1, seqLen: 1 }],
        [{ inputSize: 4, hiddenSize: 64, batchSize: 70, seqLen: 2 }], // more rows than are packed at a time
        [{ inputSize: 3, hiddenSize: 92, batchSize: 67, seqLen: 8 }], // enough for two threads
      ],
    });
  });

  it("is read the same with whatever is left in memory by others", async () => {
    await ready({ backend: "wasm" });
    const odd = { inputSize: 3, hiddenSize: 5, batchSize: 2, seqLen: 3 };
    const first = await resultsOn("wasm", "LSTM", odd);
    tf.dispose(Array.from({ length: 20 }, (_, i) => tf.tensor1d(new Float32Array(7 * i + 1).fill(NaN))));
    expect(await resultsOn("wasm", "LSTM", odd)).toEqual(first);
  });
});
