import { readFileSync } from "node:fs";
import { createRng } from "kernel-utils/core";
import { Embedding, GRU, LayerNorm, Linear, LSTM, MultiHeadAttention, RNN, ready, tf } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { backends } from "./backends";
import { type Nested, distance } from "./distance";

type Tensors = Record<string, tf.Tensor>;

interface Golden {
  source: string;
  cases: {
    layer: keyof typeof layers;
    name: string;
    options: Record<string, number>;
    parameters: Record<string, Nested>;
    ids: Nested | null;
    masks: { isCausal?: boolean; paddingMask?: Nested } | null;
    inputs: Record<string, Nested>;
    outputs: Record<string, Nested>;
    upstream: Record<string, Nested>;
    gradients: Record<string, Nested>;
  }[];
}

// From the layers of torch.nn of torch 2.13.0: python test/nn/golden/layers.py
const golden = JSON.parse(readFileSync(new URL("golden/layers.json", import.meta.url), "utf8")) as Golden;

interface Layer {
  parameters: Record<string, tf.Variable>;
  dispose(): void;
}

const rng = createRng(1);
const asTensor = (values: Nested, dtype?: tf.DataType) => tf.tensor(values as number[], undefined, dtype);

/** A layer with a golden case's sizes, and how a case's inputs become its outputs. */
const layers = {
  Linear: (o: never) => {
    const layer = new Linear({ ...(o as { inputSize: number; outputSize: number }), rng });
    return { layer, run: ({ x }: Tensors): Tensors => ({ output: layer.forward(x!) }) };
  },
  LayerNorm: (o: never) => {
    const layer = new LayerNorm(o as { size: number });
    return { layer, run: ({ x }: Tensors): Tensors => ({ output: layer.forward(x!) }) };
  },
  Embedding: (o: never) => {
    const layer = new Embedding({ ...(o as { vocabSize: number; embedSize: number }), rng });
    return { layer, run: ({ ids }: Tensors): Tensors => ({ output: layer.forward(ids!) }) };
  },
  RNN: (o: never) => {
    const layer = new RNN({ ...(o as { inputSize: number; hiddenSize: number }), rng });
    return { layer, run: ({ x, h0 }: Tensors): Tensors => ({ ...layer.forward(x!, h0) }) };
  },
  GRU: (o: never) => {
    const layer = new GRU({ ...(o as { inputSize: number; hiddenSize: number }), rng });
    return { layer, run: ({ x, h0 }: Tensors): Tensors => ({ ...layer.forward(x!, h0) }) };
  },
  LSTM: (o: never) => {
    const layer = new LSTM({ ...(o as { inputSize: number; hiddenSize: number }), rng });
    const run = ({ x, h0, c0 }: Tensors): Tensors => ({ ...layer.forward(x!, h0 && { h0, c0: c0! }) });
    return { layer, run };
  },
  MultiHeadAttention: (o: never) => {
    const layer = new MultiHeadAttention({ ...(o as { embedSize: number; numHeads: number }), rng });
    const run = ({ query, ...rest }: Tensors, masks: object): Tensors => ({
      ...layer.forward(query!, { ...rest, ...masks }),
    });
    return { layer, run };
  },
};

describe.each(backends)("layers on %s", (backend) => {
  beforeAll(async () => {
    await ready({ backend });
  });

  it.each(golden.cases)(`$layer agrees with ${golden.source}, forward and backward: $name`, (example) => {
    const before = tf.memory().numTensors;
    const made = layers[example.layer](example.options as never);
    const layer: Layer = made.layer;
    tf.tidy(() => {
      expect(Object.keys(layer.parameters)).toEqual(Object.keys(example.parameters));
      for (const [name, values] of Object.entries(example.parameters)) layer.parameters[name]!.assign(asTensor(values));
      const inputs = Object.fromEntries(
        Object.entries(example.inputs).map(([name, x]) => [name, tf.variable(asTensor(x))]),
      );
      const ids: Tensors = example.ids ? { ids: asTensor(example.ids, "int32") } : {};
      const { paddingMask, ...masks } = example.masks ?? {};
      const mask = { ...masks, ...(paddingMask && { paddingMask: asTensor(paddingMask, "bool") }) };
      const run = () => made.run({ ...inputs, ...ids }, mask);

      const outputs = run();
      expect(Object.keys(outputs)).toEqual(Object.keys(example.outputs));
      for (const [name, wanted] of Object.entries(example.outputs)) {
        expect(distance(outputs[name]!, wanted), name).toBeLessThanOrEqual(1e-5);
      }
      const { grads } = tf.variableGrads(() => {
        const results = run();
        const parts = Object.entries(example.upstream).map(([name, values]) =>
          results[name]!.mul(asTensor(values)).sum(),
        );
        return tf.addN(parts).asScalar();
      });
      const variables = { ...layer.parameters, ...inputs };
      for (const [name, wanted] of Object.entries(example.gradients)) {
        expect(distance(grads[variables[name]!.name]!, wanted), `gradient of ${name}`).toBeLessThanOrEqual(1e-5);
      }
      for (const input of Object.values(inputs)) input.dispose();
    });
    layer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
