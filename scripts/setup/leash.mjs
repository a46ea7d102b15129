// @ts-check
// node leash.mjs COMMAND ARGS: run a program that ends when whoever started this ends, however that ends (kill -9 too).
// Else an interrupted set-up would leave an npm or pip behind that writes into the same folder as the next set-up.
import { spawn, spawnSync } from "node:child_process";

const [command = "", ...args] = process.argv.slice(2);
const isWindows = process.platform === "win32";
/** How long a program has to end by itself: JupyterLab ends its kernels meanwhile. */
const graceMs = 10_000;

// A process group of its own, so that its children end with it; and a Ctrl-C reaches it once, through us.
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], detached: !isWindows });
child.on("spawn", () => process.send?.({ pid: child.pid }));
child.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on("exit", (code) => {
  signalAll("SIGKILL");
  process.exit(code ?? 1);
});

/** @param {NodeJS.Signals} signal */
function signalAll(signal) {
  if (child.pid === undefined) return;
  try {
    if (isWindows) spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"]);
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone.
  }
}

let isEnding = false;
function end() {
  if (isEnding) return;
  isEnding = true;
  signalAll("SIGTERM");
  setTimeout(() => signalAll("SIGKILL"), graceMs).unref();
}

process.on("disconnect", end);
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, end);
