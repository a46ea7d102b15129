import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Whether `npm run native` was here. */
export const hasNative = existsSync(fileURLToPath(new URL("../../.native/done-binding", import.meta.url)));

/** What all layers are tested on. */
export const backends = hasNative ? (["cpu", "wasm", "native"] as const) : (["cpu", "wasm"] as const);
