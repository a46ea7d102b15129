import { readFileSync } from "node:fs";
import { crossEntropy, gelu, LayerNorm, logSoftmax, ready, tf } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { backends } from "./backends";
import { type Nested, distance } from "./distance";

type Tensors = Record<string, tf.Tensor>;

interface Golden {
  source: string;
  cases: {
    op: keyof typeof ops;
    name: string;
    options: Options;
    inputs: Record<string, Nested>;
    output: Nested;
    upstream: Nested;
    gradients: Record<string, Nested>;
  }[];
}

interface Options {
  transposeA: boolean;
  transposeB: boolean;
  targets: number[];
}

const ops = {
  gelu: ({ x }: Tensors) => gelu(x!),
  softmax: ({ x }: Tensors) => x!.softmax(),
  logSoftmax: ({ x }: Tensors) => logSoftmax(x!),
  matMul: ({ a, b }: Tensors, { transposeA, transposeB }: Options) => a!.matMul(b!, transposeA, transposeB),
  fusedMatMul: ({ a, b, bias }: Tensors) => tf.fused.matMul({ a: a!, b: b!, transposeB: true, bias: bias! }),
  layerNorm: ({ x, weight, bias }: Tensors) => {
    const layer = Object.assign(Object.create(LayerNorm.prototype), {
      size: x!.shape.at(-1),
      epsilon: 1e-5,
    }) as LayerNorm;
    return Object.assign(layer, { parameters: { weight, bias } }).forward(x!);
  },
  crossEntropy: ({ logits }: Tensors, { targets }: Options) => crossEntropy(logits!, tf.tensor1d(targets, "int32")),
};

// From the functions of torch 2.13.0: python test/nn/golden/ops.py
const golden = JSON.parse(readFileSync(new URL("golden/ops.json", import.meta.url), "utf8")) as Golden;
/** JSON has no -Infinity. */
const asTensor = (values: Nested) =>
  tf.tensor(
    JSON.parse(JSON.stringify(values), (_, each: unknown) => (each === "-Infinity" ? -Infinity : each)) as number[],
  );

describe.each(backends)("on %s", (backend) => {
  beforeAll(async () => {
    await ready({ backend });
  });

  it.each(golden.cases)(`$op agrees with ${golden.source}, forward and backward: $name`, (example) => {
    tf.tidy(() => {
      const names = Object.keys(example.inputs);
      const inputs = Object.values(example.inputs).map(asTensor);
      const run = (...tensors: tf.Tensor[]) =>
        ops[example.op](Object.fromEntries(names.map((name, i) => [name, tensors[i]!])), example.options);
      const { value, grads } = tf.valueAndGrads((...tensors) =>
        run(...tensors)
          .mul(asTensor(example.upstream))
          .sum(),
      )(inputs);
      expect(distance(run(...inputs), example.output)).toBeLessThanOrEqual(1e-5);
      expect(value.isNaN().any().dataSync()[0]).toBe(0);
      for (const [i, name] of names.entries()) {
        expect(distance(grads[i]!, example.gradients[name]!), `gradient of ${name}`).toBeLessThanOrEqual(1e-5);
      }
    });
  });
});
