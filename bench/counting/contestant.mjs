// @ts-check
// node --expose-gc contestant.mjs METHOD IDS: counts for each line it is sent; see harness/contestant.mjs.
// node contestant.mjs METHOD IDS peak: counts once and prints the most memory it had; METHOD "nothing" doesn't count.
import { ownPeakMemory } from "../harness/peakMemory.mjs";
import { serve } from "../harness/serve.mjs";
import { readIds } from "./ids.mjs";
import { ours, plainMap, trigramsOf } from "./methods.mjs";
import { summary } from "./summary.mjs";

const [method = "", file = "", mode] = process.argv.slice(2);
const input = readIds(file);
const count = method === "ours" ? ours : plainMap;

if (mode === "peak") {
  if (method !== "nothing") count(input);
  console.log(ownPeakMemory());
} else {
  const name = method === "ours" ? "countNgrams" : "Map<string, number>";
  await serve({ name, work: summary(trigramsOf(count(input))), once: () => count(input) });
}
