import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startContestant, type Contestant } from "../../bench/harness/contestant.mjs";
import { peakMemoryOf } from "../../bench/harness/peakMemory.mjs";
import { findPython } from "../../bench/harness/python.mjs";
import { checkEqualWork, race } from "../../bench/harness/race.mjs";
import { median, toRow, type Row } from "../../bench/harness/row.mjs";
import { table } from "../../bench/harness/table.mjs";

const serve = new URL("../../bench/harness/serve.mjs", import.meta.url).href;
const peakMemory = new URL("../../bench/harness/peakMemory.mjs", import.meta.url).href;
const module = (source: string) => ["--input-type=module", "--eval", source];

const row: Row = toRow(
  { name: "counting", unit: "s", target: 0.5 },
  { name: "ours", costs: [3, 1, 2] },
  { name: "peer 1.0", costs: [8, 4, 5, 6] },
);
const alone: Row = toRow(
  { name: "counting", unit: "s", target: 0.5 },
  { name: "ours", costs: [1234.5] },
  { reason: "no peer here" },
);

describe("toRow", () => {
  it("compares medians as costs", () => {
    expect(row).toEqual({
      name: "counting",
      unit: "s",
      ours: 2,
      peer: "peer 1.0",
      theirs: 5.5,
      ratio: 2 / 5.5,
      target: 0.5,
      holds: true,
      runs: 3,
      spread: [1, 3],
    });
    const slower = toRow({ name: "", unit: "s", target: 0.5 }, { name: "", costs: [3] }, { name: "", costs: [4] });
    expect(slower.holds).toBe(false);
  });

  it("says why there is no peer", () => {
    const none = { peer: null, reason: "no peer here", theirs: null, ratio: null, holds: null };
    expect(alone).toMatchObject({ ours: 1234.5, runs: 1, spread: [1234.5, 1234.5], ...none });
  });

  it("takes the middle, or the mean of the two middle ones", () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([5, 1, 3, 4])).toBe(3.5);
    expect(() => median([])).toThrow(new RangeError("values must not be empty, got []: run at least once"));
  });
});

describe("table", () => {
  it("has a line a row, in columns", () => {
    const machine = { cpu: "a CPU", cores: 2, memoryGB: 24, os: "linux", node: "20.20.2" };
    const lines = table({ bench: "counting", machine, rows: [row, alone] }).split("\n");
    expect(lines[0]).toBe("counting on a CPU, 2 cores, 24 GB, linux, Node 20.20.2");
    expect(lines.slice(3).map((line) => line.split(/ {2,}/))).toEqual([
      ["counting", "2 s", "(1 to 3, 3 runs)", "5.5 s", "0.364", "<= 0.5", "yes", "peer 1.0"],
      ["counting", "1230 s", "(1230 to 1230, 1 runs)", "-", "-", "<= 0.5", "-", "nothing: no peer here"],
    ]);
    expect(lines[3]!.indexOf("<= 0.5")).toBe(lines[4]!.indexOf("<= 0.5"));
  });
});

describe("a contestant", () => {
  const started: Contestant[] = [];
  const start = async (source: string) => {
    const contestant = await startContestant(process.execPath, module(source));
    started.push(contestant);
    return contestant;
  };
  afterEach(async () => {
    await Promise.all(started.splice(0).map((contestant) => contestant.stop()));
  });

  it("says its name and work, and gives the seconds of each run", async () => {
    const contestant = await start(
      `import { serve } from "${serve}"; await serve({ name: "idle", work: [1], once: () => {} })`,
    );
    expect(contestant).toMatchObject({ name: "idle", work: [1] });
    expect(await contestant.run()).toBeGreaterThan(0);
    expect(await contestant.run()).toBeGreaterThan(0);
  });

  it("that ends before it is ready is an error, with what it wrote", async () => {
    await expect(start("throw new Error('out of ink')")).rejects.toThrow(/ended \(1\): [^]*out of ink/);
    await expect(start("process.stderr.write('out of ink\\n'); process.exit(3)")).rejects.toThrow(
      /ended \(3\): out of ink$/,
    );
    await expect(start("process.exit(0)")).rejects.toThrow(/ended \(0\): it wrote no error$/);
  });

  it("that ends in a run is an error", async () => {
    const contestant = await start(
      `console.log('{"name":"n"}'); process.stdin.once("data", () => { console.error("too hard"); process.exit(2); })`,
    );
    await expect(contestant.run()).rejects.toThrow(/ended \(2\): too hard$/);
    await expect(contestant.run()).rejects.toThrow(/ended \(2\): too hard$/);
  });

  it("that can't be started is an error", async () => {
    await expect(startContestant("/no/such/program", [])).rejects.toThrow("ENOENT");
  });
});

describe("race", () => {
  it("lets all run by turns, and leaves out the warm-ups", async () => {
    const turns: string[] = [];
    const runner = (name: string): Contestant => ({
      name,
      work: 1,
      run: async () => turns.push(name),
      stop: async () => {},
    });
    const results = await race([runner("a"), runner("b")], { runs: 2, warmUps: 1 });
    expect(turns).toEqual(["a", "b", "a", "b", "a", "b"]);
    expect(results).toEqual([
      { name: "a", costs: [3, 5] },
      { name: "b", costs: [4, 6] },
    ]);
  });

  it("goes on without a peer that fails, and ends when ours does", async () => {
    const runner = (name: string, lastRun: number): Contestant => {
      let numRuns = 0;
      const run = async () => {
        if (++numRuns > lastRun) throw new Error(`Traceback\n${name} is silent\n`);
        return numRuns;
      };
      return { name, work: 1, run, stop: async () => {} };
    };
    const results = await race([runner("a", 9), runner("b", 1), runner("c", 9)], { runs: 2, warmUps: 0 });
    expect(results).toEqual([
      { name: "a", costs: [1, 2] },
      { reason: "it failed in run 2: b is silent" },
      { name: "c", costs: [1, 2] },
    ]);
    await expect(race([runner("a", 1), runner("b", 9)], { runs: 2, warmUps: 0 })).rejects.toThrow("a is silent");
    await expect(race([], { runs: 1 })).rejects.toThrow(RangeError);
  });

  it("is of the same work", () => {
    const worker = (name: string, work: unknown) => ({ name, work, run: async () => 0, stop: async () => {} });
    expect(() => checkEqualWork([worker("a", { n: [1] }), worker("b", { n: [1] })])).not.toThrow();
    expect(() => checkEqualWork([worker("a", { n: [1] }), worker("b", { n: [2] })])).toThrow(
      new Error('b must do the same work as a, got {"n":[2]} for {"n":[1]}'),
    );
  });
});

describe("peakMemoryOf", () => {
  const program = (work: string) =>
    module(`import { ownPeakMemory } from "${peakMemory}"; ${work}; console.log(ownPeakMemory())`);

  it("sees memory that was used for a moment", () => {
    const used = peakMemoryOf(program("{ new Uint8Array(1e8).fill(1) }"));
    expect(used - peakMemoryOf(program(""))).toBeGreaterThan(0.8e8);
  });

  it("throws when the program fails or says nothing", () => {
    expect(() => peakMemoryOf(module("process.stderr.write('no room'); process.exit(1)"))).toThrow(
      /ended \(1\): no room$/,
    );
    expect(() => peakMemoryOf(module(""))).toThrow(/ended \(0\): it wrote no error$/);
  });
});

describe("findPython", () => {
  it.runIf("python" in findPython("sys"))("finds the project's own, and says which module it lacks", () => {
    expect(findPython("sys")).toEqual({ python: expect.stringContaining(".venv") });
    expect(findPython("no_such_module")).toEqual({
      reason: expect.stringMatching(/^no no_such_module in .*\.venv: npm run setup puts it there$/),
    });
  });

  it("takes the environment that BENCH_VENV names", () => {
    vi.stubEnv("BENCH_VENV", join(tmpdir(), "no-such-venv"));
    try {
      expect(findPython("sys")).toEqual({ reason: expect.stringContaining("no-such-venv") });
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it("says what is missing and how to get it", () => {
    const folder = mkdtempSync(join(tmpdir(), "no-python-"));
    try {
      expect(findPython("nltk", folder)).toEqual({ reason: `no Python in ${folder}: npm run setup puts it there` });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
