// @ts-check
import { mkdirSync, rmSync, statSync, utimes, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readText } from "./stamp.mjs";

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

/** @param {string} lock */
function isStale(lock) {
  const found = statSync(lock, { throwIfNoEntry: false });
  if (found === undefined) return false; // just released
  if (Date.now() - found.mtimeMs > staleMs) return true; // even where the number now is another process's
  const holder = readText(lock);
  return Boolean(holder) && !isRunning(Number(holder)); // empty: just being written
}

/**
 * @param {string} lock
 * @returns {boolean} whether the lock is ours now
 */
function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    rmSync(lock, { force: true }); // a full disk leaves an empty file
    throw error;
  }
}

/**
 * Do some work while no other process does it under the same lock. A lock whose holder was killed counts for nothing.
 * @template T
 * @param {string} lock a file that exists while the lock is held
 * @param {() => Promise<T>} work
 * @param {() => void} onWait called once where another process has to be waited for
 * @returns {Promise<T>}
 */
export async function withLock(lock, work, onWait) {
  mkdirSync(dirname(lock), { recursive: true });
  let hasWaited = false;
  while (!take(lock)) {
    if (isStale(lock)) {
      rmSync(lock, { force: true });
    } else {
      if (!hasWaited) onWait();
      hasWaited = true;
      await sleep(200);
    }
  }
  const beat = setInterval(() => utimes(lock, new Date(), new Date(), () => {}), beatMs).unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(lock, { force: true });
  }
}
