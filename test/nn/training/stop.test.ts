import { afterAll, beforeAll, expect, it } from "vitest";
import { TestNotebook } from "../../kernel/session/notebook";

let notebook: TestNotebook;
beforeAll(async () => void (notebook = await TestNotebook.open()));
afterAll(() => notebook.close());

const prelude = `import { createRng } from "kernel-utils/core";
import { windowBatches } from "kernel-utils/corpus";
import { RnnLm } from "kernel-utils/models";
import { adamW, ready, tf, train } from "kernel-utils/nn";
await ready();
const model = new RnnLm({ vocabSize: 50, embedSize: 64, hiddenSize: 96, numLayers: 2, dropout: 0.1, rng: createRng(1) });
const text = Array.from({ length: 5000 }, (_, i) => (i * i) % 50);
const batches = windowBatches(text, { batchSize: 16, length: 32, rng: createRng(2) });
const optimizer = adamW();
const run = { model, batches, optimizer, checkpoint: { folder: "run", resume: true } };
const numLeft: number[] = [];`;

it("a cell that is stopped in the midst of a step leaves the model, the optimizer and the backend whole", async () => {
  await notebook.ok(prelude);
  await notebook.ok("await train({ ...run, steps: 1 });");
  // Moments of a step, which takes longer than the last of them.
  for (const moment of [0, 20, 50, 90, 140]) {
    const before = await notebook.ok("optimizer.numUpdates");
    const id = await notebook.send(
      'await train({ ...run, steps: 1e6, onStep: ({ step, loss }) => console.log("step " + step, loss) });',
    );
    await notebook.said(id, `step ${Number(before.result) + 1} `);
    await new Promise((done) => setTimeout(done, moment));
    await notebook.interrupt();
    const { reply, traceback } = await notebook.ended(id);
    expect(reply.ename).toBe("KeyboardInterrupt");
    expect(traceback).not.toContain("could not be ended gently");
    const after = await notebook.ok(
      `numLeft.push(tf.memory().numTensors);
const { losses } = await train({ ...run, steps: optimizer.numUpdates + 1 });
[losses.length === optimizer.numUpdates, losses.every(Number.isFinite), new Set(numLeft).size]`,
    );
    expect(after.result).toBe("[ true, true, 1 ]");
  }
});

it("a cell that is torn, since a step would not end, leaves what training can go on with", async () => {
  const id = await notebook.send(`const endless = {
  parameters: model.parameters,
  loss: (batch: never) => {
    const loss = tf.tidy(() => model.loss(batch, { isTraining: true }));
    console.log("stuck");
    /^(a+)+$/.test("a".repeat(60) + "b");
    return loss;
  },
};
await train({ model: endless, batches, optimizer, steps: 1 });`);
  await notebook.said(id, "stuck");
  await notebook.interrupt();
  expect((await notebook.ended(id)).traceback).toContain("could not be ended gently");
  const { result } = await notebook.ok(
    `const { gradientDepth } = tf.engine().state;
const { losses: [loss] } = await train({ model, batches, optimizer, steps: 1 });
const { numTensors } = tf.memory();
await train({ model, batches, optimizer, steps: 1 });
[gradientDepth > 0, Number.isFinite(loss), tf.engine().state.gradientDepth, tf.memory().numTensors - numTensors, numLeft[0] - numTensors]`,
  );
  expect(result).toBe("[ true, true, 0, 0, 0 ]");
});
