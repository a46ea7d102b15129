// @ts-check
import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { jupyterFolder } from "../environment.mjs";
import { readText } from "./stamp.mjs";

const lock = join(jupyterFolder, "setup.lock");
/** The holder touches the lock each second; untouched for longer than this, its holder is gone. */
const staleMs = 30_000;
const beatMs = 1000;

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @returns {"free" | "held" | "stale"} */
function lockState() {
  const found = statSync(lock, { throwIfNoEntry: false });
  if (found === undefined) return "free";
  if (Date.now() - found.mtimeMs > staleMs) return "stale"; // also when the number now is another process's
  const holder = readText(lock);
  return holder && !isRunning(Number(holder)) ? "stale" : "held"; // empty: just being written
}

/** @returns {boolean} whether the lock is ours now */
function take() {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Do some work while no other process does it in this folder.
 * @template T
 * @param {() => Promise<T>} work
 * @param {() => void} onWait called once where another process has to be waited for
 * @returns {Promise<T>}
 */
export async function withLock(work, onWait) {
  mkdirSync(jupyterFolder, { recursive: true });
  let hasWaited = false;
  while (!take()) {
    if (lockState() === "stale") {
      rmSync(lock, { force: true });
    } else {
      if (!hasWaited) onWait();
      hasWaited = true;
      await sleep(200);
    }
  }
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(lock, { force: true });
  }
}
