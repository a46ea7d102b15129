// @ts-check
// node --expose-gc contestant.mjs INPUT: puts the logits of a file through the chain; see harness/contestant.mjs.
import { readFileSync } from "node:fs";
import { serve } from "../harness/serve.mjs";
import { readInput } from "./input.mjs";
import { summary, transform } from "./task.mjs";

const [file = ""] = process.argv.slice(2);
const { rows, ids } = readInput(readFileSync(file));
const out = new Float32Array(rows[0]?.length ?? 0); // as generate has it: made once, used for every token
let next = 0;

await serve({
  name: "chain",
  work: rows.map((logits) => summary(transform(logits, ids, out))),
  once() {
    const logits = rows[next++ % rows.length];
    if (logits) transform(logits, ids, out);
  },
});
