import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkInteger, type SeededRng } from "../../core";
import { assignParameterData, parameterData } from "../safetensors/parameterData";
import { readSafetensors } from "../safetensors/readSafetensors";
import type { TensorData } from "../safetensors/types";
import { writeSafetensors } from "../safetensors/writeSafetensors";
import { tf } from "../tf";
import type { BatchPlace } from "./BatchReader";
import type { Optimizer, Trainable } from "./types";

export interface CheckpointOptions {
  /** Where `checkpoint.safetensors` stands; the folder is made when it is missing. */
  folder: string;
  /** After so many steps it is written again, and at the end, also of stopped training; an integer >= 1, by default 100. */
  every?: number;
  /**
   * Go on from it where there is one: the model, the optimizer, the losses, and what dropout draws are those of the
   * training that wrote it, and the batches that it had are left out. Training then goes on bit for bit as it would
   * have: with model, optimizer and batches made anew as they were then, or with those that were stopped. By default false.
   */
  resume?: boolean;
}

/** A place to go on from; of training without one, nothing is written. */
export interface Checkpoint {
  /** Of the steps that were made. */
  readonly losses: readonly number[];
  /** Where the batches of the next step begin; undefined for the start. */
  readonly place: BatchPlace | undefined;
  /** Have dropout draw what it would have drawn next. */
  restoreRng(): void;
  /** Whether it is to be written after that step. */
  isDue(step: number): boolean;
  save(losses: readonly number[], place: BatchPlace): void;
}

/** What stands in the file besides tensors. */
interface Progress {
  losses: readonly number[];
  numUpdates: number;
  rngState?: readonly number[] | undefined;
  place: BatchPlace;
}

/** @throws RangeError when `every` is no integer >= 1, and when what is resumed is another model's or no checkpoint */
export function openCheckpoint<Batch>(
  options: CheckpointOptions | undefined,
  model: Trainable<Batch>,
  optimizer: Optimizer,
): Checkpoint {
  if (!options) return { losses: [], place: undefined, restoreRng() {}, isDue: () => false, save() {} };
  const { folder, every = 100, resume = false } = options;
  checkInteger("every", every, 1);
  mkdirSync(folder, { recursive: true }); // where it can't be, training doesn't begin
  const path = join(folder, "checkpoint.safetensors");
  const rng = model.rng as Partial<SeededRng> | undefined;
  const found: Partial<Progress> = resume && existsSync(path) ? read(path, model, optimizer) : {};
  const save = (losses: readonly number[], place: BatchPlace) => {
    const progress: Progress = { losses, numUpdates: optimizer.numUpdates, rngState: rng?.state, place };
    const tensors = {
      ...parameterData(prefixed("model.", model.parameters)),
      ...parameterData(prefixed("optimizer.", optimizer.state)),
    };
    writeFileSync(`${path}.new`, writeSafetensors({ tensors, metadata: { progress: JSON.stringify(progress) } }));
    renameSync(`${path}.new`, path); // so that there is always a whole one
  };
  return {
    losses: found.losses ?? [],
    place: found.place,
    restoreRng: () => void (rng && found.rngState && (rng.state = found.rngState)),
    isDue: (step) => step % every === 0,
    save,
  };
}

function read<Batch>(path: string, model: Trainable<Batch>, optimizer: Optimizer): Progress {
  try {
    const { tensors, metadata } = readSafetensors(readFileSync(path));
    const progress = parseProgress(metadata["progress"]);
    assignParameterData(model.parameters, withPrefix("model.", tensors));
    tf.tidy(() => {
      const state = Object.entries(withPrefix("optimizer.", tensors));
      const asTensors = state.map(([name, { values, shape }]) => [name, tf.tensor(values, [...shape])] as const);
      optimizer.restore(progress.numUpdates, Object.fromEntries(asTensors));
    });
    return progress;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RangeError(`checkpoint ${path}: ${cause.message}`, { cause });
  }
}

function parseProgress(text: string | undefined): Progress {
  try {
    const progress = JSON.parse(text!) as Progress;
    const { losses, numUpdates, place } = progress;
    if (losses.every(Number.isFinite) && [numUpdates, place.numTaken].every(Number.isInteger)) return progress;
  } catch {
    // It isn't train's.
  }
  throw new RangeError("the file must be a checkpoint of train, got another; delete it, or choose another folder");
}

const prefixed = <T>(prefix: string, values: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));

const withPrefix = (prefix: string, values: Readonly<Record<string, TensorData>>): Record<string, TensorData> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
