import { writeSync } from "node:fs";

/** Write one line to stderr, from any thread, whatever the main thread does. */
export function log(message: string): void {
  try {
    // A worker's process.stderr goes through the main thread, which may be in a loop.
    writeSync(2, `next-token-kernel: ${message.replaceAll(/\s*\n\s*/g, " ")}\n`);
  } catch {
    // Nobody reads stderr: nothing can be said.
  }
}
