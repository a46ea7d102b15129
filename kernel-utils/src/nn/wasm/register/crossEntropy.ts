import { registerWasm } from "./registerWasm";

/**
 * Kernel CrossEntropy: logits [rows, vocab] and targets [rows] (integers, -1 for one that doesn't count), attribute numTokens -> the
 * sum of the losses over numTokens, [], and softmax(logits) [rows, vocab]; and the gradient of the first.
 */
export function registerCrossEntropy(): void {
  registerWasm("CrossEntropy", (engine, { logits, targets }, { numTokens }) => {
    const [rows, size] = engine.rowsOf(logits!);
    const [loss, probs] = [engine.output([]), engine.output(logits!.shape)];
    const norms = engine.scratch(8 * rows);
    const losses = norms + 4 * rows;
    const [atLogits, atTargets, atProbs] = [logits!, targets!, probs].map((each) => engine.place(each));
    engine.kernels.crossEntropy(atLogits!, atTargets!, atProbs!, norms, losses, rows, size);
    const ids = engine.int32(targets!);
    const [normOf, lossOf] = [engine.float32(norms, rows), engine.float32(losses, rows)];
    let sum = 0;
    for (let row = 0; row < rows; row++) if (ids[row]! >= 0) sum += lossOf[row]! + Math.log(normOf[row]!);
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
