import { tf } from "../tf";
import type { NamedTensors, Trainable } from "./types";

/**
 * The mean loss over the tokens of `batches`, read one after the other, and its gradients: what all of them together as
 * one batch would give, in the memory of one. The caller owns the gradients; those of parameters that the loss doesn't
 * depend on are left out.
 */
export function lossAndGradients<Batch>(
  model: Trainable<Batch>,
  batches: readonly Batch[],
): { loss: number; numTokens: number; gradients: NamedTensors } {
  const counts = batches.map((batch) => model.numTokens?.(batch) ?? 1);
  const numTokens = counts.reduce((sum, count) => sum + count);
  const entries = Object.entries(model.parameters);
  const variables = entries.map(([, parameter]) => parameter);
  let loss = 0;
  const gradients = tf.tidy(() => {
    let sums: Record<string, tf.Tensor> = {};
    for (const [i, batch] of batches.entries()) {
      const share = counts[i]! / numTokens;
      sums = tf.tidy(() => {
        const { value, grads } = tf.variableGrads(() => model.loss(batch, { isTraining: true }), variables);
        loss += share * value.dataSync()[0]!;
        return addShare(sums, share, Object.fromEntries(entries.map(([name, { name: id }]) => [name, grads[id]])));
      });
    }
    return sums;
  });
  return { loss, numTokens, gradients };
}

/** sums + share * gradients, name by name. */
function addShare(
  sums: NamedTensors,
  share: number,
  gradients: Readonly<Record<string, tf.Tensor | undefined>>,
): Record<string, tf.Tensor> {
  const added: Record<string, tf.Tensor> = {};
  for (const name of Object.keys(gradients)) {
    const [sum, gradient] = [sums[name], gradients[name]];
    const part = share === 1 ? gradient : gradient?.mul(share);
    const both = sum && part ? sum.add(part) : (part ?? sum?.clone());
    if (both) added[name] = both;
  }
  return added;
}
