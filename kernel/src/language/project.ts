import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { nearestTsconfig } from "../project";

/** The prefix of every virtual file of the kernel; cells are `__cell_3.ts`. */
export const cellPrefix = "__cell_";

/**
 * The tsconfig.json that the cells of a folder are checked with: the nearest one's `paths`, strictness and the like,
 * with what running cells needs. It is strict by default, as TypeScript 7 is.
 * @returns its text; it stands, in the server's eyes, in that folder
 */
export function projectConfig(cwd: string): string {
  const project = nearestTsconfig(cwd);
  const isHere = project !== undefined && dirname(project.file) === cwd;
  const { lib = [], types = [] } = project?.options ?? {};
  return JSON.stringify({
    // The folder's own is hidden by this one: taken in. One further up is built upon.
    extends: isHere ? project.extends : project && relative(cwd, project.file).replaceAll("\\", "/"),
    compilerOptions: {
      ...(isHere && project.own),
      ...forced,
      lib: [...new Set([...runtimeLib(), ...lib])],
      types: [...new Set([...nodeTypes(cwd), ...types])],
    },
    // Itself among the files: the server need not look for another project for it, nor load that of a folder above.
    files: ["tsconfig.json"],
    include: [`${cellPrefix}*.ts`],
    exclude: [],
  });
}

/** What a project may not change: cells run, they are not compiled to files; and they run in this Node. */
const forced = {
  target: "esnext",
  module: "preserve", // as cells run: `import` and `import x = require()` side by side
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
  rootDir: null,
  outDir: null,
  declarationDir: null,
  declarationMap: false,
  emitDeclarationOnly: false,
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
