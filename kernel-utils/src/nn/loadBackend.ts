import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as wasm from "@tensorflow/tfjs-backend-wasm";
import { unbroken } from "../core";
import type { BackendName } from "./Backend";
import { loadNative } from "./loadNative";
import { tf } from "./tf";
import { registerKernels } from "./wasm";
import { couldHaveWideVectors, hasWideVectors, kernelsFile } from "./wasm/compile";
import { numThreads } from "./wasm/crew/Crew";

const load = createRequire(__filename);
/** What the build makes: tfjs's backend with a memory that threads share, the same seen from src/nn and from dist/nn. */
const built = join(__dirname, "..", "..", "dist", "nn");
const sharedBackend = join(built, "tfjs-backend-wasm-simd.wasm");

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
  if (!("WebAssembly" in globalThis)) throw new Error("this Node runs without WebAssembly");
  const missing = [sharedBackend, kernelsFile].find((file) => !existsSync(file));
  if (missing !== undefined) throw new Error(`${missing} is missing: npm run build makes it`);
  const name = "@tensorflow/tfjs-backend-wasm";
  // Torn by a stop, a module would stay half loaded, and kernels half registered.
  const { setWasmPaths } = unbroken(() => load(name) as typeof wasm);
  if (tf.findBackendFactory("wasm") === null)
    throw new Error(`${name} did not register itself: two copies of tfjs-core`);
  if (!(await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT"))) throw new Error("WebAssembly has no SIMD on this processor");
  unbroken(registerKernels);
  setWasmPaths({
    "tfjs-backend-wasm.wasm": sharedBackend,
    "tfjs-backend-wasm-simd.wasm": sharedBackend,
    "tfjs-backend-wasm-threaded-simd.wasm": sharedBackend,
  });
  const forget = watchProcessListeners();
  const isSet = await unbroken(() => tf.setBackend("wasm")).finally(forget);
  if (!isSet) throw new Error("WebAssembly is not available here");
  const size = hasWideVectors ? 8 : 4;
  const hint = couldHaveWideVectors ? "; Node 24 or newer takes 8 at a time, and about half as long for training" : "";
  return `WebAssembly, ${size} numbers at a time, ${numThreads === 1 ? "1 thread" : `${numThreads} threads`}${hint}`;
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
