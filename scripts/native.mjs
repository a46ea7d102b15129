// @ts-check
// `npm run native`: TensorFlow's C library behind kernel-utils/nn, in the folder .native. Nothing depends on it: WebAssembly
// with kernels of our own is as fast, and 600 MB smaller. All of it comes from npm and PyPI.
import { nativeSteps, proveNative } from "./native/nativeSteps.mjs";
import { orExplain, runSteps } from "./setup/runSteps.mjs";
import { setup } from "./setup.mjs";

await setup();
await orExplain(async () => {
  await runSteps(nativeSteps());
  process.stdout.write(`${await proveNative()}\nTo be rid of it, delete the folder .native.\n`);
});
