import { type Rng, checkInteger } from "../core";
import { affine } from "./affine";
import { attentionMask, blocked, type Masks } from "./attentionMask";
import { checkInput } from "./checkInput";
import { createVariable } from "./createVariable";
import { uniform } from "./distributions";
import { inUse } from "./inUse";
import { tf } from "./tf";
import { hasKernel } from "./wasm";

export interface MultiHeadAttentionOptions {
  /** Numbers that stand for one token: an integer >= 1. */
  embedSize: number;
  /** Heads that look at the tokens each in its own way: an integer >= 1 that divides embedSize. */
  numHeads: number;
  /** What the first weights are drawn from. */
  rng: Rng;
}

export interface AttendOptions {
  /** A query looks at the keys of its own position and before; false by default. */
  isCausal?: boolean;
  /** [batch, keyLen], or [keyLen] without a batch, of dtype bool: true for a key that is padding, to be looked past. */
  paddingMask?: tf.Tensor;
}

/** false for the output alone, which is faster; true by default. */
export interface NeedWeights<B extends boolean = boolean> {
  needWeights?: B;
}

/** Where keys and values come from: by default from where the queries do. */
type AttendTo = AttendOptions & { key?: tf.Tensor; value?: tf.Tensor };

export interface Attended {
  /** [batch, queryLen, embed], or [queryLen, embed] without a batch. */
  output: tf.Tensor;
  /** As below; left out where they aren't needed. */
  weights?: tf.Tensor;
}

export interface Attention extends Attended {
  /** What each head looks at, [batch, heads, queryLen, keyLen], or without the batch: each row sums to 1. */
  weights: tf.Tensor;
}

/**
 * Attention(Q, K, V) = softmax(Q K^T / sqrt(headSize) + mask) V in several heads side by side, each in headSize =
 * embedSize / numHeads of the numbers, between a projection of query, key and value and a projection of what comes out.
 * The first projection starts uniform in ±sqrt(6 / (4 embedSize)), the last in ±1/sqrt(embedSize), the biases as zeros.
 * A query that may look at no key looks at all alike, where PyTorch gives NaN.
 * Source: Vaswani et al. 2017, arXiv:1706.03762; agrees with torch.nn.MultiheadAttention (PyTorch 2.13, batch_first).
 */
export class MultiHeadAttention {
  readonly embedSize: number;
  readonly numHeads: number;
  /** inProjWeight [3 embed, embed] and inProjBias [3 embed] for query, key, value; outProjWeight [embed, embed]; outProjBias. */
  readonly parameters: {
    readonly inProjWeight: tf.Variable<tf.Rank.R2>;
    readonly inProjBias: tf.Variable<tf.Rank.R1>;
    readonly outProjWeight: tf.Variable<tf.Rank.R2>;
    readonly outProjBias: tf.Variable<tf.Rank.R1>;
  };

  /** @throws RangeError if a size is no integer >= 1, or numHeads doesn't divide embedSize */
  constructor({ embedSize, numHeads, rng }: MultiHeadAttentionOptions) {
    checkInteger("embedSize", embedSize, 1);
    checkInteger("numHeads", numHeads, 1);
    if (embedSize % numHeads !== 0) {
      throw new RangeError(
        `numHeads must divide embedSize ${embedSize}, got ${numHeads}; each head takes an equal part`,
      );
    }
    this.embedSize = embedSize;
    this.numHeads = numHeads;
    const zero = () => 0;
    this.parameters = {
      inProjWeight: createVariable<tf.Rank.R2>(
        [3 * embedSize, embedSize],
        uniform(rng, Math.sqrt(6 / (4 * embedSize))),
      ),
      inProjBias: createVariable<tf.Rank.R1>([3 * embedSize], zero),
      outProjWeight: createVariable<tf.Rank.R2>([embedSize, embedSize], uniform(rng, 1 / Math.sqrt(embedSize))),
      outProjBias: createVariable<tf.Rank.R1>([embedSize], zero),
    };
  }

  /**
   * Every query asks every key, and takes from the values as they answer. Self-attention: key and value left out.
   * query [batch, queryLen, embed], key and value [batch, keyLen, embed], or all three without the batch.
   * The caller owns output and weights.
   * @throws RangeError if a shape doesn't fit; TypeError if the mask isn't bool, or another tensor isn't float32
   */
  forward(query: tf.Tensor, options?: AttendTo & NeedWeights<true>): Attention;
  forward(query: tf.Tensor, options: AttendTo & NeedWeights): Attended;
  forward(query: tf.Tensor, options: AttendTo & NeedWeights = {}): Attended {
    const { key = query, value = key, isCausal = false, paddingMask, needWeights = true } = options;
    const { embedSize, numHeads } = this;
    const { outProjWeight, outProjBias } = inUse("MultiHeadAttention", this.parameters);
    const isBatch = query.rank === 3;
    checkInput("MultiHeadAttention: query", query, [...(isBatch ? ["batch"] : []), "queryLen", embedSize]);
    const batch = isBatch ? [query.shape[0]!] : [];
    checkInput("MultiHeadAttention: key", key, [...batch, "keyLen", embedSize]);
    const keyLen = key.shape.at(-2)!;
    checkInput("MultiHeadAttention: value", value, [...batch, keyLen, embedSize]);
    if (paddingMask) {
      checkInput("MultiHeadAttention: paddingMask", paddingMask, [...batch, keyLen], "bool");
    }
    const queryLen = query.shape.at(-2)!;
    if (!needWeights && key === value && hasKernel("SelfAttention")) {
      return { output: this.#fused(query, key, { isCausal, paddingMask }) };
    }
    return tf.tidy(() => {
      const [q, k, v] = this.#project([query, key, value]); // [batch, heads, length, headSize]
      const scores = q!.matMul(k!, false, true).div(Math.sqrt(embedSize / numHeads)); // [batch, heads, queryLen, keyLen]
      const mask = attentionMask(queryLen, keyLen, { isCausal, paddingMask });
      const weights = (mask ? scores.add(mask) : scores).softmax();
      const mixed = weights.matMul(v!).transpose([0, 2, 1, 3]).reshape(query.shape); // [batch, queryLen, embed]
      const output = affine(mixed, outProjWeight, outProjBias);
      return needWeights ? { output, weights: weights.reshape([...batch, numHeads, queryLen, keyLen]) } : { output };
    });
  }

  /** Query, key and value, each by its third of the first projection: [batch, length, embed] -> [batch, heads, length, headSize]. */
  #project(inputs: tf.Tensor[]): tf.Tensor[] {
    const { embedSize, numHeads } = this;
    const weights = tf.split(this.parameters.inProjWeight.transpose(), 3, 1) as tf.Tensor[]; // each [embed, embed]
    const biases = tf.split(this.parameters.inProjBias, 3) as tf.Tensor[];
    return inputs.map((x, i) => {
      const rows = x.reshape([-1, embedSize]).matMul(weights[i]!).add(biases[i]!); // [batch * length, embed]
      return rows.reshape([-1, x.shape.at(-2)!, numHeads, embedSize / numHeads]).transpose([0, 2, 1, 3]);
    });
  }

  /** The output alone, by one kernel between the projections. */
  #fused(query: tf.Tensor, key: tf.Tensor, { isCausal, paddingMask }: Masks): tf.Tensor {
    const { embedSize, numHeads } = this;
    const { inProjWeight, inProjBias, outProjWeight, outProjBias } = this.parameters;
    const project = (x: tf.Tensor, [first, count]: readonly [number, number]) => {
      const isAll = count === 3;
      const weight = isAll ? inProjWeight : inProjWeight.slice([first * embedSize, 0], [count * embedSize, embedSize]);
      const bias = isAll ? inProjBias : inProjBias.slice(first * embedSize, count * embedSize);
      return affine(x.rank === 3 ? x : x.expandDims(0), weight, bias); // [batch, length, count * embed]
    };
    return tf.tidy(() => {
      const [batchSize, keyLen] = key.rank === 3 ? (key.shape as [number, number]) : [1, key.shape[0]!];
      const mask = paddingMask?.toFloat().mul(blocked).reshape([batchSize, keyLen]) ?? tf.zeros([batchSize, keyLen]);
      const attrs = { numHeads, isCausal };
      const [mixed] = (
        key === query
          ? tf.engine().runKernel("SelfAttention", { qkv: project(query, [0, 3]), mask }, attrs)
          : tf
              .engine()
              .runKernel("CrossAttention", { q: project(query, [0, 1]), kv: project(key, [1, 2]), mask }, attrs)
      ) as tf.Tensor[]; // [batch, queryLen, embed]
      return affine(query.rank === 3 ? mixed! : mixed!.squeeze([0]), outProjWeight, outProjBias);
    });
  }

  /** Free the weights; the layer can't be used after. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}
