import { readFileSync } from "node:fs";
import { createRng } from "kernel-utils/core";
import {
  assignParameterData,
  FeedForward,
  gelu,
  ready,
  tf,
  TransformerDecoder,
  TransformerDecoderLayer,
  TransformerEncoder,
  TransformerEncoderLayer,
  type TransformerOptions,
} from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { backends } from "./backends";
import { type Nested, distance } from "./distance";

interface Golden {
  source: string;
  cases: {
    kind: "encoder" | "decoder";
    name: string;
    options: Omit<TransformerOptions, "rng">;
    parameters: Record<string, Nested>;
    masks: { isCausal?: boolean; paddingMask?: Nested; memoryPaddingMask?: Nested };
    inputs: { x: Nested; memory?: Nested };
    output: Nested;
    upstream: Nested;
    gradients: Record<string, Nested>;
  }[];
}

// From torch.nn's transformer stacks of torch 2.13.0: python test/nn/golden/transformer.py
const golden = JSON.parse(readFileSync(new URL("golden/transformer.json", import.meta.url), "utf8")) as Golden;
const asTensor = (values: Nested, dtype?: tf.DataType) => tf.tensor(values as number[], undefined, dtype);
const flat = (values: Nested): number[] => (typeof values === "number" ? [values] : values.flatMap(flat));
const mask = (values?: Nested) => (values === undefined ? undefined : asTensor(values, "bool"));
const small = { embedSize: 4, numHeads: 2, feedForwardSize: 6 };

describe.each(backends)("on %s", (backend) => {
  beforeAll(async () => {
    await ready({ backend });
  });

  it.each(golden.cases)(`the $kind agrees with ${golden.source}, forward and backward: $name`, (example) => {
    const before = tf.memory().numTensors;
    const options = { ...example.options, rng: createRng(1) };
    const stack = example.kind === "encoder" ? new TransformerEncoder(options) : new TransformerDecoder(options);
    const data = Object.entries(example.parameters).map(([name, values]) => {
      const shape = stack.parameters[name]?.shape ?? [];
      return [name, { shape, values: Float32Array.from(flat(values)) }] as const;
    });
    assignParameterData(stack.parameters, Object.fromEntries(data));
    expect(Object.keys(stack.parameters)).toEqual(Object.keys(example.parameters));
    tf.tidy(() => {
      const inputs = Object.entries(example.inputs).map(([name, values]) => [name, tf.variable(asTensor(values))]);
      const { x, memory } = Object.fromEntries(inputs) as Record<string, tf.Variable>;
      const { isCausal, paddingMask, memoryPaddingMask } = example.masks;
      const masks = { paddingMask: mask(paddingMask), memoryPaddingMask: mask(memoryPaddingMask) };
      const run = (needWeights: boolean) =>
        stack instanceof TransformerDecoder
          ? stack.forward(x!, memory!, { ...masks, needWeights })
          : stack.forward(x!, { isCausal, paddingMask: masks.paddingMask, needWeights });
      const { weights } = run(true);
      const [queryLen, keyLen] = [x!.shape.at(-2), (memory ?? x!).shape.at(-2)];
      const shape = [...x!.shape.slice(0, -2), 2, queryLen, keyLen];
      expect(weights.map((each) => each.shape)).toEqual([shape, shape]);
      const variables: Record<string, tf.Variable> = { ...stack.parameters, x: x!, memory: memory! };
      for (const needWeights of [true, false]) {
        expect(distance(run(needWeights).output, example.output)).toBeLessThanOrEqual(1e-5);
        const loss = () => run(needWeights).output.mul(asTensor(example.upstream)).sum<tf.Scalar>();
        const { grads } = tf.variableGrads(loss);
        for (const [name, wanted] of Object.entries(example.gradients)) {
          expect(distance(grads[variables[name]!.name]!, wanted), `gradient of ${name}`).toBeLessThanOrEqual(2e-5);
        }
      }
      x!.dispose();
      memory?.dispose();
    });
    stack.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("gelu has the values of torch.nn.functional.gelu of torch 2.13.0", () => {
    tf.tidy(() => {
      // torch.nn.functional.gelu(torch.tensor([-3., -1., 0., .5, 2.])).tolist()
      const wanted = [-0.004050225019454956, -0.15865525603294373, 0, 0.3457312285900116, 1.9544997215270996];
      expect(distance(gelu(tf.tensor1d([-3, -1, 0, 0.5, 2])), wanted)).toBeLessThanOrEqual(1e-6);
    });
  });
});

describe("a transformer's layers", () => {
  const kinds = {
    encoder: () => new TransformerEncoderLayer({ ...small, dropout: 0.5, rng: createRng(1) }),
    decoder: () => new TransformerDecoderLayer({ ...small, dropout: 0.5, rng: createRng(1) }),
  };

  it.each(["encoder", "decoder"] as const)("drop in training only, and leave no tensors behind: %s", (kind) => {
    const before = tf.memory().numTensors;
    const layer = kinds[kind]();
    const x = tf.randomNormal([2, 3, 4], 0, 1, "float32", 1);
    const run = (isTraining: boolean) => {
      const { output, weights } =
        layer instanceof TransformerDecoderLayer
          ? layer.forward(x, x, { isTraining })
          : layer.forward(x, { isTraining });
      const values = [...output.dataSync()];
      tf.dispose([output, weights]);
      return values;
    };
    expect(run(false)).toEqual(run(false));
    expect(run(true)).not.toEqual(run(true));
    layer.dispose();
    x.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("start the same for the same seed", () => {
    const values = [kinds.decoder(), kinds.decoder()].map((layer) => {
      const numbers = Object.values(layer.parameters).flatMap((parameter) => Array.from(parameter.dataSync()));
      layer.dispose();
      return numbers;
    });
    expect(values[0]).toEqual(values[1]);
  });

  it("refuse what doesn't fit", () => {
    const rng = createRng(1);
    const layer = kinds.decoder();
    expect(() => new TransformerEncoder({ ...small, numLayers: 0, rng })).toThrow("numLayers must be an integer >= 1");
    expect(() => new TransformerDecoder({ ...small, numLayers: 0, rng })).toThrow("numLayers must be an integer >= 1");
    expect(() => new TransformerEncoderLayer({ ...small, numHeads: 3, rng })).toThrow(
      "numHeads must divide embedSize 4",
    );
    expect(() => new TransformerDecoderLayer({ ...small, numHeads: 3, rng })).toThrow(
      "numHeads must divide embedSize 4",
    );
    expect(() => new FeedForward({ ...small, activation: "elu" as never, rng })).toThrow(
      'activation must be one of relu, gelu, got "elu"',
    );
    expect(() => new FeedForward({ embedSize: 4, feedForwardSize: 0, rng })).toThrow("outputSize must be an integer");
    tf.tidy(() => {
      const x = tf.zeros([2, 3, 4]);
      const encoder = new TransformerEncoder({ ...small, numLayers: 1, rng });
      const rule = (axis: number, must: number, got: string) => `axis ${axis} must be ${must}, got ${got}`;
      for (const [run, message] of [
        [
          () => encoder.forward(tf.zeros([2, 3, 5])),
          `TransformerEncoderLayer: x must have shape [batch, seqLen, 4]: ${rule(2, 4, "5 in [2, 3, 5]")}`,
        ],
        [() => encoder.forward(tf.zeros([4])), "TransformerEncoderLayer: x must have shape [seqLen, 4], got [4]"],
        [() => layer.forward(tf.zeros([2, 3, 5]), x), "TransformerDecoderLayer: x must have shape [batch, seqLen, 4]"],
        [
          () => layer.forward(x, tf.zeros([3, 3, 4])),
          `TransformerDecoderLayer: memory must have shape [2, memoryLen, 4]: ${rule(0, 2, "3 in [3, 3, 4]")}`,
        ],
        [
          () => layer.forward(x, x, { memoryPaddingMask: tf.zeros([2, 4], "bool") }),
          `TransformerDecoderLayer: memoryPaddingMask must have shape [2, 3]: ${rule(1, 3, "4 in [2, 4]")}`,
        ],
        [() => layer.forward(x, x, { memoryPaddingMask: tf.zeros([2, 3]) }), "must have dtype bool, got float32"],
        [() => layer.forward(x, x, { paddingMask: tf.zeros([2, 4], "bool") }), "paddingMask must have shape [2, 3]"],
        [() => layer.forward(x.toInt(), x), "x must have dtype float32, got int32"],
      ] as const) {
        expect(run).toThrow(message);
      }
      encoder.dispose();
    });
    layer.dispose();
  });
});
