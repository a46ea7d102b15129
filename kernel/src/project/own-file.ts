import { createRequire, isBuiltin } from "node:module";
import { dirname, isAbsolute, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { stampOf } from "./own-text";
import { nearestTsconfig } from "./tsconfig";

/** Whether a file is one that this kernel itself turns into what runs. */
export const isOwnKind = (path: string): boolean =>
  (/\.[cm]?tsx?$/.test(path) && !isDeclaration(path)) || path.endsWith(".json");

const isDeclaration = (path: string): boolean => /\.d\.[cm]?ts$/.test(path);

const endings = [".ts", ".tsx", ".mts", ".cts", ".d.ts", ".js", ".mjs", ".cjs", ".json"];
/** What a JavaScript name in an import may be written for. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/**
 * Every file of the project's own that a specifier may mean, likeliest first, as TypeScript's bundler resolution has
 * it: with or without an ending, `./a.js` for a.ts, a folder's index, `paths` of the nearest tsconfig.json. Of a package
 * that is installed: none, also where `paths` lead to its sources.
 * @param from the file that imports, by its absolute path
 */
export function ownCandidates(specifier: string, from: string): string[] {
  if (specifier.startsWith("file:")) return candidatesOf(fileURLToPath(specifier));
  if (isAbsolute(specifier)) return candidatesOf(specifier);
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) return candidatesOf(resolve(dirname(from), specifier));
  if (isBuiltin(specifier)) return [];
  const installed = installedFile(specifier, from);
  if (installed !== undefined) return isOwnKind(installed) && !isPackaged(installed) ? [installed] : [];
  return pathTargets(specifier, dirname(from)).flatMap(candidatesOf);
}

/** The file that a specifier means at run time; undefined where it is none of the project's own. */
export const ownFile = (specifier: string, from: string): string | undefined =>
  ownCandidates(specifier, from).find((path) => !isDeclaration(path) && stampOf(path) !== undefined);

function candidatesOf(path: string): string[] {
  const [ending = ""] = /\.[cm]?jsx?$/.exec(path) ?? [];
  const stem = path.slice(0, path.length - ending.length);
  const sources = (sourcesOf[ending] ?? []).map((source) => stem + source);
  const index = endings.map((one) => `${path}${path.endsWith(sep) ? "" : sep}index${one}`);
  return [...sources, path, ...endings.map((one) => path + one), ...index];
}

/** Where the `paths` of the nearest tsconfig.json lead: the longest prefix before a star wins, as in TypeScript. */
function pathTargets(specifier: string, folder: string): string[] {
  const tsconfig = nearestTsconfig(folder);
  const patterns = Object.entries(tsconfig?.options.paths ?? {}).flatMap(([pattern, targets]) => {
    const [prefix = "", suffix] = pattern.split("*");
    if (suffix === undefined) return pattern === specifier ? [{ rank: Infinity, targets, middle: "" }] : [];
    const fits = specifier.startsWith(prefix) && specifier.endsWith(suffix);
    if (!fits || specifier.length < prefix.length + suffix.length) return [];
    return [{ rank: prefix.length, targets, middle: specifier.slice(prefix.length, specifier.length - suffix.length) }];
  });
  const [best] = patterns.toSorted((a, b) => b.rank - a.rank);
  if (best === undefined || tsconfig === undefined) return [];
  return best.targets.map((target) =>
    resolve(
      tsconfig.pathsFolder,
      target.replace("*", () => best.middle),
    ),
  );
}

/** Found once, a package stays. */
const installedFiles = new Map<string, string>();

function installedFile(specifier: string, from: string): string | undefined {
  const key = `${dirname(from)} ${specifier}`;
  const known = installedFiles.get(key);
  if (known !== undefined) return known;
  try {
    const found = createRequire(from).resolve(specifier);
    installedFiles.set(key, found);
    return found;
  } catch (error) {
    // It is there, for imports only.
    return (error as NodeJS.ErrnoException).code === "ERR_PACKAGE_PATH_NOT_EXPORTED" ? specifier : undefined;
  }
}

const isPackaged = (path: string): boolean => path.split(sep).includes("node_modules");
