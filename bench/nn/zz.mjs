import { createRequire } from "node:module";
import { createRng } from "kernel-utils/core";
import { adamW, ready, tf, train } from "kernel-utils/nn";
import { Gpt } from "./Gpt.mjs";
import { gpt, training } from "./task.mjs";
const require = createRequire(import.meta.url);
await ready();
const { vocabSize, seqLen, batchSize } = gpt; console.log(gpt, training);
const model = new Gpt(gpt); const rng = createRng(1);
const rows = tf.tensor2d(Int32Array.from({ length: batchSize * (seqLen + 1) }, () => Math.floor(rng() * vocabSize)), [batchSize, seqLen + 1], "int32");
const batch = { inputs: rows.slice([0, 0], [-1, seqLen]), targets: rows.slice([0, 1], [-1, seqLen]) };
const optimizer = adamW({ learningRate: training.learningRate });
const step = () => train({ model, batches: [batch], steps: 1, optimizer, clip: training.clip });
for (let i = 0; i < 10; i++) await step();
const N = +(process.argv[2] ?? 60);
const times = []; for (let i = 0; i < N; i++) { const t = performance.now(); await step(); times.push(performance.now() - t); }
times.sort((a, b) => a - b); console.log("min", times[0].toFixed(1), "median", times[times.length >> 1].toFixed(1));
if (process.env.PARTS) {
  const { engineOf } = require("/work/main/kernel-utils/dist/nn/wasm/WasmEngine.js");
  const engine = engineOf(tf.backend()); let acc = {};
  const sh=engine.share.bind(engine); engine.share=(j)=>{const t=performance.now();sh(j);const k="share "+j.kernel+" "+j.count+(j.kernel==="multiplySome"?" m="+j.first.at(-4)+" n="+j.first.at(-3)+" k="+j.first.at(-2):"");acc[k]=(acc[k]??0)+performance.now()-t;};
  const tk=tf.engine().runKernel.bind(tf.engine()); const count={};
  tf.engine().runKernel=(name,...r)=>{const t=performance.now();try{return tk(name,...r)}finally{acc["op "+name]=(acc["op "+name]??0)+performance.now()-t;count["op "+name]=(count["op "+name]??0)+1}};
  const best={};
  for(let i=0;i<N;i++){acc={};const t=performance.now();await step();acc.total=performance.now()-t;for(const k in acc)best[k]=Math.min(best[k]??1e9,acc[k]);}
  console.table(Object.fromEntries(Object.entries(best).sort((a,b)=>b[1]-a[1]).slice(0,50).map(([k,v])=>[k,[+v.toFixed(3),count[k]/N]])));
}
if (process.env.GC) {
  const out=[[],[],[],[]];
  for (let r=0;r<15;r++){ if(process.env.GC==="1")gc(); await new Promise(r=>setTimeout(r,200)); for(let i=0;i<4;i++){const t=performance.now();await step();out[i].push(performance.now()-t);} }
  for(const o of out){o.sort((a,b)=>a-b);console.log("min",o[0].toFixed(1),"median",o[7].toFixed(1));}
}
