import { checkInteger } from "../core";
import { checkInput } from "./checkInput";
import { tf } from "./tf";

/**
 * Turn queries or keys by their position: numbers i and i + headSize / 2 are a point in the plane, turned by the angle
 * position / 10000^(2 i / headSize). A query's product with a key then knows their distance alone.
 * x [..., seqLen, headSize] -> the same shape. The caller owns it.
 * @param offset the first token's position, >= 0: how many tokens were read before
 * @throws RangeError if headSize is odd or offset no integer >= 0; TypeError if x isn't float32
 * Source: Su et al. 2021, arXiv:2104.09864; agrees with Hugging Face's Llama.
 */
export function rotaryPositions(x: tf.Tensor, { offset = 0 }: { offset?: number } = {}): tf.Tensor {
  checkInput("rotaryPositions: x", x, ["...", "seqLen", "headSize"]);
  checkInteger("offset", offset, 0);
  const [seqLen, headSize] = x.shape.slice(-2) as [number, number];
  if (headSize % 2 !== 0) {
    throw new RangeError(`rotaryPositions: headSize must be even, got ${headSize}; its numbers are turned in pairs`);
  }
  const half = headSize / 2;
  const angles = Array.from({ length: seqLen * headSize }, (_, i) => {
    const pair = (i % headSize) % half;
    return (offset + Math.floor(i / headSize)) / 10000 ** ((2 * pair) / headSize);
  });
  return tf.tidy(() => {
    const cos = tf.tensor2d(Float32Array.from(angles, Math.cos), [seqLen, headSize]);
    const sin = tf.tensor2d(Float32Array.from(angles, Math.sin), [seqLen, headSize]);
    const [first, second] = tf.split(x, 2, -1) as [tf.Tensor, tf.Tensor]; // each [..., seqLen, half]
    return x.mul(cos).add(tf.concat([second.neg(), first], -1).mul(sin));
  });
}
