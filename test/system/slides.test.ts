import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const fixtures = join(root, "test", "fixtures");
const everyKind = join(fixtures, "slides", "every-kind.ipynb");
mkdirSync(join(root, "output"), { recursive: true });
const scratch = mkdtempSync(join(root, "output", "slides test "));
const out = join(scratch, "decks");

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function slides(...args: string[]) {
  return spawnSync("npm", ["run", "--silent", "slides", "--", ...args], { cwd: root, encoding: "utf8" });
}

/** Write a notebook of the reader's own, without slide types. */
function ownNotebook(name: string, cells: readonly { kind: "code" | "markdown"; source: string }[]): string {
  const kernelspec = { display_name: "TypeScript", language: "typescript", name: "typescript" };
  const path = join(scratch, `${name}.ipynb`);
  const notebook = {
    cells: cells.map(({ kind, source }, index) => ({
      ...(kind === "code" && { execution_count: null, outputs: [] }),
      cell_type: kind,
      id: `own-${index}`,
      metadata: {},
      source,
    })),
    metadata: { kernelspec, language_info: { name: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  writeFileSync(path, JSON.stringify(notebook));
  return path;
}

describe("npm run slides", () => {
  const own = ownNotebook("my own", [
    {
      kind: "markdown",
      source: "# Mine & <yours>\n\n![a dot](dot.png) [the other](every-kind.ipynb#there) [none](nowhere.ipynb)",
    },
    { kind: "code", source: 'console.log("in the notebook\'s folder");' },
    { kind: "markdown", source: "## The second part\n\n![far away](https://example.org/far.png)" },
    { kind: "markdown", source: "### A part of it" },
  ]);
  const before = readFileSync(everyKind);
  let finished: ReturnType<typeof slides>;
  let deck: string;
  let mine: string;

  beforeAll(() => {
    // The smallest PNG there is: one grey pixel.
    const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";
    writeFileSync(join(scratch, "dot.png"), Buffer.from(dot, "base64"));
    finished = slides(everyKind, own, join(fixtures, "notebooks", "syntax-error.ipynb"), "--out", out);
    deck = readFileSync(join(out, "every-kind.html"), "utf8");
    mine = readFileSync(join(out, "my own.html"), "utf8");
  });

  it("makes a deck of each notebook that runs, tells of one that doesn't, and fails for it", () => {
    expect(finished.status).toBe(1);
    expect(finished.stdout).toContain("SyntaxError: Unexpected token");
    expect(readdirSync(out).toSorted()).toEqual(["assets", "every-kind.html", "index.html", "my own.html"]);
    expect(finished.stdout).toContain(join(out, "every-kind.html"));
  });

  it("leaves the notebook as it is", () => {
    expect(readFileSync(everyKind).equals(before)).toBe(true);
  });

  it("loads nothing but files beside it", () => {
    const loaded = [...deck.matchAll(/<(?:script|link|img|iframe)\b[^>]*?(?:src|href)="([^"]+)"/g)].map(
      ([, url]) => url!,
    );
    expect(loaded.length).toBeGreaterThan(8);
    const files = loaded.filter((url) => !url.startsWith("data:"));
    expect(files.filter((url) => !existsSync(join(out, url)))).toEqual([]);
    for (const name of ["require.js", "jquery", "mermaid", "MathJax", "googleapis", "cdn"]) {
      expect(deck.toLowerCase()).not.toContain(name.toLowerCase());
    }
  });

  it("keeps each chart's data whole, whatever stands in its labels, and its text for those who can't see it", () => {
    const json = [...deck.matchAll(/<script type="application\/json">(.*?)<\/script>/gs)].map(([, text]) => text!);
    const charts = json.map((text) => JSON.parse(text));
    expect(charts).toHaveLength(3);
    expect(charts[0].data[0].x).toContain("&lt;/script>");
    expect(charts[0].layout.title.text).toContain("\u2028");
    expect(charts[1].frames).toHaveLength(4);
    expect(json.join("")).not.toMatch(/[<\u2028]/);
    expect(deck).toContain('aria-label="词频');
    expect(deck).not.toMatch(/<pre>[^<]*x: word; y: count/);
  });

  it("follows the slide types: skipped cells stay out, notes are the speaker's", () => {
    expect(deck).not.toContain("This is not on any slide");
    expect(deck).toMatch(/<aside class="notes">(?:(?!<\/aside>).)*先问一个问题/s);
    expect(deck.match(/class="fragment"/g)).toHaveLength(3);
  });

  it("colours TypeScript, and joins what a program printed line by line", () => {
    expect(deck).toMatch(/<span class="kd?">interface<\/span>/);
    expect(deck).toMatch(/line 1\nline 2\n/);
  });

  it("makes slides of a notebook without slide types: one a heading", () => {
    expect(mine).toContain("<title>Mine &amp; &lt;yours&gt;</title>");
    const sections = mine.match(/<section/g) ?? [];
    // Two slides of one column each, the second with a slide below: 2 columns, 3 slides.
    expect(sections).toHaveLength(5);
  });

  it("puts pictures into the deck, says which it can't, and leads from deck to deck", () => {
    expect(mine).toContain('src="data:image/png;base64,');
    expect(finished.stdout).toContain("shown only where there is a network: https://example.org/far.png");
    expect(mine).toContain('href="every-kind.html"');
    expect(mine).toContain('href="nowhere.ipynb"');
  });

  it("links all decks on one page", () => {
    const index = readFileSync(join(out, "index.html"), "utf8");
    expect(index).toContain('<a href="every-kind.html">词的概率 · Every kind of slide</a>');
    expect(index).toContain('<a href="my%20own.html">Mine &amp; &lt;yours&gt;</a>');
  });
});

describe("bad arguments of npm run slides", () => {
  it("refuses a file as --out, and leaves it as it is", () => {
    const file = join(scratch, "a file");
    writeFileSync(file, "mine");
    const { status, stderr } = slides(everyKind, "--out", file);
    expect(status).toBe(2);
    expect(stderr).toContain("--out needs a folder");
    expect(statSync(file).isFile() && readFileSync(file, "utf8")).toBe("mine");
  });

  it("lists the notebooks when none of them is meant", () => {
    const { status, stderr } = slides("no-such-lesson");
    expect(status).toBe(2);
    expect(stderr).toContain('there is no notebook "no-such-lesson"');
  });
});
