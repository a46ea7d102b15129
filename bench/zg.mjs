import { createRng } from "kernel-utils/core";
import { adamW, ready, tf, train } from "kernel-utils/nn";
import { Gpt } from "./nn/Gpt.mjs";
import { gpt, training } from "./nn/task.mjs";
await ready(); const rng=createRng(42);
const { vocabSize, seqLen, batchSize } = gpt;
const text = Int32Array.from({ length: batchSize * (seqLen + 1) }, () => Math.floor(rng() * vocabSize));
const rows = tf.tensor2d(text, [batchSize, seqLen + 1], "int32");
const batch = { inputs: rows.slice([0, 0], [-1, seqLen]), targets: rows.slice([0, 1], [-1, seqLen]) };
const model = new Gpt(gpt); const optimizer = adamW(training);
const step=() => train({ model, batches: [batch], steps: 1, optimizer, clip: training.clip });
const ts=[];for(let i=0;i<+(process.argv[2]??150);i++){const t=performance.now();await step();ts.push(performance.now()-t)}
ts.sort((a,b)=>a-b);console.log(process.version,"median",ts[ts.length>>1].toFixed(2),"min",ts[0].toFixed(2));
