import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("../../scripts/bench.mjs", import.meta.url));
const bench = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });

describe("npm run bench", () => {
  it("names the benches when asked for another, and exits with 1", () => {
    const { status, stdout, stderr } = bench("flying");
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^npm run bench: there is no bench flying; the benches are .*counting/);
  });

  it("prints JSON of one bench alone", () => {
    const { status, stdout, stderr } = bench("counting", "counting", "--json");
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^npm run bench: --json prints one bench: name one of .*counting/);
  });

  it("refuses an option it doesn't have", () => {
    const { status, stderr } = bench("counting", "--jsn");
    expect(status).toBe(1);
    expect(stderr).toContain("--jsn");
  });
});
