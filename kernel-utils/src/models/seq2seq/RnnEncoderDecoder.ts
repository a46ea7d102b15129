import { checkInteger, type TokenId } from "../../core";
import { Dropout, Embedding, GRU, Linear, type NamedParameters, namedParameters, tf, vectorProducts } from "../../nn";
import { attend } from "../inference/attend";
import type { TokenReader } from "../inference/incrementally";
import { type RecurrentState, recurrentStep } from "../inference/recurrentStep";
import { rowsOf } from "../inference/rowsOf";
import { snapshot } from "../inference/snapshot";
import { whileUnchanged } from "../inference/whileUnchanged";
import type { PaddedBatch } from "../nextTokenBatch";
import { reversedOrder, lastPlaces } from "./bothWays";
import { batchOfOne, idsOf, paddingOf } from "./sourceTensors";
import type { EncoderDecoder, RnnSeq2SeqConfig, WithRng } from "./types";

/** Added to a score, it leaves a weight of exactly 0. */
const blocked = -1e9;

/** What it is made of. */
interface Parts {
  readonly sourceEmbedding: Embedding;
  readonly targetEmbedding: Embedding;
  readonly forwards: GRU;
  readonly backwards: GRU;
  /** From the last states of both to the decoder's first. */
  readonly bridge: Linear;
  readonly decoder: GRU;
  /** What the decoder's states are compared with. */
  readonly key: Linear;
  /** Of what was looked at and the decoder's state, what the output sees. */
  readonly combine: Linear;
  readonly output: Linear;
}

/**
 * Two GRUs read the source, one from its end; a third writes the target and at each token mixes what they made of the
 * source, by how it scores with its own state.
 * Source: Bahdanau et al. 2015, arXiv:1409.0473 (reading both ways); Luong et al. 2015, arXiv:1508.04025 (global attention
 * with the score h W h', here divided by the root of its size, and without input feeding).
 */
export class RnnEncoderDecoder implements EncoderDecoder<RecurrentState> {
  readonly parameters: NamedParameters;
  readonly #config: RnnSeq2SeqConfig;
  readonly #parts: Parts;
  readonly #tokenParts: () => ReturnType<typeof tokenParts>;
  readonly #dropout: Dropout;

  /** @throws RangeError for a hiddenSize that is no even integer >= 2, and as its layers do */
  constructor(config: RnnSeq2SeqConfig & WithRng) {
    const { sourceVocabSize, targetVocabSize, embedSize, hiddenSize, dropout = 0, rng } = config;
    checkInteger("hiddenSize", hiddenSize, 2);
    if (hiddenSize % 2 !== 0) throw new RangeError(`hiddenSize must be even, got ${hiddenSize}; each way takes half`);
    this.#config = config;
    this.#dropout = new Dropout({ p: dropout, rng });
    const half = hiddenSize / 2;
    this.#parts = {
      sourceEmbedding: new Embedding({ vocabSize: sourceVocabSize, embedSize, rng }),
      targetEmbedding: new Embedding({ vocabSize: targetVocabSize, embedSize, rng }),
      forwards: new GRU({ inputSize: embedSize, hiddenSize: half, rng }),
      backwards: new GRU({ inputSize: embedSize, hiddenSize: half, rng }),
      bridge: new Linear({ inputSize: hiddenSize, outputSize: hiddenSize, rng }),
      decoder: new GRU({ inputSize: embedSize, hiddenSize, rng }),
      key: new Linear({ inputSize: hiddenSize, outputSize: hiddenSize, rng }),
      combine: new Linear({ inputSize: 2 * hiddenSize, outputSize: hiddenSize, rng }),
      output: new Linear({ inputSize: hiddenSize, outputSize: targetVocabSize, rng }),
    };
    this.parameters = namedParameters({ ...this.#parts });
    this.#tokenParts = whileUnchanged(this.parameters, () => tokenParts(this.#parts));
  }

  forward(source: PaddedBatch, inputs: tf.Tensor2D, { isTraining }: { isTraining: boolean }) {
    const { targetEmbedding, decoder, key, combine, output } = this.#parts;
    const drop = (x: tf.Tensor) => this.#dropout.forward(x, { isTraining });
    const { memory, first } = this.#encode(source, isTraining);
    const states = decoder.forward(drop(targetEmbedding.forward(inputs)), first.expandDims(0)).output;
    const size = Math.sqrt(this.#config.hiddenSize);
    const scores = tf.matMul(states, key.forward(memory), false, true).div(size); // [batch, targetLen, sourceLen]
    const padding = paddingOf(source)?.expandDims(1).toFloat().mul(blocked); // [batch, 1, sourceLen]
    const weights = (padding ? scores.add(padding) : scores).softmax();
    const looked = weights.matMul(memory); // [batch, targetLen, hidden]
    const combined = combine.forward(tf.concat([looked, states], -1)).tanh();
    return { logits: output.forward(drop(combined)), weights: [weights.expandDims(1)] };
  }

  reader(source: readonly TokenId[]): TokenReader<RecurrentState> {
    const { embedSize, targetVocabSize } = this.#config;
    const { key } = this.#parts;
    const [memory, keys, [first]] = tf.tidy(() => {
      const encoded = this.#encode(batchOfOne("source", source), false);
      return [rowsOf(encoded.memory), rowsOf(key.forward(encoded.memory)), rowsOf(encoded.first)];
    });
    const { step, embedding, ofBoth, ofAll } = this.#tokenParts();
    return {
      vocabSize: targetVocabSize,
      start: { h: first!, c: new Float32Array() },
      read: (state, id) => step(embedding.subarray(id * embedSize, (id + 1) * embedSize), state),
      logits: ({ h }) => {
        const both = new Float32Array(2 * h.length);
        both.set(attend(h, keys!, memory!, 1));
        both.set(h, h.length);
        return ofAll(ofBoth(both).map(Math.tanh));
      },
    };
  }

  /** memory [batch, sourceLen, hidden], of each token from both ways; first [batch, hidden], what the decoder begins with. */
  #encode(source: PaddedBatch, isTraining: boolean): { memory: tf.Tensor3D; first: tf.Tensor2D } {
    const { sourceEmbedding, forwards, backwards, bridge } = this.#parts;
    const half = this.#config.hiddenSize / 2;
    const { batchSize, length } = source;
    const order = reversedOrder(source);
    const rows = (x: tf.Tensor, places: tf.Tensor1D) => tf.gather(x.reshape([batchSize * length, -1]), places);
    const tokens = this.#dropout.forward(sourceEmbedding.forward(idsOf(source)), { isTraining });
    const turned = rows(tokens, order).reshape(tokens.shape); // each sentence from its last token
    const there = forwards.forward(tokens).output;
    const back = backwards.forward(turned).output;
    const returned = rows(back, order).reshape([batchSize, length, half]); // each state at its token again
    const last = lastPlaces(source);
    const ends = tf.concat([rows(there, last), rows(back, last)], 1); // [batch, hidden]
    return {
      memory: tf.concat([there, returned], -1) as tf.Tensor3D,
      first: bridge.forward(ends).tanh() as tf.Tensor2D,
    };
  }
}

/** What reads one token of a target at a time, of any source, with the parameters as they are now. */
function tokenParts({ targetEmbedding, decoder, combine, output }: Parts) {
  const product = vectorProducts();
  const mapOf = ({ parameters }: Linear) => {
    const { weight, bias } = snapshot(parameters);
    return product(weight, bias);
  };
  return {
    step: recurrentStep("GRU", decoder.parameters, product),
    embedding: snapshot(targetEmbedding.parameters).weight,
    ofBoth: mapOf(combine),
    ofAll: mapOf(output),
  };
}
