const {mobyDick}=require("kernel-utils/corpus");const {splitSentences,wordTokenizer}=require("kernel-utils/tokenize");
const {cooccurrences,ppmi,truncatedSvd,wordVectors,cosine}=require("kernel-utils/vectors");const {softmax}=require("kernel-utils/core");
let t=Date.now();
const sentences=mobyDick().slice(1).flatMap(({text})=>splitSentences(text));
const tok=wordTokenizer(sentences,{lowercase:true,minCount:5});const ids=sentences.map(s=>tok.encode(s));const vocab=tok.vocab;
const near=cooccurrences(ids,{vocabSize:vocab.length,window:2});const s=ppmi(near,{power:.75});
const {u,singularValues}=truncatedSvd(s,{dimensions:50,seed:1,iterations:2});
const model=wordVectors(vocab,u.map((v,i)=>v*Math.sqrt(singularValues[i%50])));
console.log("ms",Date.now()-t);
console.log("right",model.nearest("right",8).map(x=>x.word).join(" "));
const unit=w=>{const v=model.vectorOf(w);const n=Math.hypot(...v);return Array.from(v,x=>x/n)};
const attend=(ws,i,scale)=>{const q=unit(ws[i]);const sc=ws.map(w=>unit(w).reduce((a,x,k)=>a+x*q[k],0)*scale);const p=softmax(sc);const out=q.map((_,d)=>ws.reduce((a,w,j)=>a+p[j]*unit(w)[d],0));return {p,out}};
const S=["the head of the right whale","the sperm whale and the right whale","his right hand and his left hand","upon the right side of the ship","god only has that right and privilege","the right whale's head","all right , said i","he raised his right arm"];
for(const sent of S){const ws=sent.split(" ").filter(w=>model.has(w));for(const sc of [3,6]){const {p,out}=attend(ws,ws.indexOf("right"),sc);
console.log(sent,"|",sc,"|",ws.map((w,i)=>w+" "+p[i].toFixed(2)).join(" "),"|",model.nearest(out,8).map(x=>x.word).join(" "))}}
for(const w of ["right","whale","the","hand"])console.log(w,Math.hypot(...model.vectorOf(w)));
// content words only
const stop=new Set(vocab.slice(0,100));
const S2=sentences.map(x=>tok.encode(x).map(i=>vocab[i])).filter(w=>w.includes("right"));
console.log(S2.length);
for(const ws of S2.slice(0,60)){const i=ws.indexOf("right");console.log(ws.slice(Math.max(0,i-5),i+6).join(" "))}
