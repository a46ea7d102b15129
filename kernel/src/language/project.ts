import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/** A file that only the language server sees. */
export interface VirtualFile {
  readonly path: string;
  readonly text: string;
}

/** The prefix of every virtual file of the kernel; cells are `__cell_3.ts`. */
export const cellPrefix = "__cell_";

/**
 * The configuration that the cells of a folder are checked with: the kernel's defaults, then the nearest tsconfig.json
 * (`paths`, `strict` and the like), then what running cells needs.
 */
export function projectFiles(cwd: string): VirtualFile[] {
  const own = nearest(cwd, "tsconfig.json");
  const settings = compilerOptionsOf(own === undefined ? "{}" : readFileSync(own, "utf8"));
  const files: VirtualFile[] = [
    { path: join(cwd, "__defaults.json"), text: JSON.stringify({ compilerOptions: defaults }) },
  ];
  const bases = ["./__defaults.json"];
  if (own !== undefined && dirname(own) === cwd) {
    // The folder's own is covered by the cells': seen under another name.
    files.push({ path: join(cwd, "__tsconfig.json"), text: readFileSync(own, "utf8") });
    bases.push("./__tsconfig.json");
  } else if (own !== undefined) {
    bases.push(relative(cwd, own).replaceAll("\\", "/"));
  }
  const compilerOptions = {
    ...forced,
    lib: [...new Set([...runtimeLib(), ...settings.lib])],
    types: [...new Set([...nodeTypes(cwd), ...settings.types])],
  };
  const config = { extends: bases, compilerOptions, include: [`${cellPrefix}*.ts`], exclude: [] };
  return [...files, { path: join(cwd, "tsconfig.json"), text: JSON.stringify(config) }];
}

const defaults = { strict: true, noUncheckedIndexedAccess: false };

/** What a project may not change: cells run, they are not compiled to files; and they run in this Node. */
const forced = {
  target: "esnext",
  module: "esnext",
  moduleResolution: "bundler",
  moduleDetection: "force",
  noEmit: true,
  declaration: false,
  composite: false,
  incremental: false,
  skipLibCheck: true,
  isolatedModules: false,
  verbatimModuleSyntax: false,
  isolatedDeclarations: false,
  erasableSyntaxOnly: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  allowJs: true,
  checkJs: false,
  experimentalDecorators: true,
};

/** The library of the Node that runs the cells. */
function runtimeLib(version: string = process.versions.node): string[] {
  const major = Number(version.split(".")[0]);
  const disposal = "esnext.disposable"; // its symbols, and `using`, which is lowered
  if (major >= 24) return ["es2025", disposal, "esnext.array"];
  return major >= 22
    ? ["es2024", "esnext.collection", "esnext.iterator", "esnext.array", disposal]
    : ["es2023", disposal];
}

/** Node's types: the project's, else those that came with the kernel, else none. */
function nodeTypes(cwd: string): string[] {
  if (resolves(join(cwd, "index.js"), "@types/node/package.json") !== undefined) return ["node"];
  const own = resolves(__filename, "@types/node/package.json");
  return own === undefined ? [] : [dirname(own)];
}

function resolves(from: string, specifier: string): string | undefined {
  try {
    return createRequire(from).resolve(specifier);
  } catch {
    return undefined;
  }
}

function nearest(folder: string, name: string): string | undefined {
  const file = join(folder, name);
  if (existsSync(file)) return file;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearest(parent, name);
}

/** The lists of a tsconfig.json that the kernel adds to; what can't be read counts as empty. */
function compilerOptionsOf(text: string): { lib: string[]; types: string[] } {
  const plain = text
    .replaceAll(/("(?:[^"\\]|\\.)*")|\/\/.*|\/\*[^]*?\*\//g, (_, string: string | undefined) => string ?? "")
    .replaceAll(/,(\s*[}\]])/g, "$1");
  try {
    const { compilerOptions } = JSON.parse(plain) as { compilerOptions?: { lib?: string[]; types?: string[] } };
    return { lib: compilerOptions?.lib ?? [], types: compilerOptions?.types ?? [] };
  } catch {
    return { lib: [], types: [] };
  }
}
