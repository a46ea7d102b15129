import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adamW, Linear, readSafetensors, ready, tf, train, type TrainingStep, writeSafetensors } from "kernel-utils/nn";
import { createRng, type Rng } from "kernel-utils/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backends } from "../backends";
import { countingBatches, type TinyBatch, TinyModel } from "./tinyModel";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "checkpoint-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** One training from the start, in a process of its own so to speak: all is made anew. */
async function run(steps: number, checkpoint?: { every?: number; resume?: boolean }, stopAt = Infinity) {
  const model = new TinyModel();
  const optimizer = adamW({ learningRate: 0.02 });
  const stop = new AbortController();
  const { losses } = await train({
    model,
    batches: countingBatches(),
    steps,
    optimizer,
    clip: 0.5,
    accumulate: 2,
    schedule: (step) => 1 / Math.sqrt(step),
    signal: stop.signal,
    onStep: ({ step }: TrainingStep) => void (step === stopAt && stop.abort()),
    ...(checkpoint && { checkpoint: { folder, ...checkpoint } }),
  });
  const values = model.values();
  model.dispose();
  optimizer.dispose();
  return { losses, values };
}

describe.each(backends)("a checkpoint on %s", (backend) => {
  beforeEach(async () => void (await ready({ backend })));

  it("is gone on from bit for bit, dropout and all: after the end, after a stop, after a crash", async () => {
    const whole = await run(14);
    const numTensors = tf.memory().numTensors;
    const beginnings: (() => Promise<unknown>)[] = [
      () => run(9, {}),
      () => run(14, {}, 4),
      async () => {
        await run(7, { every: 3 });
        await run(8, { every: 6, resume: true });
      },
      async () => {},
    ];
    for (const begin of beginnings) {
      rmSync(folder, { recursive: true });
      await begin();
      expect(await run(14, { resume: true })).toEqual(whole);
    }
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});

/** Epochs of a few batches, each in an order of its own. */
function shuffledEpochs(rng: Rng): () => TinyBatch[] {
  const source = countingBatches();
  const all = Array.from({ length: 4 }, () => source.next().value);
  return () =>
    all
      .map((batch) => ({ batch, key: rng() }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ batch }) => batch);
}

describe("a stopped training that is gone on from", () => {
  // What draws the order of the batches: a sequence of its own, or the one that dropout and the first weights are drawn from.
  const makers = {
    "windows, an rng of their own": () => ({ model: new TinyModel(), batches: countingBatches() }),
    "epochs, an rng of their own": () => ({ model: new TinyModel(), batches: shuffledEpochs(createRng(3)) }),
    "epochs, the model's rng": () => {
      const model = new TinyModel();
      return { model, batches: shuffledEpochs(model.rng) };
    },
    "a list": () => ({
      model: new TinyModel(),
      batches: Array.from({ length: 22 }, () => shuffledEpochs(createRng(4))()[0]!),
    }),
  };

  it.each(Object.entries(makers))("has the losses of one that wasn't: %s", async (_, make) => {
    const go = async (made: ReturnType<typeof make>, stopAt?: number) => {
      const stop = new AbortController();
      const onStep = ({ step }: TrainingStep) => void (step === stopAt && stop.abort());
      const checkpoint = { folder, resume: true };
      const { losses } = await train({ ...made, steps: 11, accumulate: 2, checkpoint, signal: stop.signal, onStep });
      return [...losses, ...made.model.values()];
    };
    const start = () => rmSync(join(folder, "checkpoint.safetensors"), { force: true });
    const whole = await go(make());
    for (const stopAt of [1, 4, 5]) {
      start();
      await go(make(), stopAt);
      expect(await go(make()), "made anew").toEqual(whole);
      start();
      const made = make();
      await go(made, stopAt);
      expect(await go(made), "the cell is run again").toEqual(whole);
    }
  });
});

describe("a checkpoint", () => {
  it("is written every so many steps, whole", async () => {
    const model = new TinyModel();
    const seen: boolean[] = [];
    const onStep = () => void seen.push(existsSync(join(folder, "deep", "checkpoint.safetensors")));
    const checkpoint = { folder: join(folder, "deep"), every: 2 };
    await train({ model, batches: countingBatches(), steps: 4, onStep, checkpoint });
    expect(seen).toEqual([false, false, true, true]);
    expect(readdirSync(checkpoint.folder)).toEqual(["checkpoint.safetensors"]);
    model.dispose();
  });

  it("is started over without `resume`", async () => {
    const fresh = await run(3, {});
    expect(await run(3, {})).toEqual(fresh);
    expect((await run(2, { resume: true })).losses).toEqual(fresh.losses); // nothing was left to do
  });

  it("refuses what isn't one, and another model's", async () => {
    await run(2, {});
    const rng = createRng(1);
    const { parameters } = new Linear({ inputSize: 2, outputSize: 2, rng });
    const other = { parameters, loss: () => tf.scalar(0) };
    const checkpoint = { folder, resume: true };
    const before = [...parameters.weight.dataSync()];
    const path = join(folder, "checkpoint.safetensors");
    await expect(train({ model: other, batches: [1], steps: 4, checkpoint })).rejects.toThrow(
      `checkpoint ${path}: weight must have shape [2, 2], got [5, 4]; is it another model's file?`,
    );
    expect([...parameters.weight.dataSync()]).toEqual(before);
    const whole = readFileSync(path);
    const { tensors } = readSafetensors(whole);
    for (const progress of [undefined, "{", "5", JSON.stringify({ losses: [1], numUpdates: 1 })]) {
      const metadata: Record<string, string> = progress === undefined ? {} : { progress };
      writeFileSync(path, writeSafetensors({ tensors, metadata }));
      await expect(run(4, { resume: true })).rejects.toThrow(
        `checkpoint ${path}: the file must be a checkpoint of train, got another; delete it, or choose another folder`,
      );
    }
    writeFileSync(path, whole.subarray(0, -1));
    await expect(run(4, { resume: true })).rejects.toThrow(
      `checkpoint ${path}: bytes must be a safetensors file, but "optimizer.square.bias" lies outside`,
    );
    await expect(run(4, { every: 0 })).rejects.toThrow("every must be an integer >= 1, got 0");
    tf.dispose({ ...parameters });
  });

  it("is refused before the first step where there can be no folder", async () => {
    writeFileSync(join(folder, "file"), "");
    const model = new TinyModel();
    const values = model.values();
    const asked = train({ model, batches: countingBatches(), steps: 2, checkpoint: { folder: join(folder, "file") } });
    await expect(asked).rejects.toThrow("EEXIST");
    expect(model.values()).toEqual(values);
    model.dispose();
  });

  it("leaves no tensors behind where it can't be gone on from", async () => {
    await run(3, {});
    const model = new TinyModel();
    const before = tf.memory().numTensors;
    const batches = [countingBatches().next().value]; // too few
    const checkpoint = { folder, resume: true };
    await expect(train({ model, batches, steps: 4, checkpoint })).rejects.toThrow(
      "batches must last for all steps, got 1",
    );
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("is not replaced where no step was made, nor by parameters that aren't finite", async () => {
    const whole = await run(3, {});
    const path = join(folder, "checkpoint.safetensors");
    const written = readFileSync(path);
    const model = new TinyModel();
    const [signal, checkpoint] = [AbortSignal.abort(), { folder }];
    const options = { model, batches: countingBatches() };
    expect(await train({ ...options, steps: 4, signal, checkpoint })).toMatchObject({ losses: [], isStopped: true });
    const optimizer = adamW({ learningRate: 3e38, weightDecay: 1 });
    const spoilt = train({ ...options, optimizer, steps: 1, checkpoint });
    await expect(spoilt).rejects.toThrow(
      "train: the parameters must stay finite, got one that isn't after step 1, weight: load the model or a checkpoint again, or make a new one. Try a smaller learning rate (it is 3e+38)",
    );
    expect(readFileSync(path).equals(written)).toBe(true);
    expect(await run(3, { resume: true })).toEqual(whole);
    optimizer.dispose();
    model.dispose();
  });
});
