import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";

/** The compiler options that are read here; all others pass through. */
export interface CompilerOptions {
  readonly lib?: readonly string[];
  readonly types?: readonly string[];
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  readonly baseUrl?: string;
  readonly experimentalDecorators?: boolean;
  readonly emitDecoratorMetadata?: boolean;
  readonly jsx?: string;
  readonly jsxImportSource?: string;
  readonly jsxFactory?: string;
  readonly jsxFragmentFactory?: string;
}

/** A tsconfig.json as it is written. */
interface Written {
  readonly extends?: string | readonly string[];
  readonly compilerOptions?: CompilerOptions;
}

/** The nearest tsconfig.json of a folder. */
export interface Tsconfig {
  readonly file: string;
  readonly extends: string | readonly string[] | undefined;
  /** Its own options alone. */
  readonly own: CompilerOptions;
  /** With those of all that it extends. */
  readonly options: CompilerOptions;
  /** Where the targets of `paths` start. */
  readonly pathsFolder: string;
}

/** @returns undefined where neither the folder nor one above has a tsconfig.json */
export function nearestTsconfig(folder: string): Tsconfig | undefined {
  const file = join(folder, "tsconfig.json");
  if (!existsSync(file)) return dirname(folder) === folder ? undefined : nearestTsconfig(dirname(folder));
  const written = read(file);
  return { file, extends: written.extends, own: written.compilerOptions ?? {}, ...merged(file, written, new Set()) };
}

type Merged = Pick<Tsconfig, "options" | "pathsFolder">;

/** Options of what a file extends, in order, then its own; `paths` belong to the file that has them. */
function merged(file: string, written: Written, seen: Set<string>): Merged {
  seen.add(file);
  const options: CompilerOptions = {};
  let pathsFolder = dirname(file);
  for (const name of [written.extends ?? []].flat()) {
    const base = extended(name, file);
    if (base === undefined || seen.has(base)) continue;
    const inherited = merged(base, read(base), seen);
    Object.assign(options, inherited.options);
    if (inherited.options.paths !== undefined) pathsFolder = inherited.pathsFolder;
  }
  const own = written.compilerOptions ?? {};
  if (own.paths !== undefined) pathsFolder = dirname(file);
  if (own.paths !== undefined && own.baseUrl !== undefined) pathsFolder = resolve(pathsFolder, own.baseUrl);
  return { options: Object.assign(options, own), pathsFolder };
}

/** The file that `extends` names: by its path or from a package. */
function extended(name: string, from: string): string | undefined {
  const isPath = name.startsWith(".") || isAbsolute(name);
  const names = isPath
    ? [resolve(dirname(from), name), resolve(dirname(from), `${name}.json`)]
    : [name, `${name}.json`, `${name}/tsconfig.json`].map((one) => resolved(one, from));
  return names.find((one) => one?.endsWith(".json") === true && existsSync(one));
}

function resolved(specifier: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(specifier);
  } catch {
    return undefined;
  }
}

/** A tsconfig.json may have comments and trailing commas; one that can't be read counts as empty. */
function read(file: string): Written {
  try {
    const plain = readFileSync(file, "utf8")
      .replaceAll(/("(?:[^"\\]|\\.)*")|\/\/.*|\/\*[^]*?\*\//g, (_, string: string | undefined) => string ?? "")
      .replaceAll(/,(\s*[}\]])/g, "$1");
    return JSON.parse(plain) as Written;
  } catch {
    return {};
  }
}
