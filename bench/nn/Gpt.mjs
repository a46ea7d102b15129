// @ts-check
import { createRng } from "kernel-utils/core";
import {
  crossEntropy,
  Embedding,
  gelu,
  LayerNorm,
  LearnedPositions,
  Linear,
  MultiHeadAttention,
} from "kernel-utils/nn";

/** @typedef {import("kernel-utils/nn").tf.Tensor} Tensor */

/** A decoder-only transformer, layer norm before attention and before the two linear layers, as GPT-2. */
export class Gpt {
  /** @param {typeof import("./task.mjs").gpt} sizes */
  constructor({ vocabSize, embedSize, numHeads, numLayers, seqLen }) {
    const rng = createRng(42);
    const size = embedSize;
    this.tokens = new Embedding({ vocabSize, embedSize, rng });
    this.positions = new LearnedPositions({ maxSeqLen: seqLen, embedSize, rng });
    this.blocks = Array.from({ length: numLayers }, () => ({
      norm1: new LayerNorm({ size }),
      attention: new MultiHeadAttention({ embedSize, numHeads, rng }),
      norm2: new LayerNorm({ size }),
      up: new Linear({ inputSize: size, outputSize: 4 * size, rng }),
      down: new Linear({ inputSize: 4 * size, outputSize: size, rng }),
    }));
    this.norm = new LayerNorm({ size });
    this.head = new Linear({ inputSize: size, outputSize: vocabSize, rng });
    const parts = {
      tokens: this.tokens,
      positions: this.positions,
      ...Object.fromEntries(
        this.blocks.flatMap((block, i) => Object.entries(block).map(([name, layer]) => [`blocks.${i}.${name}`, layer])),
      ),
      norm: this.norm,
      head: this.head,
    };
    this.parameters = Object.fromEntries(
      Object.entries(parts).flatMap(([part, layer]) =>
        Object.entries(layer.parameters).map(([name, parameter]) => [`${part}.${name}`, parameter]),
      ),
    );
  }

  /** @param {Tensor} ids [batch, seqLen] -> logits [batch, seqLen, vocab] */
  forward(ids) {
    let x = this.tokens.forward(ids).add(this.positions.forward(/** @type {number} */ (ids.shape[1])));
    for (const { norm1, attention, norm2, up, down } of this.blocks) {
      x = x.add(attention.forward(norm1.forward(x), { isCausal: true, needWeights: false }).output);
      x = x.add(down.forward(gelu(up.forward(norm2.forward(x)))));
    }
    return this.head.forward(this.norm.forward(x));
  }

  /** @param {{ inputs: Tensor, targets: Tensor }} batch */
  loss({ inputs, targets }) {
    return crossEntropy(this.forward(inputs), targets);
  }
}
