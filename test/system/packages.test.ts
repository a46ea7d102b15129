import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
const subjects = Object.keys(
  (JSON.parse(readFileSync(join(root, "kernel-utils", "package.json"), "utf8")) as { exports: object }).exports,
)
  .filter((subpath) => subpath !== "./package.json")
  .map((subpath) => subpath.slice(2));

let folder: string;
/** Run a program in the empty project and give what it printed. */
const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const npm = (...args: string[]): string => run("npm", ...args);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "next-token-packages-"));
  const tarballs = ["kernel", "kernel-utils"].map((workspace) => {
    const [packed] = JSON.parse(npm("pack", join(root, workspace), "--json", "--ignore-scripts")) as {
      filename: string;
    }[];
    return `./${packed?.filename}`;
  });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "empty", version: "1.0.0", private: true }));
  npm("install", "--ignore-scripts", "--no-audit", "--no-fund", ...tarballs);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("kernel-utils, packed and installed in an empty folder", () => {
  it.each(subjects)("gives %s to require and to import", (subject) => {
    const count = `console.log(Object.keys(m).filter((name) => name !== "default" && name !== "module.exports").length)`;
    const required = Number(run(process.execPath, "-e", `const m = require("kernel-utils/${subject}"); ${count}`));
    const imported = Number(
      run(
        process.execPath,
        "--input-type=module",
        "-e",
        `import * as m from "kernel-utils/${subject}"; ${count.replace('"default"', '"__esModule" && name !== "default"')}`,
      ),
    );
    expect(required).toBeGreaterThan(0);
    expect(imported).toBe(required);
  });

  it("does its work: counts, samples and draws", () => {
    const program = `
      const { createRng } = require("kernel-utils/core");
      const { mobyDick } = require("kernel-utils/corpus");
      const { wordTokenizer } = require("kernel-utils/tokenize");
      const { countNgrams, mle, ngramModel } = require("kernel-utils/ngram");
      const { generate } = require("kernel-utils/decode");
      const { show } = require("kernel-utils/notebook");
      const { barChart } = require("kernel-utils/plot");
      const text = mobyDick()[1].text;
      const tokenizer = wordTokenizer(text, { locale: "en" });
      const counts = countNgrams([tokenizer.encode(text)], { order: 2, vocabSize: tokenizer.vocab.length });
      const model = ngramModel(counts, mle);
      const ids = generate(model.nextLogits, tokenizer.encode("the"), { maxNewTokens: 5, rng: createRng(1) });
      show(barChart({ x: ids.map((id) => tokenizer.vocab[id]), y: ids.map((id) => counts.count([id])), title: "drawn", xTitle: "word", yTitle: "count" }));
    `;
    expect(run(process.execPath, "-e", program)).toContain("drawn");
  });

  it.each(["node16", "bundler"])("has types under moduleResolution %s", (moduleResolution) => {
    const uses = subjects.map((subject, index) => `import * as m${index} from "kernel-utils/${subject}";`).join("\n");
    mkdirSync(join(folder, moduleResolution), { recursive: true });
    const file = join(folder, moduleResolution, "uses.ts");
    writeFileSync(
      file,
      `${uses}\nconst rng: () => number = m0.createRng(1);\nconsole.log(rng(), ${subjects.map((_, index) => `m${index}`).join(", ")});\n`,
    );
    const module = moduleResolution === "bundler" ? "esnext" : "node16";
    const flags = [
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--types",
      "node",
      "--typeRoots",
      join(root, "node_modules", "@types"),
    ];
    expect(run(process.execPath, tsc, ...flags, "--module", module, "--moduleResolution", moduleResolution, file)).toBe(
      "",
    );
  });

  it("says what to do when tables are asked for and danfojs-node is not there", () => {
    const program = `try { require("kernel-utils/frame").createFrame({ a: [1] }) } catch (error) { console.log(error.message) }`;
    expect(run(process.execPath, "-e", program)).toMatch(/danfojs-node/);
  });
});

describe("next-token-kernel, packed and installed in an empty folder", () => {
  it("writes a kernelspec that starts this very package", () => {
    const written = npm("exec", "--offline", "--", "next-token-kernel", "install", "--prefix", "python").trim();
    const spec = JSON.parse(readFileSync(join(written, "kernel.json"), "utf8")) as {
      argv: string[];
      display_name: string;
    };
    expect(spec.display_name).toBe("TypeScript");
    expect(spec.argv[2]).toContain(join("node_modules", "next-token-kernel", "dist", "cli.js"));
  });

  it("refuses a missing connection file in one line", () => {
    expect(() => run(process.execPath, "node_modules/next-token-kernel/dist/cli.js", "start", "nowhere.json")).toThrow(
      /no connection file nowhere\.json/,
    );
  });
});
