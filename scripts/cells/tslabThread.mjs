// @ts-check
// A thread that checks notebooks with stock tslab's compiler: see checkOnTslab.mjs.
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";

/**
 * @typedef {{ messageText: string, code: number, start: { line: number, character: number } }} Diagnostic
 * @typedef {{ diagnostics: Diagnostic[], declOutput?: string }} Converted
 * @typedef {{ convert(declarations: string, source: string): Converted, close(): void }} Converter
 */

const { createConverter } = createRequire(import.meta.url)("tslab/dist/converter.js");
const converter = /** @type {Converter} */ (createConverter());
const notebooks = /** @type {readonly (readonly string[])[]} */ (workerData);
const found = notebooks.map((cells) => {
  let declarations = "";
  return cells.map((source) => {
    const { diagnostics, declOutput } = converter.convert(declarations, source);
    declarations = declOutput ?? declarations;
    return diagnostics.map(({ messageText: message, code, start }) => ({
      line: start.line,
      column: start.character,
      code,
      message,
    }));
  });
});
parentPort?.postMessage(found, []);
converter.close();
