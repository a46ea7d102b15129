// @ts-check
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { jupyterEnvironment, runtimeFolder, venvPython } from "../environment.mjs";
import { startOnLeash } from "../setup/startOnLeash.mjs";
import { firstPage, labArguments, wishedPort } from "./labArguments.mjs";
import { answeringServer } from "./answeringServer.mjs";

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);

/**
 * Run JupyterLab on the notebooks until Ctrl-C, which ends its kernels too.
 * @param {readonly string[]} extra arguments for JupyterLab
 * @returns {Promise<number>} the exit code
 */
export async function runJupyterLab(extra) {
  const start = performance.now();
  const isRoot = process.getuid?.() === 0;
  if (isRoot) say("Running as root: JupyterLab is started with --allow-root.");
  // A token made here lets us say the whole address ourselves, once, instead of Jupyter in the middle of its log.
  const { JUPYTER_TOKEN: token = randomBytes(24).toString("hex") } = process.env;
  const args = labArguments(extra, { env: process.env, platform: process.platform, isRoot });
  mkdirSync(runtimeFolder, { recursive: true });
  const env = { ...jupyterEnvironment(), JUPYTER_TOKEN: token };
  const child = startOnLeash([venvPython, "-m", "jupyterlab", ...args], { env, stdio: "inherit" });

  const ended = new AbortController();
  let isEnding = false;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      isEnding = true;
      if (child.connected) child.disconnect();
    });
  }
  child.on("message", async (message) => {
    const { pid } = /** @type {{ pid: number }} */ (message);
    const server = await answeringServer({ pid, token }, ended.signal);
    if (server === undefined) return;
    const wished = wishedPort(extra);
    if (wished !== 0 && server.port !== wished) say(`Port ${wished} is taken: using ${server.port}.`);
    say(
      `JupyterLab answers after ${((performance.now() - start) / 1000).toFixed(1)} s; Ctrl-C ends it and its kernels.`,
    );
    const page = new URL(firstPage(extra), server.url);
    if (server.token) page.searchParams.set("token", server.token);
    say(`\n  ${page}\n`);
  });
  const code = await new Promise((resolve) => child.on("exit", (status) => resolve(status ?? 1)));
  ended.abort();
  if (!isEnding) return code;
  say("JupyterLab and its kernels have ended.");
  return 0;
}
