// @ts-check
// tfjs-core's gradients as one CommonJS file. The build of tfjs-core that Node loads comes without them, and its own
// files for them are in a form that Node does not load.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { rolldown } from "rolldown";

const name = "@tensorflow/tfjs-core";
const require = createRequire(import.meta.url);
const dist = dirname(require.resolve(name));
const core = require(name);
const licence = `/** @license ${name} ${core.version_core}, Copyright Google LLC. Apache License 2.0. */`;

/** Modules with state, of which there may be only one, and what the gradients take from them. */
const withState = new Map([
  ["base.js", `export { backend_util } from "${name}";`],
  ["engine.js", `import { engine } from "${name}"; export const ENGINE = engine();`],
  ["environment.js", `export { env } from "${name}";`],
  [
    "tensor.js",
    `import { Tensor } from "${name}"; export const getGlobalTensorClass = () => Tensor; export { Tensor };`,
  ],
]);

/**
 * What stands in place of a module of tfjs-core: a module whose every export tfjs-core passes on is taken from there, so
 * that no second engine or Tensor gets in beside those that Node loads. undefined: the module itself.
 * @param {string} file
 */
function fromCore(file) {
  const stateful = withState.get(relative(dist, file));
  if (stateful) return stateful;
  const code = readFileSync(file, "utf8");
  const names = [...code.matchAll(/^export (?:const|function|class) (\w+)/gm)].map(([, id]) => id ?? "");
  const isPassedOn = names.length > 0 && names.every((id) => id in core);
  return isPassedOn ? `export { ${names.join(", ")} } from "${name}";` : undefined;
}

/**
 * @param {string} outputFile
 * @throws Error if tfjs-core's files are not what they were
 */
export async function bundleGradients(outputFile) {
  const entry = join(dist, "register_all_gradients.js");
  const bundle = await rolldown({
    input: entry,
    external: [name],
    platform: "node",
    plugins: [{ name: "from-core", load: (file) => (file.startsWith(dist) ? fromCore(file) : undefined) }],
    treeshake: { moduleSideEffects: (file) => file === entry },
  });
  await bundle.write({ file: outputFile, format: "cjs", comments: false, postBanner: licence });
  await bundle.close();
}
