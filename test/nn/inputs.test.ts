import { createRng } from "kernel-utils/core";
import {
  crossEntropy,
  Embedding,
  gelu,
  GRU,
  LayerNorm,
  LearnedPositions,
  Linear,
  LSTM,
  MultiHeadAttention,
  ready,
  RNN,
  rotaryPositions,
  tf,
} from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { backends } from "./backends";

const rng = createRng(1);
const sizes = { inputSize: 4, hiddenSize: 2, rng };
const attention = () => new MultiHeadAttention({ embedSize: 4, numHeads: 2, rng });
const ids = () => tf.tensor1d([0, 1, 2], "int32");

interface Layer {
  dispose(): void;
}

/** What becomes of one-hot vectors, [3, 4], which tfjs makes as int32: by a layer, and what it calls them. */
const layers: Record<string, { make: () => Layer; run: (layer: never, x: tf.Tensor) => unknown; input: string }> = {
  Linear: {
    make: () => new Linear({ inputSize: 4, outputSize: 2, rng }),
    run: (layer: Linear, x) => layer.forward(x),
    input: "x",
  },
  LayerNorm: { make: () => new LayerNorm({ size: 4 }), run: (layer: LayerNorm, x) => layer.forward(x), input: "x" },
  RNN: { make: () => new RNN(sizes), run: (layer: RNN, x) => layer.forward(x), input: "x" },
  GRU: { make: () => new GRU(sizes), run: (layer: GRU, x) => layer.forward(x), input: "x" },
  LSTM: { make: () => new LSTM(sizes), run: (layer: LSTM, x) => layer.forward(x), input: "x" },
  MultiHeadAttention: {
    make: attention,
    run: (layer: MultiHeadAttention, x) => layer.forward(x, { needWeights: false }),
    input: "query",
  },
};
const functions: Record<string, (x: tf.Tensor) => unknown> = {
  "gelu: x": gelu,
  "rotaryPositions: x": rotaryPositions,
  "crossEntropy: logits": (x) => crossEntropy(x, ids()),
};
const oneHot = () => tf.oneHot(ids(), 4);

describe.each(backends)("on %s", (backend) => {
  beforeAll(async () => {
    await ready({ backend });
  });

  it.each(Object.entries(layers))("%s refuses integers, and what was disposed of", (name, { make, run, input }) => {
    tf.tidy(() => {
      const layer = make();
      const forward = (x: tf.Tensor) => () => run(layer as never, x);
      const message = `${name}: ${input} must have dtype float32, got int32; use x.toFloat()`;
      expect(forward(oneHot())).toThrow(new TypeError(message));
      expect(forward(oneHot().toFloat())).not.toThrow();
      const gone = oneHot().toFloat();
      gone.dispose();
      expect(forward(gone)).toThrow(`${name}: ${input} must be in use, got a tensor that was disposed of; keep it`);
      layer.dispose();
      expect(forward(oneHot().toFloat())).toThrow(
        new Error(`${name} must be in use, got one whose weights were disposed of; make a new one`),
      );
    });
  });

  it.each(Object.entries(functions))("%s must be floats", (name, run) => {
    tf.tidy(() => {
      expect(() => run(oneHot())).toThrow(new TypeError(`${name} must have dtype float32, got int32; use x.toFloat()`));
      expect(() => run(oneHot().toFloat())).not.toThrow();
    });
  });

  it("states, keys and values must be floats too", () => {
    tf.tidy(() => {
      const x = oneHot().toFloat();
      const state = tf.ones([1, 2], "int32");
      const rule = "must have dtype float32, got int32";
      for (const make of [() => new RNN(sizes), () => new GRU(sizes)]) {
        expect(() => make().forward(x, state)).toThrow(`h0 ${rule}`);
      }
      expect(() => new LSTM(sizes).forward(x, { h0: state.toFloat(), c0: state })).toThrow(`LSTM: c0 ${rule}`);
      const layer = attention();
      expect(() => layer.forward(x, { key: oneHot() })).toThrow(`MultiHeadAttention: key ${rule}`);
      expect(() => layer.forward(x, { key: x, value: oneHot() })).toThrow(`MultiHeadAttention: value ${rule}`);
    });
  });

  it("ids and positions of a layer that is gone are refused", () => {
    tf.tidy(() => {
      const embedding = new Embedding({ vocabSize: 3, embedSize: 2, rng });
      const positions = new LearnedPositions({ maxSeqLen: 3, embedSize: 2, rng });
      for (const layer of [embedding, positions]) layer.dispose();
      const rule = "must be in use, got one whose weights were disposed of";
      expect(() => embedding.forward(ids())).toThrow(`Embedding ${rule}`);
      expect(() => positions.forward(2)).toThrow(`LearnedPositions ${rule}`);
    });
  });
});
