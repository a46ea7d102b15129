// @ts-check
// pair.mjs LOOP WHEN: what a loop costs, translated as a cell's and plain, in seconds of the processor; with WHEN also after
// ten cells were stopped, in the midst of that loop too. Prints a line of JSON { translated, plain }.
//
// Both run by turns in this one process, many times and briefly, and the least of each counts: what else the machine does can
// only add to it. They are made anew now and then, as V8 compiles the same loop now so, now otherwise.
import { Session } from "node:inspector";
import { createRequire } from "node:module";
import { processorTime } from "../harness/serve.mjs";
import { loops } from "./loops.mjs";

/** How often both are made, how often each then runs, and for how many milliseconds at least. */
const numTimesMade = 6;
const numRuns = 5;
const atLeast = 6;

const require = createRequire(import.meta.url);
const { translate, stoppingFlag } = require("../../kernel/dist/translate/index.js");
const [name, when] = process.argv.slice(2);
const globals = /** @type {Record<string, any>} */ (globalThis);

/** @param {boolean} isStopping as the kernel's cell-runtime.ts does it */
function setStopping(isStopping) {
  Reflect.deleteProperty(globalThis, stoppingFlag);
  Object.defineProperty(globalThis, stoppingFlag, { value: isStopping, configurable: true });
}

setStopping(false);
Object.assign(globals, {
  numbers: Array.from({ length: 100_000 }, (_, i) => i % 7),
  words: Array.from({ length: 100_000 }, (_, i) => `w${(i * 7919) % 5000}`),
  __kernel: {
    check() {
      throw new Error("stopped");
    },
    result() {},
  },
});

const session = new Session();
session.connect();

/**
 * Run code as cells are run, in V8's REPL mode, to its end: it awaits nothing.
 * @param {string} code
 */
function evaluate(code) {
  session.post("Runtime.evaluate", /** @type {any} */ ({ expression: code, replMode: true }));
}

/**
 * The loop, as a function or as a cell.
 * @param {boolean} isTranslated
 * @returns {() => unknown}
 */
function made(isTranslated) {
  const loop = /** @type {Record<string, string>} */ (loops)[name ?? ""] ?? "";
  const isCell = !loop.includes("return");
  const source = isCell ? loop : `globalThis.work = function () { ${loop} }; 0`;
  const code = isTranslated ? translate(source, { sourceName: "cell_1.ts", known: new Set() }).code : source;
  if (isCell) return () => (evaluate(code), globals.outcome);
  evaluate(code);
  return globals.work;
}

/**
 * The seconds that doing it once takes.
 * @param {() => unknown} work
 */
function timed(work) {
  const start = processorTime();
  let numTimes = 0;
  let spent = 0;
  while (spent < atLeast) {
    work();
    numTimes++;
    spent = processorTime() - start;
  }
  return spent / 1000 / numTimes;
}

/**
 * Stop it in its midst, ten times.
 * @param {() => unknown} work
 */
function stop(work) {
  for (let i = 0; i < 10; i++) {
    for (let warm = 0; warm < 10; warm++) work();
    setStopping(true);
    try {
      work();
    } catch {
      // As it should.
    }
    setStopping(false);
  }
}

/** @type {Record<"translated" | "plain", number[]>} */
const costs = { translated: [], plain: [] };
for (let round = 0; round < numTimesMade; round++) {
  const [translated, plain] = [made(true), made(false)];
  if (translated() !== plain()) throw new Error(`${name} must come to the same, got ${translated()} and ${plain()}`);
  if (when !== "") stop(translated);
  for (let run = 0; run < numRuns; run++) {
    // Neither always comes first.
    if (round % 2 === 0) costs.translated.push(timed(translated));
    costs.plain.push(timed(plain));
    if (round % 2 === 1) costs.translated.push(timed(translated));
  }
}
console.log(JSON.stringify({ translated: Math.min(...costs.translated), plain: Math.min(...costs.plain) }));
