import { registerWasm } from "./registerWasm";
import { softmaxOf } from "./softmax";

/**
 * Kernel CrossEntropy: logits [rows, vocab] and targets [rows] (integers, -1 for one that doesn't count), attribute numTokens -> the
 * sum of the losses over numTokens, [], and softmax(logits) [rows, vocab]; and the gradient of the first.
 */
export function registerCrossEntropy(): void {
  registerWasm("CrossEntropy", (engine, { logits, targets }, { numTokens }) => {
    const loss = engine.output([]);
    const { y: probs, norms } = softmaxOf(engine, logits!);
    const [rows, size] = engine.rowsOf(logits!);
    const [logitOf, normOf] = [engine.float32(engine.place(logits!), rows * size), engine.float32(norms, 2 * rows)];
    let sum = 0;
    for (const [row, target] of engine.int32(targets!).entries()) {
      if (target >= 0) sum += normOf[2 * row]! - logitOf[row * size + target]! + Math.log(normOf[2 * row + 1]!);
    }
    engine.float32(engine.place(loss), 1)[0] = sum / (numTokens as number);
    return [loss, probs];
  });
  registerWasm("CrossEntropyGrad", (engine, { dy, probs, targets }, { numTokens }) => {
    const [rows, size] = engine.rowsOf(probs!);
    const dLogits = engine.output(probs!.shape);
    const scale = engine.float32(engine.place(dy!), 1)[0]! / (numTokens as number);
    const [atProbs, atTargets, atGradient] = [probs!, targets!, dLogits].map((each) => engine.place(each));
    engine.kernels.crossEntropyGrad(atProbs!, atTargets!, atGradient!, rows, size, scale);
    return dLogits;
  });
}
