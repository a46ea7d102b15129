// @ts-check
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runtimeFolder } from "../environment.mjs";

/**
 * What a Jupyter server writes into its runtime folder about itself once it listens.
 * @typedef {{ pid: number, port: number, url: string, token: string }} Server
 */

/**
 * The server of that process or with that token (a launcher's process, as on Windows, is not the server's).
 * @param {{ pid: number, token: string }} wanted
 * @returns {Server | undefined}
 */
function findServer({ pid, token }) {
  const files = readdirSync(runtimeFolder).filter((name) => /^jpserver-\d+\.json$/.test(name));
  for (const name of files) {
    try {
      /** @type {Server} */
      const server = JSON.parse(readFileSync(join(runtimeFolder, name), "utf8"));
      if (server.pid === pid || server.token === token) return server;
    } catch {
      // Just being written, or just removed.
    }
  }
  return undefined;
}

/**
 * Wait until the server answers.
 * @param {{ pid: number, token: string }} wanted
 * @param {AbortSignal} signal aborted when there is no server to wait for any more
 * @returns {Promise<Server | undefined>} nothing when aborted
 */
export async function answeringServer(wanted, signal) {
  while (!signal.aborted) {
    const server = findServer(wanted);
    const answer = server && (await fetch(new URL("api", server.url), { signal }).catch(() => undefined));
    if (answer?.ok) return server;
    await sleep(100);
  }
  return undefined;
}
