import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = join(root, "kernel-utils", "src");

/** Who may import whom, below kernel-utils/src. */
const mayImport: Record<string, readonly string[]> = {
  core: [],
  corpus: ["core"],
  tokenize: ["core"],
  vectors: ["core"],
  ngram: ["core"],
  decode: ["core"],
  metrics: ["core"],
  nn: ["core"],
  plot: ["core"],
  frame: ["core"],
  models: ["core", "tokenize", "decode", "nn"],
  rlhf: ["core", "decode", "nn", "models"],
  notebook: ["core", "plot", "frame"],
};

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));

/** The module specifiers that a file imports, exports from, requires, or names as a type. */
function specifiersOf(file: string): string[] {
  const code = readFileSync(file, "utf8").replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, "");
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*|\bimport\(\s*)["']([^"']+)["']/g;
  return [...code.matchAll(pattern)].map((match) => match[1] as string);
}

/** The folder below kernel-utils/src that a relative specifier leads to. */
const folderOf = (file: string): string => relative(sources, file).split(sep)[0] as string;

describe("who imports whom", () => {
  it("reads imports where there are some", () => {
    expect(specifiersOf(fileURLToPath(import.meta.url))).toContain("vitest");
  });

  it("knows every folder of kernel-utils", () => {
    const folders = readdirSync(sources, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).filter((name) => !(name in mayImport))).toEqual([]);
  });

  it.each(readdirSync(sources))("%s imports only what its layer may", (folder) => {
    const allowed = [folder, ...(mayImport[folder] ?? [])];
    const strangers = filesOf(join(sources, folder)).flatMap((file) =>
      specifiersOf(file)
        .filter((specifier) => specifier.startsWith("."))
        .map((specifier) => resolve(dirname(file), specifier))
        .filter((target) => !allowed.includes(folderOf(target)))
        .map((target) => `${relative(root, file)} imports ${relative(root, target)}`),
    );
    expect(strangers).toEqual([]);
  });

  it("another folder is reached through its index alone", () => {
    const intruders = filesOf(sources).flatMap((file) =>
      specifiersOf(file)
        .filter((specifier) => specifier.startsWith("../"))
        .filter(
          (specifier) =>
            !/^(\.\.\/)+\w+$/.test(specifier) && folderOf(resolve(dirname(file), specifier)) !== folderOf(file),
        )
        .map((specifier) => `${relative(root, file)} imports ${specifier}`),
    );
    expect(intruders).toEqual([]);
  });

  it("only nn and what stands on it touch tensors", () => {
    const tensors = filesOf(sources).filter((file) =>
      specifiersOf(file).some((name) => name.startsWith("@tensorflow/")),
    );
    expect(tensors.map(folderOf).filter((folder) => !["nn", "models", "rlhf"].includes(folder))).toEqual([]);
  });

  it("kernel and kernel-utils know nothing of each other", () => {
    const kernel = join(root, "kernel", "src");
    expect(filesOf(kernel).filter((file) => specifiersOf(file).some((name) => name.includes("kernel-utils")))).toEqual(
      [],
    );
    expect(
      filesOf(sources).filter((file) => specifiersOf(file).some((name) => name.includes("next-token-kernel"))),
    ).toEqual([]);
  });

  it("a room of the kernel is reached through its index alone", () => {
    const kernel = join(root, "kernel", "src");
    const rooms = readdirSync(kernel, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const intruders = rooms.flatMap(({ name }) =>
      filesOf(join(kernel, name)).flatMap((file) =>
        specifiersOf(file)
          .filter((specifier) => specifier.startsWith("."))
          .map((specifier) => relative(kernel, resolve(dirname(file), specifier)).split(sep))
          .filter(([room, ...inside]) => room !== name && inside.length > 0)
          .map((target) => `${relative(root, file)} imports ${target.join("/")}`),
      ),
    );
    expect(intruders).toEqual([]);
  });

  it("no file exports by default, or all of another file", () => {
    const files = [sources, join(root, "kernel", "src")].flatMap(filesOf);
    expect(files.filter((file) => /^export (default|\*)/m.test(readFileSync(file, "utf8")))).toEqual([]);
  });
});
