import { createRng } from "kernel-utils/core";
import { adamW, LSTM, ready, tf, train } from "kernel-utils/nn";
const H=+process.argv[2]; await ready(); const rng=createRng(1);
const layer = new LSTM({ inputSize:32, hiddenSize: H, rng });
const inputs=tf.randomUniform([32,32,32],-1,1), targets=tf.randomUniform([32,32,H],-1,1);
const model={parameters:layer.parameters,loss:()=>layer.forward(inputs).output.sub(targets).square().mean().asScalar()};
const optimizer=adamW(); const step=()=>train({model,batches:[{}],steps:1,optimizer});
for(let i=0;i<200;i++)await step();
const spent={};const engine=tf.engine();
if(process.argv[3]==="k"){const rk=engine.runKernel.bind(engine);engine.runKernel=(n,...r)=>{const s=performance.now();try{return rk(n,...r)}finally{(spent[n]??=[]).push(performance.now()-s)}}}
const ts=[];for(let i=0;i<800;i++){const t=performance.now();await step();ts.push(performance.now()-t)}
const med=(a)=>a.sort((x,y)=>x-y)[a.length>>1];
console.log(process.version,H,"median",med(ts).toFixed(3),"min",ts[0].toFixed(3));
for(const[n,a]of Object.entries(spent).sort((x,y)=>y[1].length*med(y[1])-x[1].length*med(x[1])).slice(0,25))console.log(n.padEnd(24),(a.length/800).toFixed(1),(med(a)*1000).toFixed(0)+"us");
