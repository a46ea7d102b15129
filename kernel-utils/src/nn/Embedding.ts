import { type Rng, checkInteger } from "../core";
import { checkInput } from "./checkInput";
import { createVariable } from "./createVariable";
import { standardNormal } from "./distributions";
import { inUse } from "./inUse";
import { tf } from "./tf";
import { hasKernel } from "./wasm";

export interface EmbeddingOptions {
  /** Token ids there are: an integer >= 1. */
  vocabSize: number;
  /** Numbers that stand for one token: an integer >= 1. */
  embedSize: number;
  /** What the first weights are drawn from. */
  rng: Rng;
}

/**
 * A row of numbers for each token id. The rows start as draws from the normal distribution of mean 0 and variance 1.
 * Agrees with torch.nn.Embedding (PyTorch 2.13).
 */
export class Embedding {
  readonly vocabSize: number;
  readonly embedSize: number;
  /** weight [vocab, embed]. */
  readonly parameters: { readonly weight: tf.Variable<tf.Rank.R2> };

  /** @throws RangeError if a size is no integer >= 1 */
  constructor({ vocabSize, embedSize, rng }: EmbeddingOptions) {
    checkInteger("vocabSize", vocabSize, 1);
    checkInteger("embedSize", embedSize, 1);
    this.vocabSize = vocabSize;
    this.embedSize = embedSize;
    this.parameters = { weight: createVariable<tf.Rank.R2>([vocabSize, embedSize], standardNormal(rng)) };
  }

  /**
   * ids [...] of dtype int32, each in [0, vocab - 1] -> [..., embed]. The caller owns it.
   * @throws TypeError for another dtype; RangeError for an id outside, with its position
   */
  forward(ids: tf.Tensor): tf.Tensor {
    checkInput("Embedding: ids", ids, ["..."], "int32");
    // tf.gather reads beside the weights for an id that there isn't, and says nothing.
    const values = ids.dataSync();
    const stranger = values.findIndex((id) => id < 0 || id >= this.vocabSize);
    if (stranger >= 0) {
      throw new RangeError(
        `Embedding: ids must be in [0, ${this.vocabSize - 1}], got ${values[stranger]} at position ${stranger}; is it another tokenizer's?`,
      );
    }
    const { weight } = inUse("Embedding", this.parameters);
    return hasKernel("Embedding")
      ? (tf.engine().runKernel("Embedding", { weight, ids }) as tf.Tensor)
      : tf.gather(weight, ids);
  }

  /** Free the weights; the layer can't be used after. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}
