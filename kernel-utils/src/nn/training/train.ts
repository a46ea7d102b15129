import { cellSignal, checkInteger, checkNumber, type SeededRng, unbroken } from "../../core";
import { tf } from "../tf";
import { adamW } from "./adamW";
import { type Batches, openBatches } from "./BatchReader";
import { type CheckpointOptions, openCheckpoint } from "./checkpoint";
import { checkFinite, checkParameters } from "./checkFinite";
import { clipFactor, gradientNorm } from "./gradientNorm";
import { lossAndGradients } from "./lossAndGradients";
import { mendBackend } from "./mendBackend";
import { nextTurn } from "./nextTurn";
import { stopwatch } from "./stopwatch";
import type { Optimizer, Schedule, Trainable } from "./types";

export interface TrainOptions<Batch> {
  model: Trainable<Batch>;
  batches: Batches<Batch>;
  /** The last step: an integer >= 1. */
  steps: number;
  /** By default `adamW()`, which is gone with the end of training. */
  optimizer?: Optimizer;
  /** By default the learning rate stays what it is. */
  schedule?: Schedule;
  /** Gradients longer than this, all put into one vector, are scaled down to it; > 0, by default none are. */
  clip?: number;
  /** Batches to a step: an integer >= 1, by default 1. */
  accumulate?: number;
  /** Ends training after the step at which it is aborted; by default the running cell's. */
  signal?: AbortSignal;
  /** Told of each step; `trainingProgress` of kernel-utils/notebook draws them. */
  onStep?: (step: TrainingStep) => void;
  /** By default nothing is written. */
  checkpoint?: CheckpointOptions;
}

/** Where training stands after a step. */
export interface TrainingStep {
  /** From 1 to `steps`. */
  readonly step: number;
  readonly steps: number;
  /** Of this step's batches before the update, in nats a token. */
  readonly loss: number;
  /** Of all gradients as one vector, before it was clipped. */
  readonly gradientNorm: number;
  readonly learningRate: number;
  /** Of the last few steps, as the next. */
  readonly stepsPerSecond: number;
  /** NaN for a model without `numTokens`. */
  readonly tokensPerSecond: number;
  readonly secondsLeft: number;
}

/** What training was. */
export interface TrainingHistory {
  /** Of every step, those before a checkpoint too, in nats a token. */
  readonly losses: readonly number[];
  /** Whether the signal ended it early; the model then is as the last step left it. */
  readonly isStopped: boolean;
  readonly seconds: number;
  /** Over the whole of it; NaN for a model without `numTokens`. */
  readonly tokensPerSecond: number;
  /** The most memory that the process took, looked at ten times a second, in bytes: weights, tensors and Node itself. */
  readonly peakMemory: number;
}

/**
 * Train a model: at each step the loss of the next batch, its gradients, and an update of the parameters. Between steps
 * the event loop has its turn. The same seeds give the same losses on every machine with the same backend.
 * @throws RangeError for an option outside its range, when batches run out, when a checkpoint is of another model, and when the loss,
 *   a gradient or a parameter isn't finite
 */
export async function train<Batch>(options: TrainOptions<Batch>): Promise<TrainingHistory> {
  const { model, steps, optimizer = adamW(), schedule = () => 1, clip = Infinity, accumulate = 1, onStep } = options;
  const { signal = cellSignal() } = options;
  checkInteger("steps", steps, 1);
  checkInteger("accumulate", accumulate, 1);
  checkNumber("clip", clip);
  if (!(clip > 0)) throw new RangeError(`clip must be > 0, got ${clip}; 1 is usual`);
  mendBackend();
  try {
    const checkpoint = openCheckpoint(options.checkpoint, model, optimizer);
    const losses = [...checkpoint.losses];
    const { parameters } = model;
    const rng = model.rng as Partial<SeededRng> | undefined;
    const batches = openBatches(options.batches, { rng, place: checkpoint.place });
    checkpoint.restoreRng();
    const watch = stopwatch();
    let { learningRate } = optimizer;
    const keep = () => {
      checkParameters({ step: losses.length, learningRate, parameters });
      unbroken(() => checkpoint.save(losses, batches.place));
    };
    for (let step = losses.length + 1; step <= steps; step++) {
      if (signal?.aborted) break;
      const factor = factorAt(step, schedule);
      const batchesOfStep = batches.take(accumulate);
      // Torn, it would leave half of the parameters updated, and the backend in the midst of a gradient.
      const report = unbroken(() => trainStep(model, batchesOfStep, { step, optimizer, factor, clip }));
      losses.push(report.loss);
      ({ learningRate } = report);
      const { numTokens, ...numbers } = report;
      onStep?.({ step, steps, ...numbers, ...watch.lap(model.numTokens ? numTokens : NaN, steps - step) });
      if (checkpoint.isDue(step)) keep();
      await nextTurn(signal);
    }
    if (losses.length > checkpoint.losses.length) keep();
    return { losses, isStopped: losses.length < steps, ...watch.total() };
  } finally {
    if (!options.optimizer) optimizer.dispose();
  }
}

function factorAt(step: number, schedule: Schedule): number {
  const factor = schedule(step);
  if (Number.isFinite(factor) && factor >= 0) return factor;
  throw new RangeError(
    `schedule must give a finite number >= 0, got ${factor} for step ${step}; 1 is the optimizer's rate`,
  );
}

interface StepOptions {
  step: number;
  optimizer: Optimizer;
  factor: number;
  clip: number;
}

function trainStep<Batch>(
  model: Trainable<Batch>,
  batches: readonly Batch[],
  { step, optimizer, factor, clip }: StepOptions,
) {
  const { parameters } = model;
  const learningRate = optimizer.learningRate * factor;
  return tf.tidy(() => {
    const { loss, numTokens, gradients } = lossAndGradients(model, batches);
    const norm = gradientNorm(gradients).dataSync()[0]!;
    checkFinite({ step, loss, norm, learningRate, clip, parameters, gradients });
    optimizer.update(parameters, gradients, { factor, scale: clipFactor(norm, clip) });
    return { loss, numTokens, gradientNorm: norm, learningRate };
  });
}
