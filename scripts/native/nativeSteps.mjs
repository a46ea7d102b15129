// @ts-check
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { jupyterEnvironment, kernelNode, root, venvPython } from "../environment.mjs";
import { Problem } from "../setup/Problem.mjs";
import { run } from "../setup/run.mjs";
import { runOrExplain } from "../setup/runOrExplain.mjs";
import { readText, writeWhole } from "../setup/stamp.mjs";

/** @typedef {import("../setup/runSteps.mjs").Step} Step */

const home = join(root, ".native");
const tfjsNode = join(home, "node_modules", "@tensorflow", "tfjs-node");
const binding = join(tfjsNode, "lib", "napi-v8", "tfjs_binding.node");
const libraries = join(tfjsNode, "deps", "lib");

/** The last TensorFlow whose wheel holds the C interface that tfjs-node was written for. */
const tensorflow = "2.15.1";
const versions = { "@tensorflow/tfjs-node": "4.22.0", "node-api-headers": "1.9.0" };

/**
 * What makes the native backend.
 * @param {{ platform: NodeJS.Platform, arch: string }} machine
 * @returns {readonly Step[]}
 * @throws {Problem} where there is no TensorFlow for the machine
 */
export function nativeSteps({ platform, arch } = process) {
  if (platform !== "linux" || arch !== "x64") {
    throw new Problem(
      `There is no TensorFlow on PyPI that fits tfjs-node on ${platform} ${arch}: the native backend needs Linux on x64.`,
      "Go on without it: WebAssembly is as fast here.",
    );
  }
  return [
    step("compiler", findCompiler),
    step(`tfjs-node ${versions["@tensorflow/tfjs-node"]}`, installPackages),
    step(`TensorFlow ${tensorflow} (207 MB to fetch, 600 MB on disk)`, unpackTensorflow),
    step("binding", compileBinding),
  ];
}

/**
 * A step that leaves a stamp when it is done. Another version, or another Node, is another stamp.
 * @param {string} name
 * @param {() => Promise<void>} work
 * @returns {Step}
 */
function step(name, work) {
  const stamp = join(home, `done-${name.split(" ")[0]}`);
  const state = JSON.stringify({ name, versions, node: process.versions.modules });
  return {
    name,
    isDone: () => readText(stamp) === state,
    async run() {
      await work();
      writeWhole(stamp, state);
    },
  };
}

async function findCompiler() {
  const { status } = await run(["g++", "--version"], process.env).catch(() => ({ status: 1 }));
  if (status === 0) return;
  throw new Problem(
    "There is no C++ compiler: the native backend needs g++.",
    "Install it (Debian, Ubuntu: apt install g++), then type npm run native again.",
  );
}

/** tfjs-node without its own installer, on the tfjs that is there already: two copies would be two engines. */
async function installPackages() {
  const tfjs = join(home, "tfjs");
  mkdirSync(tfjs, { recursive: true });
  const manifest = { name: "@tensorflow/tfjs", version: versions["@tensorflow/tfjs-node"], main: "index.js" };
  writeFileSync(join(tfjs, "package.json"), JSON.stringify({ ...manifest, private: true }));
  writeFileSync(
    join(tfjs, "index.js"),
    'const root = require("node:path").join(__dirname, "..", "..", "package.json");\n' +
      'module.exports = require("node:module").createRequire(root)("@tensorflow/tfjs-node");\n',
  );
  const dependencies = { "@tensorflow/tfjs": "file:./tfjs", ...versions };
  const overrides = { "@tensorflow/tfjs": "$@tensorflow/tfjs" };
  writeFileSync(join(home, "package.json"), JSON.stringify({ private: true, dependencies, overrides }));
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefix", home];
  await runOrExplain("npm install", ["npm", "install", ...flags]);
}

/** The libraries and headers out of TensorFlow's wheel, under the names that the linker looks for. */
async function unpackTensorflow() {
  const wheel = join(home, "wheel");
  const env = jupyterEnvironment();
  // The wheel of one Python: what is in it for C++ is the same in all.
  const target = ["--only-binary=:all:", "--python-version", "3.11", "--platform", "manylinux2014_x86_64"];
  const download = ["-m", "pip", "download", "--no-deps", ...target, "--dest", wheel, `tensorflow-cpu==${tensorflow}`];
  await runOrExplain("fetching TensorFlow", [venvPython, ...download], { env });
  const unpack = fileURLToPath(new URL("unpack.py", import.meta.url));
  await runOrExplain("unpacking TensorFlow", [venvPython, unpack, wheel, join(tfjsNode, "deps")], { env });
  const links = {
    "libtensorflow.so": "libtensorflow_cc.so.2",
    "libtensorflow_framework.so": "libtensorflow_framework.so.2",
  };
  for (const [link, file] of Object.entries(links)) {
    rmSync(join(libraries, link), { force: true });
    symlinkSync(file, join(libraries, link));
  }
  rmSync(wheel, { recursive: true });
}

async function compileBinding() {
  mkdirSync(dirname(binding), { recursive: true });
  const headers = [
    join(home, "node_modules", "node-api-headers", "include"),
    tfjsNode,
    join(tfjsNode, "deps", "include"),
  ];
  const sources = ["tfjs_backend.cc", "tfjs_binding.cc"].map((name) => join(tfjsNode, "binding", name));
  const how = ["-std=c++17", "-O2", "-shared", "-fPIC", "-DNAPI_VERSION=8", ...headers.map((folder) => `-I${folder}`)];
  const link = [`-L${libraries}`, "-ltensorflow", "-ltensorflow_framework", "-Wl,-rpath,$ORIGIN/../../deps/lib"];
  await runOrExplain("compiling the binding", ["g++", ...how, ...sources, ...link, "-o", binding]);
}

/**
 * @returns {Promise<string>} the backend's own line
 * @throws {Problem} if it doesn't load
 */
export async function proveNative() {
  const code =
    'require("kernel-utils/nn").ready({ backend: "native" }).then((backend) => console.log(String(backend)))';
  const { status, output } = await run([kernelNode(), "-e", code], process.env);
  if (status === 0) return output.trim();
  throw new Problem(
    "The native backend was built but does not load.",
    "Delete the folder .native and type npm run native again; without it, WebAssembly is used. It says:",
    output.trim(),
  );
}
