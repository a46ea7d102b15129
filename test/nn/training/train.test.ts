import { adamW, type BackendName, ready, tf, train, type TrainingStep } from "kernel-utils/nn";
import { beforeAll, describe, expect, it } from "vitest";
import { backends } from "../backends";
import { countingBatches, type TinyBatch, TinyModel } from "./tinyModel";

beforeAll(async () => {
  await ready({ backend: "wasm" });
});

const options = { steps: 12, clip: 1 };

describe("train", () => {
  it("learns, tells of each step, and leaves no tensors behind", async () => {
    const model = new TinyModel({ p: 0 });
    const before = tf.memory().numTensors;
    const told: TrainingStep[] = [];
    const optimizer = adamW({ learningRate: 0.05 });
    const schedule = (step: number) => 1 / step;
    const onStep = (step: TrainingStep) => void told.push(step);
    const { losses, isStopped, ...rest } = await train({
      model,
      batches: countingBatches(),
      steps: 60,
      optimizer,
      onStep,
    });
    expect(isStopped).toBe(false);
    expect(losses).toHaveLength(60);
    expect(losses.at(-1)).toBeLessThan(0.2 * losses[0]!);
    expect(told.map(({ loss }) => loss)).toEqual(losses);
    expect(told.map(({ step, steps }) => [step, steps])).toEqual(losses.map((_, i) => [i + 1, 60]));
    expect(told.at(-1)!.secondsLeft).toBe(0);
    expect(told.every(({ gradientNorm, tokensPerSecond }) => gradientNorm > 0 && tokensPerSecond > 0)).toBe(true);
    expect(rest.seconds * rest.tokensPerSecond).toBeCloseTo(60 * 12, 3);
    expect(rest.peakMemory).toBeGreaterThan(10_000_000);
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);

    await train({ model, batches: countingBatches(), steps: 2, optimizer, onStep, schedule });
    expect(told.slice(-2).map(({ learningRate }) => learningRate)).toEqual([0.05, 0.025]);
    optimizer.dispose();
    const { tokensPerSecond } = await train({
      model: { parameters: model.parameters, loss: (batch: TinyBatch, how) => model.loss(batch, how) },
      batches: countingBatches(),
      steps: 2,
      onStep,
    });
    expect([tokensPerSecond, told.at(-1)!.tokensPerSecond]).toEqual([NaN, NaN]);
    expect(told.at(-1)!.stepsPerSecond).toBeGreaterThan(0);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before - 7);
  });

  it.each(backends)("gives the same losses for the same seeds on %s", async (backend) => {
    await ready({ backend });
    const runs = [];
    for (const seed of [1, 1, 2]) {
      const model = new TinyModel({ seed });
      const { losses } = await train({ model, batches: countingBatches(), ...options });
      runs.push([...losses, ...model.values()]);
      model.dispose();
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).not.toEqual(runs[2]);
  });

  it("gives the same losses on every backend, and where it is changed between two steps", async () => {
    const lossesOn = async (names: readonly BackendName[]) => {
      await ready({ backend: names[0]! });
      const before = tf.memory().numTensors;
      const model = new TinyModel();
      const batches = countingBatches();
      const optimizer = adamW({ learningRate: 0.02 });
      const losses: number[] = [];
      for (let step = 1; step <= 12; step++) {
        await ready({ backend: names[step % names.length]! });
        losses.push((await train({ model, batches, optimizer, steps: 1, clip: 1 })).losses[0]!);
      }
      optimizer.dispose();
      model.dispose();
      expect(tf.memory().numTensors).toBe(before);
      return losses;
    };
    const wanted = await lossesOn(["wasm"]);
    for (const names of [...backends.map((name) => [name]), backends]) {
      for (const [i, loss] of (await lossesOn(names)).entries()) {
        expect(Math.abs(loss - wanted[i]!), names.join()).toBeLessThan(1e-5);
      }
    }
    await ready({ backend: "wasm" });
  });

  it("gets from batches added up what it gets from them as one", async () => {
    const source = countingBatches();
    const small = Array.from({ length: 6 }, () => source.next().value);
    small[1] = { inputs: small[1]!.inputs.slice(1), targets: small[1]!.targets.slice(1) };
    const joined = [0, 3].map((i) => ({
      inputs: small.slice(i, i + 3).flatMap(({ inputs }) => inputs),
      targets: small.slice(i, i + 3).flatMap(({ targets }) => targets),
    }));
    const [together, apart] = [new TinyModel({ p: 0 }), new TinyModel({ p: 0 })];
    const one = await train({ model: together, batches: joined, steps: 2, clip: 0.5 });
    const three = await train({ model: apart, batches: small, steps: 2, clip: 0.5, accumulate: 3 });
    for (const [i, loss] of one.losses.entries()) expect(three.losses[i]).toBeCloseTo(loss, 5);
    const values = together.values();
    for (const [i, value] of apart.values().entries()) expect(value).toBeCloseTo(values[i]!, 4);
    together.dispose();
    apart.dispose();
  });

  it("takes a function that gives the batches of an epoch", async () => {
    const model = new TinyModel({ p: 0 });
    const [batch] = countingBatches() as Iterable<TinyBatch>;
    let numEpochs = 0;
    const epoch = () => {
      numEpochs++;
      return [batch!, batch!];
    };
    await train({ model, batches: epoch, steps: 5 });
    expect(numEpochs).toBe(3);
    model.dispose();
  });

  it("stops after the step in which the signal is aborted, with a model that can go on", async () => {
    const model = new TinyModel();
    const stop = new AbortController();
    const optimizer = adamW();
    const before = tf.memory().numTensors;
    const onStep = ({ step }: TrainingStep) => step === 3 && stop.abort();
    const run = { model, batches: countingBatches(), optimizer, ...options };
    const { losses, isStopped } = await train({ ...run, signal: stop.signal, onStep: onStep as () => void });
    expect([losses.length, isStopped]).toEqual([3, true]);
    expect(await train({ ...run, signal: stop.signal })).toMatchObject({ losses: [], isStopped: true });
    expect((await train(run)).isStopped).toBe(false);
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("lets the event loop have its turn between steps", async () => {
    const model = new TinyModel();
    let numTurns = 0;
    const timer = setInterval(() => numTurns++, 0);
    await train({ model, batches: countingBatches(), steps: 60 });
    clearInterval(timer);
    expect(numTurns).toBeGreaterThan(5);
    model.dispose();
  });

  it("passes errors of the model and of onStep on, and leaves no tensors behind", async () => {
    const model = new TinyModel();
    const before = tf.memory().numTensors;
    const run = { model, batches: countingBatches(), ...options };
    const onStep = () => {
      throw new Error("of onStep");
    };
    await expect(train({ ...run, onStep })).rejects.toThrow("of onStep");
    const batches = [{ inputs: [[7]], targets: [[0]] }];
    await expect(train({ ...run, batches })).rejects.toThrow("Embedding: ids must be in [0, 4], got 7");
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("refuses what can't be", async () => {
    const model = new TinyModel();
    const run = { model, batches: countingBatches(), steps: 2 };
    await expect(train({ ...run, steps: 0 })).rejects.toThrow("steps must be an integer >= 1, got 0");
    await expect(train({ ...run, accumulate: 0.5 })).rejects.toThrow("accumulate must be an integer >= 1, got 0.5");
    await expect(train({ ...run, clip: 0 })).rejects.toThrow("clip must be > 0, got 0; 1 is usual");
    await expect(train({ ...run, schedule: (step) => (step === 2 ? NaN : 1) })).rejects.toThrow(
      "schedule must give a finite number >= 0, got NaN for step 2; 1 is the optimizer's rate",
    );
    await expect(train({ ...run, schedule: () => -1 })).rejects.toThrow("got -1 for step 1");
    await expect(train({ ...run, clip: NaN })).rejects.toThrow("clip must be > 0, got NaN");
    const none = "batches must last for all steps, got 0 of them; pass a function";
    await expect(train({ ...run, batches: [] })).rejects.toThrow(none);
    await expect(train({ ...run, batches: () => [] })).rejects.toThrow(none);
    await expect(train({ ...run, batches: 5 as never })).rejects.toThrow(
      new TypeError("batches must be iterable, or a function that gives what is, got 5"),
    );
    model.dispose();
  });
});

describe("numbers that overflow", () => {
  it("stop training with the step and the parameter, before they reach the model", async () => {
    const model = new TinyModel({ p: 0 });
    let step = 0;
    // A loss whose gradient, of the output's bias alone, isn't finite from the third step on: the root of 0.
    const spoilt = {
      parameters: model.parameters,
      loss: (batch: TinyBatch, how: { isTraining: boolean }) => {
        const loss = model.loss(batch, how);
        if (++step < 3) return loss;
        const bias = model.parameters.bias!;
        return loss.add(bias.sub(bias).mul(bias).sqrt().sum()) as tf.Scalar;
      },
    };
    const before = tf.memory().numTensors;
    let values: number[] = [];
    const onStep = () => void (values = model.values());
    const message =
      /^train: the gradients must stay finite, got norm NaN at step 3, and the gradient of bias isn't finite; the parameters are as before this step\. Try a smaller learning rate \(it is 0\.001\), `clip: 1`/;
    await expect(train({ model: spoilt, batches: countingBatches(), steps: 5, onStep })).rejects.toThrow(message);
    expect(model.values()).toEqual(values);
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it("of a batch are told of, with where to look", async () => {
    const weight = tf.variable(tf.ones([2, 1]));
    const model = {
      parameters: { weight },
      loss: (x: number[][]) => tf.tensor2d(x).matMul<tf.Tensor2D>(weight).square().mean() as tf.Scalar,
    };
    for (const value of [NaN, Infinity]) {
      await expect(train({ model, batches: [[[1, 1]], [[1, value]]], steps: 2 })).rejects.toThrow(
        /^train: the loss must stay finite, got (NaN|Infinity) at step 2, and the gradient of weight .* or look for NaN in the batch, and/,
      );
    }
    // What is done already is no advice.
    await expect(train({ model, batches: [[[1, NaN]]], steps: 1, clip: 1 })).rejects.toThrow("(it is 0.001), or look");
    weight.dispose();
  });

  it.each(backends)("by far too large a learning rate stop training, on %s", async (backend) => {
    await ready({ backend });
    const model = new TinyModel({ p: 0 });
    const optimizer = adamW({ learningRate: 1e6 });
    const run = train({ model, batches: countingBatches(), steps: 100, optimizer });
    await expect(run).rejects.toThrow(/must stay finite, got .*learning rate \(it is 1000000\)/);
    optimizer.dispose();
    model.dispose();
    await ready({ backend: "wasm" });
  });

  it("are told of as a parameter's own where they are", async () => {
    const model = new TinyModel({ p: 0 });
    tf.tidy(() => model.parameters.outputWeight!.assign(tf.ones([5, 6]).mul(NaN)));
    const run = train({ model, batches: countingBatches(), steps: 5 });
    await expect(run).rejects.toThrow(
      "train: the loss must stay finite, got NaN at step 1; the parameter outputWeight isn't finite itself: load the model or",
    );
    model.dispose();
  });
});
