import { createRng, describeValue, type NextLogits, type Rng, type TokenId } from "../core";
import { assignParameterData, crossEntropy, type NamedParameters, tf, type Trainable } from "../nn";
import { incrementally } from "./inference/incrementally";
import { readModelFolder, writeModelFolder } from "./modelFolder";
import { nextTokenBatch, numNextTokens } from "./nextTokenBatch";
import { RnnEncoderDecoder } from "./seq2seq/RnnEncoderDecoder";
import { batchOfOne } from "./seq2seq/sourceTensors";
import { TransformerEncoderDecoder } from "./seq2seq/TransformerEncoderDecoder";
import type { EncoderDecoder, PairedBatch, Seq2SeqConfig, WithRng } from "./seq2seq/types";

/**
 * From one text to another: an encoder reads the source, a decoder writes the target token by token and looks back at what
 * was read. In training the decoder is given the right tokens so far, whatever it would have written (teacher forcing).
 */
export class Seq2Seq implements Trainable<PairedBatch> {
  readonly config: Seq2SeqConfig;
  readonly parameters: NamedParameters;
  readonly rng: Rng;
  readonly #parts: EncoderDecoder;

  /** @throws RangeError for an unknown kind and for sizes that can't be */
  constructor({ rng, ...config }: Seq2SeqConfig & WithRng) {
    this.config = config;
    this.rng = rng;
    this.#parts = makeParts({ ...config, rng });
    this.parameters = this.#parts.parameters;
  }

  /** Read a model that `save` wrote. @throws as readModelFolder does, and RangeError for another architecture's folder */
  static async load(folder: string, { rng = createRng(0) }: { rng?: Rng } = {}): Promise<Seq2Seq> {
    const { architecture, config, tensors } = await readModelFolder(folder);
    if (architecture !== "Seq2Seq") {
      throw new RangeError(`${folder} must hold a Seq2Seq, got the architecture ${describeValue(architecture)}`);
    }
    const model = new Seq2Seq({ ...(config as unknown as Seq2SeqConfig), rng });
    try {
      assignParameterData(model.parameters, tensors);
    } catch (error) {
      model.dispose();
      throw error;
    }
    return model;
  }

  /** Write config.json and model.safetensors, with sizes and weights. */
  async save(folder: string): Promise<void> {
    const { config, parameters } = this;
    await writeModelFolder(folder, { architecture: "Seq2Seq", config: { ...config }, parameters });
  }

  loss({ source, target }: PairedBatch, { isTraining }: { isTraining: boolean }): tf.Scalar {
    return tf.tidy(() => {
      const { inputs, targets } = nextTokenBatch(target);
      return crossEntropy(this.#parts.forward(source, inputs, { isTraining }).logits, targets);
    });
  }

  numTokens({ target }: PairedBatch): number {
    return numNextTokens(target);
  }

  /**
   * The logits of the target's next token, for a source, by the weights as they are now; to be given the target so far, from
   * the token that starts it on. It reads only what is new, and holds no tensors.
   * @throws RangeError for an empty source and ids outside the source's vocabulary
   */
  nextLogits(source: readonly TokenId[]): NextLogits {
    return incrementally(this.#parts.reader(source));
  }

  /**
   * What the decoder looks at in the source as it reads each token of a target: [layer][head][target][source], where each
   * innermost row sums to 1.
   * @throws RangeError for an empty source or target and for ids outside their vocabularies
   */
  attention(source: readonly TokenId[], target: readonly TokenId[]): number[][][][] {
    const { ids, length } = batchOfOne("target", target);
    return tf.tidy(() => {
      const inputs = tf.tensor2d(ids, [1, length], "int32");
      const { weights } = this.#parts.forward(batchOfOne("source", source), inputs, { isTraining: false });
      return weights.map((layer) => layer.squeeze<tf.Tensor3D>([0]).arraySync());
    });
  }

  /** Free the weights; the model can't be used after, what nextLogits gave can. */
  dispose(): void {
    tf.dispose({ ...this.parameters });
  }
}

function makeParts(config: Seq2SeqConfig & WithRng): EncoderDecoder {
  if (config.kind === "rnn") return new RnnEncoderDecoder(config);
  if (config.kind === "transformer") return new TransformerEncoderDecoder(config);
  throw new RangeError(`kind must be one of rnn, transformer, got ${describeValue((config as Seq2SeqConfig).kind)}`);
}
