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
const {truncatedSvd:T}=require("kernel-utils/vectors");
for(const [window,power,dim,minus] of [[2,.75,50],[4,.75,50],[4,.75,100]]){
const s2=ppmi(cooccurrences(ids,{vocabSize:vocab.length,window}),{power});
const {u,v,singularValues:sv}=T(s2,{dimensions:dim,seed:1,iterations:2});
const row=(m,w)=>{const i=vocab.indexOf(w);return Array.from({length:dim},(_,d)=>m[i*dim+d]*Math.sqrt(sv[d]))};
const M=wordVectors(vocab,u.map((x,i)=>x*Math.sqrt(sv[i%dim])));
const norm=a=>{const n=Math.hypot(...a);return a.map(x=>x/n)};
const dot=(a,b)=>a.reduce((s,x,i)=>s+x*b[i],0);
console.log("#",window,power,dim,M.nearest("right",7).map(x=>x.word).join(" "));
const S=["the jaws of the right whale .","the sperm whale and the right whale .","god only has that right and privilege .","from right to left , and back","his left hand by his right","he raised his right arm","sure everything is right","all right again before long !","there she blows right ahead , boys !","by what right do they claim the whale","fire your ship right into it !"];
for(const sent of S){const ws=sent.split(" ").filter(w=>vocab.includes(w));const q=row(u,"right");const sc=ws.map(w=>dot(q,row(v,w)));const p=softmax(sc);
const out=q.map((_,d)=>ws.reduce((a,w,j)=>a+p[j]*row(u,w)[d],0));const res=norm(q).map((x,d)=>x+norm(out)[d]);
console.log(ws.map((w,i)=>w+" "+sc[i].toFixed(1)+"/"+p[i].toFixed(2)).join(" "),"\n    ",M.nearest(out,8).map(x=>x.word).join(" "),"\n    res",M.nearest(res,8).map(x=>x.word).join(" "))}
}
