import { createRequire } from "node:module";
import type * as danfo from "danfojs-node";

const remedy = `add to your package.json
  "dependencies": { "danfojs-node": "1.2.0" },
  "overrides": {
    "@tensorflow/tfjs-node": "npm:@tensorflow/tfjs@4.22.0",
    "request": "npm:@cypress/request@3.0.10",
    "xlsx": "npm:@e965/xlsx@0.20.3"
  }
and run npm install (without the overrides danfojs-node compiles and downloads what no table needs)`;

/**
 * danfojs-node, loaded at its first use: that takes over half a second, and many a lesson needs no table.
 * Don't use its concat with the same frame twice (the result is corrupt) nor its plot (it throws).
 * @throws Error if it isn't installed, with what to add to package.json
 */
export function loadDanfo(): typeof danfo {
  try {
    return createRequire(__filename)("danfojs-node") as typeof danfo;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new Error(`tables need the package danfojs-node, which did not load (${reason}); ${remedy}`, { cause });
  }
}
