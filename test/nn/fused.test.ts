import { createRng } from "kernel-utils/core";
import {
  type BackendName,
  crossEntropy,
  Embedding,
  gelu,
  LayerNorm,
  Linear,
  logSoftmax,
  MultiHeadAttention,
  ready,
  tf,
  TransformerDecoder,
  TransformerEncoder,
} from "kernel-utils/nn";
import { describe, expect, it } from "vitest";
import { hasNative } from "./backends";
import { gradientError } from "./gradientError";

interface Layer {
  parameters: Readonly<Record<string, tf.Variable>>;
  dispose(): void;
}

interface Case {
  layer?: Layer;
  shape: number[];
  run: (x: tf.Tensor) => tf.Tensor;
}

const random = (shape: number[], seed: number) => tf.randomUniform(shape, -1.5, 1.5, "float32", seed);
const rng = () => createRng(7);
const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());
const int32 = (values: number[], shape?: number[]) => tf.tensor(values, shape, "int32");

/** What a kernel of our own computes where there is one, and plain ops of tfjs elsewhere, at sizes that four doesn't divide too. */
const cases: Record<string, () => Case> = {
  "gelu of 1": () => ({ shape: [1], run: gelu }),
  "gelu of 2 x 20,001": () => ({ shape: [2, 20_001], run: gelu }),
  "gelu of 3 x 7": () => ({ shape: [3, 7], run: gelu }),
  ...Object.fromEntries(
    [[1], [7], [2, 3, 8], [2, 13], [300, 257]].flatMap((shape) => [
      [`softmax of ${shape.join(" x ")}`, () => ({ shape, run: (x: tf.Tensor) => x.softmax() })],
      [`log-softmax of ${shape.join(" x ")}`, () => ({ shape, run: logSoftmax })],
    ]),
  ),
  "Linear, 5 to 3": () => {
    const layer = new Linear({ inputSize: 5, outputSize: 3, rng: rng() });
    return { layer, shape: [2, 7, 5], run: (x) => layer.forward(x) };
  },
  "Linear, 1 to 9": () => {
    const layer = new Linear({ inputSize: 1, outputSize: 9, rng: rng() });
    return { layer, shape: [1], run: (x) => layer.forward(x) };
  },
  ...Object.fromEntries(
    [1, 2, 4, 7, 8, 13].map((size) => [
      `LayerNorm of ${size}`,
      () => {
        const layer = new LayerNorm({ size, epsilon: 0.1 });
        tf.tidy(() => layer.parameters.weight.assign(random([size], 3) as tf.Tensor1D));
        tf.tidy(() => layer.parameters.bias.assign(random([size], 4) as tf.Tensor1D));
        return { layer, shape: [2, 3, size], run: (x: tf.Tensor) => layer.forward(x) };
      },
    ]),
  ),
  ...Object.fromEntries(
    [2, 3, 4, 9].map((vocabSize) => [
      `crossEntropy over ${vocabSize}`,
      () => ({
        shape: [2, 3, vocabSize],
        run: (x: tf.Tensor) => {
          const targets = [0, vocabSize - 1, -1, vocabSize >> 1, 0, -1];
          return crossEntropy(x.mul(3), int32(targets, [2, 3]));
        },
      }),
    ]),
  ),
  ...Object.fromEntries(
    [
      { batch: [], queryLen: 1, numHeads: 1 },
      { batch: [], queryLen: 6, numHeads: 3, isCausal: true },
      { batch: [2], queryLen: 5, numHeads: 2, isCausal: true, padded: [1, 4, 7] },
      { batch: [2], queryLen: 9, numHeads: 6, padded: [1, 4, 7, 10, 13, 16] },
      { batch: [2], queryLen: 4, numHeads: 2, isCausal: true, padded: [0, 1, 4] }, // queries that may look at no key
      { batch: [2], queryLen: 3, numHeads: 3, padded: [0, 1, 2, 3, 4, 5] },
      { batch: [2], queryLen: 3, keyLen: 5, numHeads: 2, padded: [0, 1, 2, 3, 4] },
      { batch: [], queryLen: 3, keyLen: 7, numHeads: 2 },
      { batch: [2], queryLen: 4, keyLen: 1, numHeads: 3, isCausal: true },
      { batch: [2], queryLen: 1, keyLen: 5, numHeads: 1, padded: [1, 4, 7] },
      { batch: [2], queryLen: 7, keyLen: 5, numHeads: 6, isCausal: true, padded: [1, 4, 7] },
      // More than one block of queries, and of keys.
      { batch: [2], queryLen: 67, numHeads: 2, isCausal: true, padded: [1, 4, 40, 70, 130] },
      { batch: [], queryLen: 33, keyLen: 71, numHeads: 1, isCausal: true },
      { batch: [2], queryLen: 70, keyLen: 33, numHeads: 3, isCausal: true, padded: [0, 32, 33] },
    ].map((options) => [`MultiHeadAttention ${JSON.stringify(options)}`, () => attentionCase(options)]),
  ),
  "an Embedding whose weights are the logits' too": () => {
    const layer = new Embedding({ vocabSize: 6, embedSize: 5, rng: rng() });
    const run = (x: tf.Tensor) => {
      const tokens = layer.forward(int32([5, 0, 5, 2])).mul(x);
      return crossEntropy(tokens.matMul(layer.parameters.weight, false, true), int32([1, 5, 0, 2]));
    };
    return { layer, shape: [5], run };
  },
  TransformerEncoder: () => {
    const layer = new TransformerEncoder({ numLayers: 2, embedSize: 6, numHeads: 3, rng: rng() });
    return { layer, shape: [2, 3, 6], run: (x) => layer.forward(x, { isCausal: true, needWeights: false }).output };
  },
  TransformerDecoder: () => {
    const layer = new TransformerDecoder({ numLayers: 1, embedSize: 6, numHeads: 2, isPreNorm: true, rng: rng() });
    const run = (x: tf.Tensor) => layer.forward(x, random([2, 5, 6], 6).mul(x.mean()), { needWeights: false }).output;
    return { layer, shape: [2, 3, 6], run };
  },
  "Embedding, its weights' gradient": () => {
    const layer = new Embedding({ vocabSize: 6, embedSize: 5, rng: rng() });
    return { layer, shape: [1], run: (x) => layer.forward(int32([5, 0, 5, 2], [2, 2])).mul(x) };
  },
};

interface AttentionCase {
  batch: number[];
  queryLen: number;
  /** Of another sentence; without it the sentence looks at itself. */
  keyLen?: number;
  numHeads: number;
  isCausal?: boolean;
  /** Which of all sentences' keys are padding. */
  padded?: number[];
}

function attentionCase({ batch, queryLen, keyLen, numHeads, isCausal = false, padded }: AttentionCase): Case {
  const layer = new MultiHeadAttention({ embedSize: 6, numHeads, rng: rng() });
  for (const bias of [layer.parameters.inProjBias, layer.parameters.outProjBias]) {
    tf.tidy(() => bias.assign(random(bias.shape, 5) as tf.Tensor1D));
  }
  const run = (x: tf.Tensor) => {
    // Keys that depend on x too, so that their gradient is seen.
    const key = keyLen === undefined ? undefined : random([...batch, keyLen, 6], 6).mul(x.mean());
    const padding = Array.from({ length: (batch[0] ?? 1) * (keyLen ?? queryLen) }, (_, i) =>
      Number(padded?.includes(i)),
    );
    const paddingMask = padded ? tf.tensor(padding, [...batch, keyLen ?? queryLen], "bool") : undefined;
    return layer.forward(x, { key, isCausal, paddingMask, needWeights: false }).output;
  };
  return { layer, shape: [...batch, queryLen, 6], run };
}

/**
 * What finite differences would take too long for, or be wrong for: over the corners of a relu, and where all keys are padding, whose
 * scores vanish beside the mask.
 */
const isForOthers = (name: string) =>
  name.includes("20,001") || name.includes("300 x") || name.startsWith("Transformer") || name.includes('"padded":[0');

/** The output and the gradients, by x and by the parameters, of sum(output * upstream). */
async function compute(backend: BackendName, make: () => Case): Promise<Record<string, number[]>> {
  await ready({ backend });
  const { layer, shape, run } = make();
  const x = tf.tidy(() => tf.variable(random(shape, 1)));
  const output = tf.tidy(() => run(x));
  const upstream = random(output.shape, 2);
  const { value, grads } = tf.variableGrads(() => run(x).mul(upstream).sum());
  const gradients = Object.entries({ x, ...layer?.parameters }).map(([name, { name: id }]) => [
    name,
    numbers(grads[id]!),
  ]);
  const values = Object.fromEntries([["output", numbers(output)], ...gradients]) as Record<string, number[]>;
  tf.dispose([x, output, upstream, value, grads]);
  layer?.dispose();
  return values;
}

describe("our own kernels", () => {
  it.each(Object.entries(cases))(
    "give what plain ops give, forward and backward, and leave nothing: %s",
    async (_, make) => {
      const plain = await compute("cpu", make);
      await ready({ backend: "wasm" });
      const { numTensors, numDataBuffers } = tf.memory();
      const ours = await compute("wasm", make);
      expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
      expect(Object.keys(ours)).toEqual(Object.keys(plain));
      for (const [name, values] of Object.entries(plain)) {
        const error = Math.max(...values.map((value, i) => Math.abs(value - ours[name]![i]!)));
        expect({ name, isClose: error < 1e-5 }).toEqual({ name, isClose: true });
      }
    },
  );

  it.skipIf(!hasNative).each(Object.entries(cases))("give what TensorFlow's C library gives: %s", async (_, make) => {
    const [native, ours] = [await compute("native", make), await compute("wasm", make)];
    for (const [name, values] of Object.entries(native)) {
      const error = Math.max(...values.map((value, i) => Math.abs(value - ours[name]![i]!)));
      expect({ name, isClose: error < 1e-5 }).toEqual({ name, isClose: true });
    }
  });

  it.each(Object.entries(cases).filter(([name]) => !isForOthers(name)))(
    "have the gradient that finite differences have: %s",
    async (_, make) => {
      await ready({ backend: "wasm" });
      const { layer, shape, run } = make();
      tf.tidy(() => {
        const x = random(shape, 1);
        const upstream = random(run(x).shape, 2);
        expect(gradientError((at) => run(at).mul(upstream).sum(), x)).toBeLessThan(4e-3);
      });
      layer?.dispose();
    },
  );

  it("copy tensors that outlive what they are copies of", async () => {
    await ready({ backend: "wasm" });
    const before = tf.memory().numDataBuffers;
    for (const values of [
      [1, 2, 3],
      ["a", "b", "c"],
      [true, false, true],
    ]) {
      const x = tf.tensor1d(values as number[]);
      const copy = x.clone();
      x.dispose();
      expect(Array.from(copy.dataSync<never>())).toEqual(
        values.map((value) => (typeof value === "boolean" ? Number(value) : value)),
      );
      copy.dispose();
    }
    expect(tf.memory().numDataBuffers).toBe(before);
  });

  it("let NaN and infinities through, to where training stops for them", async () => {
    await ready({ backend: "wasm" });
    tf.tidy(() => {
      const x = tf.tensor1d([NaN, Infinity, 1, -2, 3]);
      expect(gelu(x).arraySync()).toEqual([NaN, Infinity, ...Array(3).fill(expect.any(Number))]);
      const layer = new LayerNorm({ size: 5 });
      expect(numbers(layer.forward(x))).toEqual(Array(5).fill(NaN));
      expect(crossEntropy(x.expandDims(0), int32([2])).dataSync()[0]).toBe(NaN);
      layer.dispose();
    });
  });
});
