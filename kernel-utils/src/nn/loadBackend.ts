import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import type * as wasm from "@tensorflow/tfjs-backend-wasm";
import type { BackendName } from "./Backend";
import { loadNative } from "./loadNative";
import { tf } from "./tf";
import { registerKernels } from "./wasm";

const load = createRequire(__filename);

/**
 * Make one backend the current one.
 * Each gives what it is in a few words, or throws an Error that says what is missing.
 */
export const loadBackend: Readonly<Record<BackendName, () => Promise<string>>> = {
  native: loadNative,
  wasm: loadWasm,
  cpu: async () => {
    await tf.setBackend("cpu");
    return "plain JavaScript";
  },
};

async function loadWasm(): Promise<string> {
  const name = "@tensorflow/tfjs-backend-wasm";
  const { setWasmPaths } = load(name) as typeof wasm;
  if (tf.findBackendFactory("wasm") === null)
    throw new Error(`${name} did not register itself: two copies of tfjs-core`);
  registerKernels();
  setWasmPaths(dirname(load.resolve(name)) + sep);
  const forget = watchProcessListeners();
  const isSet = await tf.setBackend("wasm").finally(forget);
  if (!isSet) throw new Error("WebAssembly is not available here");
  return (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) ? "WebAssembly with SIMD" : "WebAssembly without SIMD";
}

/**
 * Emscripten's start-up code listens for errors of the whole process, only to throw them again: a rejected promise in a
 * cell would end the kernel. The function that is returned takes away what was added since.
 */
function watchProcessListeners(): () => void {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const listenersOf = (event: string) => process.listeners(event as "uncaughtException") as (() => void)[];
  const before = new Set(events.flatMap(listenersOf));
  return () => {
    for (const event of events) {
      for (const listener of listenersOf(event)) {
        if (!before.has(listener) && String(listener).includes("throw")) process.off(event, listener);
      }
    }
  };
}
