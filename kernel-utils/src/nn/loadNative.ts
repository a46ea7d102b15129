import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import util from "node:util";
import { unbroken } from "../core";
import { tf } from "./tf";

const name = "@tensorflow/tfjs-node";

/**
 * Make TensorFlow's C library the backend.
 * @returns what it is in a few words
 * @throws Error that says what is missing
 */
export async function loadNative(): Promise<string> {
  const folder = nativeFolder();
  const load = createRequire(folder ?? __filename);
  let manifest: { binary?: object };
  try {
    manifest = load(`${name}/package.json`) as typeof manifest;
  } catch {
    throw new Error(`${name} is not installed`);
  }
  // A package of that name without a binding is a stand-in, such as the one of this project.
  if (!manifest.binary) throw new Error(`${name} is not installed, only a stand-in for it`);
  // Only errors of TensorFlow's C library are to reach the reader's cells.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  // tfjs-node 4.22 calls what Node 23 has dropped, and what Node 22 warns of.
  const isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  Object.assign(util, { isNullOrUndefined, isArray: Array.isArray });
  try {
    unbroken(() => load(name)); // torn by a stop, it would stay half loaded
  } catch (error) {
    const message = String(error).split("\n")[0]!;
    const isUnbuilt = message.includes("tfjs_binding.node");
    const reason = isUnbuilt ? "has no binding that loads" : `does not load: ${message}`;
    throw new Error(`${name} ${reason}: ${remedyFor(folder)}`, { cause: error });
  }
  await tf.setBackend("tensorflow");
  return "TensorFlow's C library";
}

function remedyFor(folder: string | undefined): string {
  if (folder === undefined) return `npm rebuild ${name} makes it`;
  const home = dirname(folder);
  const isFinished = existsSync(join(home, "done-binding")); // the stamp of the last step
  return isFinished ? `delete ${home} and type npm run native` : "npm run native goes on where it stopped";
}

/** What `npm run native` made, in a folder above this one; it is aside, so that `npm ci` leaves it alone. */
function nativeFolder(): string | undefined {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const native = join(folder, ".native", "package.json");
    if (existsSync(native)) return native;
  }
  return undefined;
}
