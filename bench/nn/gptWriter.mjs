// @ts-check
// node --expose-gc gptWriter.mjs FOLDER: writes texts by our GPT; see harness/contestant.mjs. The model goes to the folder, from where the
// peer takes it.
import { createRng } from "kernel-utils/core";
import { greedy } from "kernel-utils/decode";
import { Gpt } from "kernel-utils/models";
import { ready } from "kernel-utils/nn";
import { serve } from "../harness/serve.mjs";
import { gpt } from "./task.mjs";

const [folder = ""] = process.argv.slice(2);
await ready();
const { vocabSize, embedSize, numHeads, numLayers, seqLen } = gpt;
const model = new Gpt({ vocabSize, embedSize, numHeads, numLayers, maxSeqLen: seqLen, rng: createRng(42) });
await model.save(folder);
const nextLogits = model.nextLogits();
let first = 0;
// Another text each time: nothing of the last one can be read on from.
const once = () => greedy(nextLogits, [first++ % vocabSize], { maxNewTokens: seqLen - 1 });
await serve({ name: "ours", work: [once(), once(), once()], once });
