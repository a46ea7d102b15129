import type * as tfjs from "@tensorflow/tfjs-core";

type Core = typeof tfjs;
type Op = (...args: unknown[]) => unknown;

/** Functions of tfjs-core whose first argument becomes `this`. */
const sameName = `
  abs acos acosh add all any argMax argMin asin asinh atan atan2 atanh avgPool batchNorm batchToSpaceND broadcastTo cast
  ceil clipByValue conv1d conv2d conv2dTranspose cos cosh cumprod cumsum depthToSpace depthwiseConv2d dilation2d div
  divNoNan dot elu equal erf euclideanNorm exp expandDims expm1 fft floor floorDiv gather greater greaterEqual ifft irfft
  isFinite isInf isNaN leakyRelu less lessEqual localResponseNormalization log log1p logSigmoid logSoftmax logSumExp
  logicalAnd logicalNot logicalOr logicalXor matMul max maxPool maximum mean min minimum mirrorPad mod mul neg norm
  notEqual oneHot onesLike pad pool pow prelu prod reciprocal relu relu6 reshape reverse rfft round rsqrt selu
  separableConv2d sigmoid sign sin sinh slice softmax softplus spaceToBatchND split sqrt square squaredDifference squeeze
  step stridedSlice sub sum tan tanh tile topk transpose unique unsortedSegmentSum unstack zerosLike`
  .trim()
  .split(/\s+/);

const asArray = (x: tfjs.Tensor | tfjs.Tensor[]) => (Array.isArray(x) ? x : [x]);

/** Methods that are not one function of the same name. */
const otherNames = (core: Core): Record<string, (self: tfjs.Tensor, ...args: never[]) => unknown> => ({
  as1D: (self) => core.reshape(self, [self.size]),
  as2D: (self, ...shape: number[]) => core.reshape(self, shape),
  as3D: (self, ...shape: number[]) => core.reshape(self, shape),
  as4D: (self, ...shape: number[]) => core.reshape(self, shape),
  as5D: (self, ...shape: number[]) => core.reshape(self, shape),
  asScalar: (self) => core.reshape(self, []),
  asType: (self, dtype: tfjs.DataType) => core.cast(self, dtype),
  concat: (self, x: tfjs.Tensor | tfjs.Tensor[], axis?: number) => core.concat([self, ...asArray(x)], axis),
  flatten: (self) => core.reshape(self, [self.size]),
  reshapeAs: (self, x: tfjs.Tensor) => core.reshape(self, x.shape),
  resizeBilinear: (self, ...args: never[]) => (core.image.resizeBilinear as Op)(self, ...args),
  resizeNearestNeighbor: (self, ...args: never[]) => (core.image.resizeNearestNeighbor as Op)(self, ...args),
  stack: (self, x: tfjs.Tensor | tfjs.Tensor[], axis?: number) => core.stack([self, ...asArray(x)], axis),
  toBool: (self) => core.cast(self, "bool"),
  toFloat: (self) => core.cast(self, "float32"),
  toInt: (self) => core.cast(self, "int32"),
  where: (self, condition: tfjs.Tensor, x: tfjs.Tensor) => core.where(condition, self, x),
});

/**
 * Give tensors their methods: `x.matMul(y).add(b)` for `tf.add(tf.matMul(x, y), b)`.
 * tfjs-core's CommonJS build comes without them, and its own files for it are in a form that Node does not load.
 * Source: @tensorflow/tfjs-core 4.22.0, src/public/chained_ops.
 */
export function registerChainedOps(core: Core): void {
  const prototype = core.Tensor.prototype as unknown as Record<string, unknown>;
  const ops = core as unknown as Record<string, Op>;
  const define = (name: string, op: Op) => {
    prototype[name] = function (this: tfjs.Tensor, ...args: unknown[]) {
      (this as unknown as { throwIfDisposed(): void }).throwIfDisposed();
      return op(this, ...args);
    };
  };
  for (const name of sameName) define(name, ops[name]!);
  for (const [name, op] of Object.entries(otherNames(core))) define(name, op as Op);
}
