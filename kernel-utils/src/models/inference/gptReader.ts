import { checkInteger } from "../../core";
import { type LayerNorm, type TransformerEncoder, type TransformerEncoderLayer, VectorMemory } from "../../nn";
import type { TokenReader } from "./incrementally";
import { snapshot } from "./snapshot";

/** A text that was read. */
export interface GptState {
  readonly length: number;
  /** The text without its last token. */
  readonly before: GptState | undefined;
  /** Of its last token: each layer's key and value, [layers, 2, embed]. */
  readonly rows: Float32Array;
  /** [embed]: what the last layer made of the last token. */
  readonly x: Float32Array;
}

/** What a Gpt is made of: a token's weights [vocab, embed], a position's [maxSeqLen, embed], and pre-norm causal layers. */
export interface GptParts {
  readonly tokens: Float32Array;
  readonly positions: Float32Array;
  readonly encoder: TransformerEncoder;
  readonly vocabSize: number;
  readonly embedSize: number;
  readonly maxSeqLen: number;
}

/**
 * A Gpt of one token at a time, with the parameters that it has now. Keys and values of the text that was read last are at
 * hand in memory; those of another text are put there first.
 */
export function gptReader({
  tokens,
  positions,
  encoder,
  vocabSize,
  embedSize,
  maxSeqLen,
}: GptParts): TokenReader<GptState> {
  const memory = new VectorMemory();
  const numLayers = encoder.layers.length;
  const rowSize = numLayers * 2 * embedSize;
  const [xAt, normedAt, logitsAt] = [embedSize, embedSize, vocabSize].map((size) => memory.reserve(size)) as [
    number,
    number,
    number,
  ];
  const cacheAt = memory.reserve(maxSeqLen * rowSize);
  const layers = encoder.layers.map((layer, i) =>
    placeLayer(memory, layer, { embedSize, maxSeqLen, xAt, normedAt, cacheAt, rowSize, layer: i }),
  );
  const norm = placeNorm(memory, encoder.norm!, xAt, normedAt);
  const project = memory.product(tokens, new Float32Array(vocabSize));
  const [x, logits] = [memory.view(xAt, embedSize), memory.view(logitsAt, vocabSize)];
  const cache = memory.view(cacheAt, maxSeqLen * rowSize);
  for (const layer of layers) layer.begin();

  /** The text whose keys and values are in memory, by length less 1. */
  const inMemory: GptState[] = [];
  const bringIn = (state: GptState): void => {
    const missing: GptState[] = [];
    let text: GptState = state;
    for (; text.length > 0 && inMemory[text.length - 1] !== text; text = text.before!) missing.push(text);
    if (missing.length > 0) inMemory.length = text.length;
    for (const each of missing.toReversed()) {
      cache.set(each.rows, inMemory.length * rowSize);
      inMemory.push(each);
    }
    inMemory.length = state.length; // what went on from it is written over
  };

  return {
    vocabSize,
    start: { length: 0, before: undefined, rows: new Float32Array(), x: new Float32Array(embedSize) },
    read(state, id) {
      const { length } = state;
      checkInteger("ids.length", length + 1, 1, maxSeqLen);
      bringIn(state);
      for (let i = 0; i < embedSize; i++) x[i] = tokens[id * embedSize + i]! + positions[length * embedSize + i]!;
      for (const layer of layers) layer.read(length);
      const rows = cache.slice(length * rowSize, (length + 1) * rowSize);
      const after = { length: length + 1, before: state, rows, x: x.slice() };
      inMemory.push(after);
      return after;
    },
    logits(state) {
      x.set(state.x);
      norm();
      project.set(normedAt, logitsAt);
      return logits.slice();
    },
  };
}

interface LayerPlaces {
  readonly embedSize: number;
  readonly maxSeqLen: number;
  /** The token as the layers below left it, changed in place. */
  readonly xAt: number;
  readonly normedAt: number;
  /** Keys and values of all layers, [maxSeqLen, rowSize]. */
  readonly cacheAt: number;
  readonly rowSize: number;
  /** Which layer, from 0. */
  readonly layer: number;
}

function placeLayer(memory: VectorMemory, encoderLayer: TransformerEncoderLayer, places: LayerPlaces) {
  const { embedSize, maxSeqLen, xAt, normedAt, cacheAt, rowSize, layer } = places;
  const { selfAttention, feedForward, norm1, norm2 } = encoderLayer;
  const { inProjWeight, inProjBias, outProjWeight, outProjBias } = snapshot(selfAttention.parameters);
  const weights = snapshot(feedForward.parameters);
  const [first, second] = [norm1, norm2].map((norm) => placeNorm(memory, norm, xAt, normedAt));
  const ask = memory.product(inProjWeight, inProjBias);
  const answer = memory.product(outProjWeight, outProjBias);
  const up = memory.product(weights["linear1.weight"]!, weights["linear1.bias"]!);
  const down = memory.product(weights["linear2.weight"]!, weights["linear2.bias"]!);
  const [askedAt, mixedAt, scoresAt] = [3 * embedSize, embedSize, maxSeqLen + 8].map((size) =>
    memory.reserve(size),
  ) as [number, number, number];
  const [betweenAt, slopeAt] = [memory.reserve(up.rows), memory.reserve(up.rows)];
  const headSize = embedSize / selfAttention.numHeads;
  const keysAt = cacheAt + 4 * layer * 2 * embedSize;
  const { attendOne, gelu } = memory.kernels;
  let keyAndValue: Float32Array;
  let cache: Float32Array;
  return {
    /** All memory has been asked for. */
    begin() {
      keyAndValue = memory.view(askedAt + 4 * embedSize, 2 * embedSize);
      cache = memory.view(keysAt, maxSeqLen * rowSize - layer * 2 * embedSize);
    },
    /** The token at `position` goes through the layer. */
    read(position: number) {
      first!();
      ask.set(normedAt, askedAt);
      cache.set(keyAndValue, position * rowSize);
      const shape = [selfAttention.numHeads, 4 * headSize, 1 / Math.sqrt(headSize)] as const;
      attendOne(askedAt, keysAt, keysAt + 4 * embedSize, 4 * rowSize, mixedAt, scoresAt, position + 1, ...shape);
      answer.add(mixedAt, xAt);
      second!();
      up.set(normedAt, betweenAt);
      gelu(betweenAt, betweenAt, slopeAt, 4 * up.rows);
      down.add(betweenAt, xAt);
    },
  };
}

/** A layer norm of the token at one place, to another. */
function placeNorm(
  memory: VectorMemory,
  { epsilon, size, parameters }: LayerNorm,
  from: number,
  to: number,
): () => void {
  const { weight, bias } = snapshot(parameters);
  const [weightAt, biasAt] = [memory.store(weight), memory.store(bias)];
  return () => memory.kernels.layerNorm(from, weightAt, biasAt, to, 1, size, epsilon);
}
