import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withLock } from "../../scripts/setup/withLock.mjs";

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  lock = join(folder, "deep", "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

const never = () => {
  throw new Error("must not wait");
};
/** The number of a process that has ended. */
const endedPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

describe("withLock", () => {
  it("gives what the work gives, and holds the lock just as long", async () => {
    const during = await withLock(lock, async () => existsSync(lock), never);
    expect(during).toBe(true);
    expect(existsSync(lock)).toBe(false);
  });

  it("releases it when the work fails", async () => {
    await expect(withLock(lock, () => Promise.reject(new Error("no room")), never)).rejects.toThrow("no room");
    expect(existsSync(lock)).toBe(false);
  });

  it("lets one work at a time, and tells the other once that it waits", async () => {
    const events: string[] = [];
    let finish = () => {};
    const first = withLock(
      lock,
      async () => {
        events.push("first begins");
        await new Promise<void>((resolve) => (finish = resolve));
        events.push("first ends");
      },
      never,
    );
    const second = withLock(
      lock,
      async () => events.push("second begins"),
      () => {
        events.push("second waits");
        finish();
      },
    );
    await Promise.all([first, second]);
    expect(events).toEqual(["first begins", "second waits", "first ends", "second begins"]);
  });

  it("takes over from a process that has ended", async () => {
    await withLock(lock, async () => {}, never);
    writeFileSync(lock, String(endedPid()));
    expect(await withLock(lock, async () => "done", never)).toBe("done");
  });

  it("takes over from a holder that has not touched it for long, though its number runs", async () => {
    await withLock(lock, async () => {}, never);
    writeFileSync(lock, String(process.pid));
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    expect(await withLock(lock, async () => "done", never)).toBe("done");
  });

  it("fails, and leaves nothing, where it can't write", async () => {
    writeFileSync(join(folder, "deep"), "a file in the way");
    await expect(withLock(lock, async () => {}, never)).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});
