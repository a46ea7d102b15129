import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adamW, Linear, ready, tf, train, type TrainingStep, writeSafetensors } from "kernel-utils/nn";
import { createRng } from "kernel-utils/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { countingBatches, TinyModel } from "./tinyModel";

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

describe.each(["cpu", "wasm"] as const)("a checkpoint on %s", (backend) => {
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
    await expect(train({ model: other, batches: [1], steps: 4, checkpoint })).rejects.toThrow(
      "weight must have shape [2, 2], got [5, 4]; is it another model's file?",
    );
    expect([...parameters.weight.dataSync()]).toEqual(before);
    const path = join(folder, "checkpoint.safetensors");
    writeFileSync(path, writeSafetensors({ tensors: {} }));
    await expect(run(4, { resume: true })).rejects.toThrow(`${path} must be a checkpoint of train, got another file`);
    writeFileSync(path, "{}");
    await expect(run(4, { resume: true })).rejects.toThrow("bytes must be a safetensors file, but it has 2 bytes");
    await expect(run(4, { every: 0 })).rejects.toThrow("every must be an integer >= 1, got 0");
    tf.dispose({ ...parameters });
  });
});
