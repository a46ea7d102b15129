// @ts-check
// contestant.mjs KIND LOOP WHEN: a contestant (see ../harness/contestant.mjs) that runs a loop, translated as a cell's or plain;
// with WHEN also after ten cells were stopped, in the midst of that loop too.
import { Session } from "node:inspector";
import { createRequire } from "node:module";
import { serve } from "../harness/serve.mjs";
import { loops } from "./loops.mjs";

const require = createRequire(import.meta.url);
const { translate, stoppingFlag } = require("../../kernel/dist/translate/index.js");
const [kind, name, when] = process.argv.slice(2);
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
const source = `globalThis.work = function () { ${loops[/** @type {keyof typeof loops} */ (name)]} }; 0`;
const code = kind === "plain" ? source : translate(source, { sourceName: "cell_1.ts", known: new Set() }).code;
const session = new Session();
session.connect();
await new Promise((done) => {
  session.post("Runtime.evaluate", /** @type {any} */ ({ expression: code, replMode: true, awaitPromise: true }), done);
});
const once = () => globals.work();
const work = once();
const numStops = when === "" ? 0 : 10;
for (let i = 0; i < numStops; i++) {
  for (let warm = 0; warm < 10; warm++) once();
  setStopping(true);
  try {
    once();
  } catch {
    // As it should, where there is a check.
  }
  setStopping(false);
}
await serve({ name: /** @type {string} */ (kind), work, once });
