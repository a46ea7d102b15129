const {tf,ready,MultiHeadAttention,Embedding,Linear,LearnedPositions,sinusoidalPositions}=require("kernel-utils/nn");
const {tinyEnglish,sentenceBatches}=require("kernel-utils/corpus");const {createRng}=require("kernel-utils/core");
(async()=>{
console.log(String(await ready()));
const [L,H,D,steps,lr,B,ff]=process.argv.slice(2).map(Number);
const rng=createRng(1);
const vocab=["<pad>","<s>","</s>",...tinyEnglish.vocab];
const maxLen=20;
const data=tinyEnglish.sentences(40000,{seed:2}).map(({words})=>[1,...words.map(w=>vocab.indexOf(w)),2]).filter(x=>x.length<=maxLen);
const emb=new Embedding({vocabSize:vocab.length,embedSize:D,rng}),pos=new LearnedPositions({maxSeqLen:maxLen,embedSize:D,rng});
const att=Array.from({length:L},()=>new MultiHeadAttention({embedSize:D,numHeads:H,rng}));
const mlp=ff?Array.from({length:L},()=>[new Linear({inputSize:D,outputSize:ff,rng}),new Linear({inputSize:ff,outputSize:D,rng})]):[];
const out=new Linear({inputSize:D,outputSize:vocab.length,rng});
emb.parameters.weight.assign(emb.parameters.weight.mul(0.3));pos.parameters.weight.assign(pos.parameters.weight.mul(0.3));
const params=[emb,pos,...att,...mlp.flat(),out].flatMap(l=>Object.values(l.parameters));
console.log("params",params.reduce((s,p)=>s+p.size,0));
const fwd=(x,keep)=>{let h=emb.forward(x).add(pos.forward(x.shape[1]));att.forEach((a,i)=>{const r=a.forward(h,{isCausal:true});keep&&keep.push(r.weights);h=h.add(r.output);if(ff)h=h.add(mlp[i][1].forward(mlp[i][0].forward(h).relu()))});return out.forward(h)};
const opt=tf.train.adam(lr);
const lossOf=(x,y)=>tf.tidy(()=>{const lg=fwd(x);const lp=lg.logSoftmax();const oh=tf.oneHot(y,vocab.length);const mask=y.greater(0).toFloat();const nll=lp.mul(oh).sum(-1).neg();return nll.mul(mask).sum().div(mask.sum())});
let step=0;const t=Date.now();let losses=[];
function*all(){for(;;)yield*sentenceBatches(data,{batchSize:B,padId:0,rng})}
for(const b of all()){ if(step>=steps)break;
 const ids=tf.tensor2d(b.ids,[b.batchSize,b.length],"int32");const x=ids.slice([0,0],[-1,b.length-1]),y=ids.slice([0,1],[-1,-1]);
 const l=opt.minimize(()=>lossOf(x,y),true,params);losses.push(l.dataSync()[0]);tf.dispose([ids,x,y,l]);step++;
 if(step===Math.floor(steps*.7))opt.learningRate=lr/4;
 if(step%100===0)console.log(step,((Date.now()-t)/1000).toFixed(1)+"s",(losses.slice(-50).reduce((a,b)=>a+b)/50/Math.LN2).toFixed(3),"bits; floor",tinyEnglish.entropy.bitsPerToken.toFixed(3))}
// agreement
const test=tinyEnglish.sentences(3000,{seed:9}).map(s=>s.words);
const one=new Set(tinyEnglish.rules.VerbOne.map(([t])=>t.split(" ")[0])),many=new Set(tinyEnglish.rules.VerbMany.map(([t])=>t.split(" ")[0]));
const probe=(s)=>{const ids=[1,...s.split(" ").map(w=>vocab.indexOf(w))];const keep=[];const lg=fwd(tf.tensor2d([ids],[1,ids.length],"int32"),keep);const p=Array.from(lg.softmax().dataSync().slice(-vocab.length));
 const o=[...one].reduce((a,w)=>a+p[vocab.indexOf(w)],0),m=[...many].reduce((a,w)=>a+p[vocab.indexOf(w)],0);return {o,m,keep,ids}};
for(const s of ["the dog that sees the birds","the dogs that see the bird","the dog that sees the old birds","the dog that sees the birds that sleep","the birds like the dog that","the dog","the dog that sees two birds that follow the children"]){const {o,m,keep,ids}=probe(s);console.log(s,"one",o.toFixed(3),"many",m.toFixed(3));
 keep.forEach((k,l)=>{const a=k.arraySync()[0];a.forEach((h,i)=>console.log("   L"+l+"H"+i,h[h.length-1].map((x,j)=>vocab[ids[j]]+" "+x.toFixed(2)).join(" ")))})}
})();
