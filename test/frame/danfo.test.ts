import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const load = createRequire(import.meta.url);
const built = dirname(load.resolve("kernel-utils/package.json"));
const run = (program: string, cwd: string) => spawnSync(process.execPath, ["-e", program], { cwd, encoding: "utf8" });

describe("danfojs-node", () => {
  it("is loaded at the first frame and not before, and prints nothing", () => {
    const { status, stdout, stderr } = run(
      `
        const { createFrame, isFrame, toText } = require("kernel-utils/frame");
        const { show } = require("kernel-utils/notebook");
        const isLoaded = () => Object.keys(require.cache).some((file) => file.includes("danfojs"));
        show([{ a: 1 }]);
        const before = [isFrame({}), isLoaded()];
        const frame = createFrame({ a: [1, 2] });
        console.log(before, isLoaded(), frame["a"].sum());
      `,
      built,
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toBe("a\n1\n[ false, false ] true 3\n");
  });

  describe("where it is not installed", () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "no danfo-"));
      cpSync(join(built, "dist"), join(folder, "dist"), { recursive: true });
      const rng = fileURLToPath(new URL("../../node_modules/pure-rand", import.meta.url));
      cpSync(rng, join(folder, "node_modules", "pure-rand"), { recursive: true });
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it("is asked for, with what to write into package.json", () => {
      const { stdout } = run(
        `
          const { createFrame, toText } = require("./dist/frame/index.js");
          console.log(toText([{ a: 1 }]));
          try { createFrame({ a: [1] }); } catch (error) { console.log(error.message, error.cause.code); }
        `,
        folder,
      );
      expect(stdout).toContain("a\n1\n");
      expect(stdout).toContain(
        "tables need the package danfojs-node, which did not load (Cannot find module 'danfojs-node')",
      );
      expect(stdout).toContain('"xlsx": "npm:@e965/xlsx@0.20.3"');
      expect(stdout).toContain("MODULE_NOT_FOUND");
    });
  });
});
