import type { TokenId } from "../../core";
import {
  Dropout,
  Embedding,
  Linear,
  type NamedParameters,
  namedParameters,
  sinusoidalPositions,
  tf,
  TransformerDecoder,
  TransformerEncoder,
  vectorProducts,
} from "../../nn";
import { emptyMemory, type Memory } from "../inference/attention";
import { decoderLayer } from "../inference/decoderLayer";
import type { TokenReader } from "../inference/incrementally";
import { normalise } from "../inference/normalise";
import { rowsOf } from "../inference/rowsOf";
import { snapshot } from "../inference/snapshot";
import { whileUnchanged } from "../inference/whileUnchanged";
import type { PaddedBatch } from "../nextTokenBatch";
import { batchOfOne, idsOf, paddingOf } from "./sourceTensors";
import type { EncoderDecoder, TransformerSeq2SeqConfig, WithRng } from "./types";

/** What the decoder has in mind of the target so far. */
interface DecoderState {
  /** Tokens read. */
  readonly length: number;
  /** What each layer remembers of them. */
  readonly texts: readonly Memory[];
  /** [embed]: what the last layer made of the last one. */
  readonly x: Float32Array;
}

/** Source: Vaswani et al. 2017, arXiv:1706.03762, with the layer norms of Xiong et al. 2020, arXiv:2002.04745. */
export class TransformerEncoderDecoder implements EncoderDecoder<DecoderState> {
  readonly parameters: NamedParameters;
  readonly #config: TransformerSeq2SeqConfig;
  readonly #sourceEmbedding: Embedding;
  readonly #targetEmbedding: Embedding;
  readonly #encoder: TransformerEncoder;
  readonly #decoder: TransformerDecoder;
  readonly #output: Linear;
  readonly #dropout: Dropout;
  readonly #tokenParts: () => ReturnType<typeof tokenParts>;

  /** @throws RangeError as its layers do */
  constructor(config: TransformerSeq2SeqConfig & WithRng) {
    const { sourceVocabSize, targetVocabSize, embedSize, dropout = 0, rng } = config;
    this.#config = config;
    const layers = { ...config, isPreNorm: true };
    this.#dropout = new Dropout({ p: dropout, rng });
    this.#encoder = new TransformerEncoder(layers);
    this.#decoder = new TransformerDecoder(layers);
    this.#sourceEmbedding = new Embedding({ vocabSize: sourceVocabSize, embedSize, rng });
    this.#targetEmbedding = new Embedding({ vocabSize: targetVocabSize, embedSize, rng });
    this.#output = new Linear({ inputSize: embedSize, outputSize: targetVocabSize, rng });
    this.parameters = namedParameters({
      sourceEmbedding: this.#sourceEmbedding,
      targetEmbedding: this.#targetEmbedding,
      encoder: this.#encoder,
      decoder: this.#decoder,
      output: this.#output,
    });
    this.#tokenParts = whileUnchanged(this.parameters, () =>
      tokenParts(this.#decoder, this.#targetEmbedding, this.#output),
    );
  }

  forward(source: PaddedBatch, inputs: tf.Tensor2D, { isTraining }: { isTraining: boolean }) {
    const paddingMask = paddingOf(source);
    const memory = this.#encode(source, paddingMask, isTraining);
    const tokens = this.#embed(this.#targetEmbedding, inputs, isTraining);
    const how = { memoryPaddingMask: paddingMask, isTraining, needWeights: !isTraining };
    const decoded = this.#decoder.forward(tokens, memory, how);
    return { logits: this.#output.forward(decoded.output), weights: decoded.weights };
  }

  reader(source: readonly TokenId[]): TokenReader<DecoderState> {
    const { embedSize, targetVocabSize } = this.#config;
    const memory = tf.tidy(() => rowsOf(this.#encode(batchOfOne("source", source), undefined, false)));
    const { layers, norm, embedding, output } = this.#tokenParts();
    const steps = layers.map((layer) => layer(memory));
    let positions = tf.tidy(() => rowsOf(this.#positions(32)));
    return {
      vocabSize: targetVocabSize,
      start: { length: 0, texts: steps.map(() => emptyMemory), x: new Float32Array(embedSize) },
      read: ({ length, texts }, id) => {
        if (length >= positions.length) positions = tf.tidy(() => rowsOf(this.#positions(2 * length)));
        let x: Float32Array = positions[length]!.map((value, i) => value + embedding[id * embedSize + i]!);
        const after = steps.map((step, layer) => {
          const result = step(x, texts[layer]!);
          x = result.x;
          return result.text;
        });
        return { length: length + 1, texts: after, x };
      },
      logits: ({ x }) => output(norm(x)),
    };
  }

  /** [batch, sourceLen] -> [batch, sourceLen, embed] */
  #encode(source: PaddedBatch, paddingMask: tf.Tensor | undefined, isTraining: boolean): tf.Tensor {
    const tokens = this.#embed(this.#sourceEmbedding, idsOf(source), isTraining);
    return this.#encoder.forward(tokens, { paddingMask, isTraining, needWeights: false }).output;
  }

  /** ids [batch, seqLen] -> [batch, seqLen, embed] */
  #embed(embedding: Embedding, ids: tf.Tensor2D, isTraining: boolean): tf.Tensor {
    const tokens = embedding.forward(ids).add(this.#positions(ids.shape[1]));
    return this.#dropout.forward(tokens, { isTraining });
  }

  #positions(seqLen: number): tf.Tensor2D {
    return sinusoidalPositions({ seqLen, embedSize: this.#config.embedSize });
  }
}

/** What reads one token of a target at a time, of any source, with the parameters as they are now. */
function tokenParts(decoder: TransformerDecoder, targetEmbedding: Embedding, output: Linear) {
  const product = vectorProducts();
  const { weight, bias } = snapshot(output.parameters);
  return {
    layers: decoder.layers.map((layer) => decoderLayer(layer, product)),
    norm: normalise(decoder.norm!),
    embedding: snapshot(targetEmbedding.parameters).weight,
    output: product(weight, bias),
  };
}
