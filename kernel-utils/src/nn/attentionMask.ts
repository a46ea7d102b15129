import { tf } from "./tf";

/** Added to a score, it leaves a weight of exactly 0; and unlike -Infinity, no NaN where a whole row has it. */
export const blocked = -1e9;

/** Which keys a query may look at: see AttendOptions. */
export interface Masks {
  isCausal: boolean;
  paddingMask: tf.Tensor | undefined;
}

/**
 * What to add to the scores [batch, heads, queryLen, keyLen], in a shape that broadcasts to theirs: 0 where a query may
 * look, -1e9 where not. undefined where every query may look everywhere.
 */
export function attentionMask(
  queryLen: number,
  keyLen: number,
  { isCausal, paddingMask }: Masks,
): tf.Tensor | undefined {
  const padding = paddingMask?.toFloat().mul(blocked).reshape([-1, 1, 1, keyLen]); // [batch, 1, 1, keyLen]
  if (!isCausal) return padding;
  const isLater = (_: unknown, i: number) => (i % keyLen > Math.floor(i / keyLen) ? blocked : 0);
  const causal = tf.tensor(Float32Array.from({ length: queryLen * keyLen }, isLater), [1, 1, queryLen, keyLen]);
  return padding ? tf.minimum(causal, padding) : causal; // [batch, 1, queryLen, keyLen]
}
