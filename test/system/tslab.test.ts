import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runNotebooks } from "../../scripts/notebooks/runNotebooks.mjs";
import { setup } from "../../scripts/setup.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "next-token-kernels-"));
const shows = join(root, "test", "fixtures", "kernels", "shows.ipynb");

beforeAll(() => setup());
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("stock tslab", () => {
  it("runs the lessons too", async () => {
    const lessons = ["00-start-here", "05-n-grams", "07-decoding"];
    const paths = lessons.map((name) => join(root, "notebooks", `${name}.ipynb`));
    const { reports } = await runNotebooks(paths, { kernel: "tslab" });
    expect(reports.map(({ notebook, ok, error }) => ({ notebook, ok, error }))).toEqual(
      lessons.map((notebook) => ({ notebook, ok: true, error: undefined })),
    );
  });

  it("is what runs them: it has a compiler that our kernel does not load", async () => {
    const path = join(root, "test", "fixtures", "kernels", "old-compiler.ipynb");
    const [ours, stock] = await Promise.all(
      [null, "tslab"].map(async (kernel) => (await runNotebooks([path], { kernel })).reports[0]),
    );
    expect(ours?.error).toBeUndefined();
    expect(stock?.error?.message).toContain("findLast");
  });
});

interface Output {
  readonly output_type: string;
  readonly data: Record<string, unknown>;
}

/** What the cells of shows.ipynb show in a kernel, by cell. */
async function outputsIn(kernel: string): Promise<Output[][]> {
  const write = join(scratch, kernel);
  mkdirSync(write);
  const { reports } = await runNotebooks([shows], { kernel, write });
  expect(reports[0]?.error).toBeUndefined();
  const { cells } = JSON.parse(readFileSync(join(write, "shows.ipynb"), "utf8")) as { cells: { outputs: Output[] }[] };
  return cells.map(({ outputs }) => outputs);
}

describe.each(["typescript", "tslab"])("kernel-utils/notebook in the kernel %s", (kernel) => {
  let outputs: Output[][];
  beforeAll(async () => {
    outputs = await outputsIn(kernel);
  });
  const typesOf = (cell: number) => outputs[cell]?.map(({ data }) => Object.keys(data).toSorted());
  const plain = (cell: number) => outputs[cell]?.map(({ data }) => [data["text/plain"]].flat().join(""));

  it("shows a chart as Plotly's JSON and the same in words", () => {
    expect(typesOf(1)).toEqual([["application/vnd.plotly.v1+json", "text/plain"]]);
    expect(outputs[1]?.[0]?.data["application/vnd.plotly.v1+json"]).toMatchObject({
      data: [{ x: ["让", "句"], y: [0.75, 0.25] }],
      layout: { title: { text: "T" } },
    });
  });

  it("shows tables as HTML and text, and text as it is", () => {
    expect(typesOf(2)).toEqual([["text/html", "text/plain"], ["text/html", "text/plain"], ["text/plain"]]);
    expect(plain(2)?.at(-1)).toBe("plain <b>");
  });

  it("updates a bar in place: one output, at its end", () => {
    expect(plain(3)).toEqual([expect.stringMatching(/^训练: 2000\/2000 \(100 %\)/)]);
  });

  it("checks exercises", () => {
    expect(plain(4)).toEqual(["✓ one", expect.stringMatching(/^○ two\nNot yet: there must be 3 traces/), "✓ three"]);
  });
});
