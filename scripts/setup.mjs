// @ts-check
// `npm run setup`: make what is missing of node_modules, dist, .venv and .jupyter; nothing outside this folder.
// This file keeps to syntax that Node 14 reads, so that an old Node is told its age instead of failing to parse.
import { realpathSync } from "fs";
import { fileURLToPath } from "url";

const oldestNode = [20, 19];

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  process.stderr.write(
    `✗ Node is too old: it must be ${oldestNode.join(".")} or later, this is ${process.versions.node}.\n` +
      "  Install a later one (nodejs.org, or nvm install 24), then run the same command again.\n",
  );
  process.exit(1);
}

/** @typedef {{ readonly withTests?: boolean }} SetupOptions whether what tests and benches need is set up too */

/**
 * Set up what is missing; at once when nothing is.
 * Where that fails, say what is wrong and what to do, and end this process with code 1.
 * @param {SetupOptions} [options]
 * @returns {Promise<void>}
 */
export async function setup(options) {
  checkNode();
  const { install } = await import("./setup/install.mjs");
  await install(options);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  setup().then(() => console.log("Everything is set up."));
}
