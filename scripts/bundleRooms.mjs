// @ts-check
// The kernel's rooms as one file each: finding and reading a hundred small ones would take a kernel as long as starting
// Node does. Declarations stay as they are.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { rolldown } from "rolldown";

/** What else a room is entered by: the sockets' thread begins with a file of its own. */
const otherEntries = ["wire/worker.js"];

/**
 * ES modules that are taken in: for one that is required Node starts the whole of its other loader. Their native parts
 * stay where they are.
 */
const takenIn = ["oxc-parser", "oxc-transform"];
const licence =
  "/*! With oxc-parser and oxc-transform, Copyright (c) 2024-present VoidZero Inc. & Contributors. MIT License. */";

/** @param {string} dist the kernel as the compiler wrote it */
export async function bundleRooms(dist) {
  const rooms = readdirSync(dist, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const entries = [...rooms.map(({ name }) => `${name}/index.js`), ...otherEntries];
  // All are read before the first is written over.
  const codes = await Promise.all(entries.map((entry) => bundled(dist, entry)));
  for (const { name } of rooms) removeCode(join(dist, name));
  for (const [i, entry] of entries.entries()) writeFileSync(join(dist, entry), codes[i] ?? "");
}

/**
 * @param {string} dist
 * @param {string} entry
 * @returns {Promise<string>} its code with that of all it imports from its own room
 */
async function bundled(dist, entry) {
  const bundle = await rolldown({
    input: join(dist, entry),
    platform: "node",
    external: (id) => !id.startsWith(".") && !isAbsolute(id) && !takenIn.includes(id),
    plugins: [
      { name: "rooms", resolveId: (id, importer) => otherRoom(dist, dirname(entry), id, importer) },
      { name: "place", transform: (code, id) => inItsPlace(code, id) },
    ],
  });
  const banner = entry.startsWith("translate/") ? licence : "";
  const { output } = await bundle.generate({ format: "cjs", codeSplitting: false, banner });
  await bundle.close();
  return output[0].code;
}

/**
 * @param {string} dist
 * @param {string} room that is bundled
 * @param {string} id
 * @param {string | undefined} importer
 */
function otherRoom(dist, room, id, importer) {
  if (importer === undefined || !id.startsWith(".") || !importer.startsWith(dist)) return undefined;
  const [folder = ""] = relative(dist, resolve(dirname(importer), id)).split(/[\\/]/);
  return folder === room ? undefined : { id: `../${folder}`, external: true };
}

/**
 * A module that is taken in still finds what lies beside it.
 * @param {string} code
 * @param {string} id
 */
function inItsPlace(code, id) {
  const name = takenIn.find((each) => id.includes(`/node_modules/${each}/`));
  if (name === undefined) return undefined;
  return code.replaceAll(
    "createRequire(import.meta.url)",
    `createRequire(createRequire(__filename).resolve("${name}"))`,
  );
}

/** @param {string} folder */
function removeCode(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (/\.js(\.map)?$/.test(name)) rmSync(join(folder, name));
  }
}
