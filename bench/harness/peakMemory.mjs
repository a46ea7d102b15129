// @ts-check
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The most memory this process has had at once, in bytes. */
export function ownPeakMemory() {
  try {
    // Linux: resourceUsage().maxRSS may be the parent's, which a child starts as.
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // another system
  }
  return process.resourceUsage().maxRSS * 1024;
}

/**
 * What a program prints that ends with printing its ownPeakMemory(). In bytes.
 * @param {readonly string[]} args of Node
 * @throws {Error} when it fails, with what it wrote to stderr
 */
export function peakMemoryOf(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const bytes = Number(stdout);
  if (status === 0 && bytes > 0) return bytes;
  throw new Error(`node ${args.join(" ")} ended (${status}): ${stderr.trim() || "it wrote no error"}`);
}
