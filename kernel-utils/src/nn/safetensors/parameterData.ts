import { tf } from "../tf";
import type { NamedTensors } from "../training/types";
import type { TensorData } from "./types";

/** Tensors as plain numbers, to be written to a file. */
export function parameterData(tensors: NamedTensors): Record<string, TensorData> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      name,
      { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) },
    ]),
  );
}

/**
 * Give parameters the values of a file: all of them or, where something is wrong, none.
 * @throws RangeError for a parameter that is missing, of another shape, or that the model doesn't have
 */
export function assignParameterData(
  parameters: Readonly<Record<string, tf.Variable>>,
  data: Readonly<Record<string, TensorData>>,
): void {
  for (const [name, { shape }] of Object.entries(parameters)) {
    const given = data[name]?.shape;
    if (given?.join() === shape.join()) continue;
    const got = given ? `[${given.join(", ")}]` : "none";
    throw new RangeError(`${name} must have shape [${shape.join(", ")}], got ${got}; is it another model's file?`);
  }
  const stranger = Object.keys(data).find((name) => !Object.hasOwn(parameters, name));
  if (stranger !== undefined) {
    throw new RangeError(`the file must hold the model's parameters, got ${stranger} too; is it another model's file?`);
  }
  for (const [name, parameter] of Object.entries(parameters)) {
    tf.tidy(() => parameter.assign(tf.tensor(Float32Array.from(data[name]!.values), parameter.shape)));
  }
}
