import { tf } from "../../tf";
import { numThreads } from "../crew/Crew";
import { type Argument, jobArguments } from "../eachPart";
import { matMulBytes } from "../productMemory";
import type { WasmEngine } from "../WasmEngine";
import { registerWasm } from "./registerWasm";

/** Some columns of a matrix for each sentence: where the first one's start, the bytes from row to row, and the rows of each. */
interface Columns {
  place: number;
  stride: number;
  length: number;
}

const columns = (engine: WasmEngine, x: tf.TensorInfo, first = 0): Columns => ({
  place: engine.place(x) + 4 * first,
  stride: 4 * x.shape[2]!,
  length: x.shape[1]!,
});

/** Queries, keys and values; what the layer was asked for; and what goes along. */
interface Call {
  q: Columns;
  k: Columns;
  v: Columns;
  embedSize: number;
  /** [batch, keyLen]: 0, or -1e9 for padding. */
  mask: tf.TensorInfo;
  /** [batch, heads, queryLen, 2]: see the kernel. */
  norms: tf.TensorInfo;
  numHeads: number;
  isCausal: boolean;
}

/**
 * Call a kernel for each sentence of the batch, by two threads.
 * @param more the columns that it takes after those of queries, keys and values, some with their stride
 */
function eachSentence(
  engine: WasmEngine,
  kernel: "attention" | "attentionGrad",
  { q, k, v, embedSize, mask, norms, numHeads, isCausal }: Call,
  more: readonly Argument[],
): void {
  const headSize = embedSize / numHeads;
  const longest = Math.max(q.length, k.length, headSize);
  const scratchBytes = 4 * (2 * q.length + 1) * k.length + matMulBytes(longest, longest);
  const args: Argument[] = [
    ...[q, k, v].flatMap((part) => [start(part), [part.stride, 0] as const]),
    [engine.place(mask), 4 * k.length],
    ...[Number(isCausal), q.length, k.length, headSize, 1 / Math.sqrt(headSize)].map((value) => [value, 0] as const),
    [engine.place(norms), 8 * q.length * numHeads],
    ...more,
    [numHeads, 0],
    [engine.scratch(numThreads * scratchBytes), 0],
  ];
  engine.share({ kernel, count: mask.shape[0]!, ...jobArguments(args), scratchBytes });
}

/** Where the first sentence's rows start, and how far the next one's are from there. */
const start = ({ place, stride, length }: Columns) => [place, stride * length] as const;

function attend(engine: WasmEngine, given: Omit<Call, "norms">): tf.TensorInfo[] {
  const { q, mask, embedSize, numHeads } = given;
  const output = engine.output([mask.shape[0]!, q.length, embedSize]);
  const norms = engine.output([mask.shape[0]!, numHeads, q.length, 2]);
  const out = columns(engine, output);
  eachSentence(engine, "attention", { ...given, norms }, [start(out), [out.stride, 0]]);
  return [output, norms];
}

function attendGrad(engine: WasmEngine, given: Call & { dOut: Columns; dq: Columns; dk: Columns; dv: Columns }): void {
  const { dOut, dq, dk, dv } = given;
  const more = [start(dOut), [dOut.stride, 0] as const, start(dq), start(dk), start(dv)];
  eachSentence(engine, "attentionGrad", given, more);
}

type Heads = Pick<Call, "numHeads" | "isCausal">;

/** Queries, keys and values side by side, [batch, len, 3 embed]; or the keys and values, [batch, len, 2 embed]. */
const parts = (engine: WasmEngine, x: tf.TensorInfo, embedSize: number): Columns[] =>
  Array.from({ length: x.shape[2]! / embedSize }, (_, i) => columns(engine, x, i * embedSize));

/**
 * Kernels SelfAttention, of qkv [batch, len, 3 embed], and CrossAttention, of q [batch, queryLen, embed] and kv [batch, keyLen, 2 embed]:
 * with mask [batch, keyLen] and attributes numHeads and isCausal -> [batch, queryLen, embed], and what the gradient needs again.
 */
export function registerAttention(): void {
  registerWasm("SelfAttention", (engine, { qkv, mask }, attrs) => {
    const embedSize = qkv!.shape[2]! / 3;
    const [q, k, v] = parts(engine, qkv!, embedSize) as [Columns, Columns, Columns];
    return attend(engine, { q, k, v, embedSize, mask: mask!, ...(attrs as unknown as Heads) });
  });
  registerWasm("SelfAttentionGrad", (engine, { dy, qkv, mask, norms }, attrs) => {
    const embedSize = qkv!.shape[2]! / 3;
    const gradient = engine.output(qkv!.shape);
    const [q, k, v] = parts(engine, qkv!, embedSize) as [Columns, Columns, Columns];
    const [dq, dk, dv] = parts(engine, gradient, embedSize) as [Columns, Columns, Columns];
    const given = { q, k, v, embedSize, mask: mask!, norms: norms!, ...(attrs as unknown as Heads) };
    attendGrad(engine, { ...given, dOut: columns(engine, dy!), dq, dk, dv });
    return gradient;
  });
  registerWasm("CrossAttention", (engine, { q, kv, mask }, attrs) => {
    const embedSize = q!.shape[2]!;
    const [k, v] = parts(engine, kv!, embedSize) as [Columns, Columns];
    return attend(engine, { q: columns(engine, q!), k, v, embedSize, mask: mask!, ...(attrs as unknown as Heads) });
  });
  registerWasm("CrossAttentionGrad", (engine, { dy, q, kv, mask, norms }, attrs) => {
    const embedSize = q!.shape[2]!;
    const gradients = [engine.output(q!.shape), engine.output(kv!.shape)];
    const [k, v] = parts(engine, kv!, embedSize) as [Columns, Columns];
    const [dk, dv] = parts(engine, gradients[1]!, embedSize) as [Columns, Columns];
    const given = { q: columns(engine, q!), k, v, embedSize, mask: mask!, norms: norms! };
    const wanted = { dOut: columns(engine, dy!), dq: columns(engine, gradients[0]!), dk, dv };
    attendGrad(engine, { ...given, ...wanted, ...(attrs as unknown as Heads) });
    return gradients;
  });
  tf.registerGradient({
    kernelName: "SelfAttention",
    inputsToSave: ["qkv", "mask"],
    outputsToSave: [false, true],
    gradFunc(dys, [qkv, mask, norms], attrs) {
      const inputs = { dy: (dys as tf.Tensor[])[0]!, qkv: qkv!, mask: mask!, norms: norms! };
      return { qkv: () => tf.engine().runKernel("SelfAttentionGrad", inputs, attrs as tf.NamedAttrMap) as tf.Tensor };
    },
  });
  tf.registerGradient({
    kernelName: "CrossAttention",
    inputsToSave: ["q", "kv", "mask"],
    outputsToSave: [false, true],
    gradFunc(dys, [q, kv, mask, norms], attrs) {
      const inputs = { dy: (dys as tf.Tensor[])[0]!, q: q!, kv: kv!, mask: mask!, norms: norms! };
      const [dq, dkv] = tf.engine().runKernel("CrossAttentionGrad", inputs, attrs as tf.NamedAttrMap) as tf.Tensor[];
      return { q: () => dq!, kv: () => dkv! };
    },
  });
}
