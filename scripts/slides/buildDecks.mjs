// @ts-check
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { jupyterEnvironment, root, venvPython } from "../environment.mjs";

const require = createRequire(import.meta.url);
const here = join(root, "scripts", "slides");

/** @param {string} name of an npm package */
const packageFolder = (name) => dirname(require.resolve(`${name}/package.json`));

/** What a deck loads, by its folder below assets/. @type {Record<string, { from: string, files: string[] }>} */
const assets = {
  reveal: {
    from: packageFolder("reveal.js"),
    files: ["dist/reset.css", "dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js", "LICENSE"],
  },
  katex: {
    from: packageFolder("katex"),
    files: ["dist/katex.min.css", "dist/katex.min.js", "dist/contrib/auto-render.min.js", "dist/fonts", "LICENSE"],
  },
  plotly: { from: packageFolder("plotly.js-dist"), files: ["plotly.js", "LICENSE"] },
  deck: { from: join(here, "deck"), files: ["page.css", "cells.css", "charts.js", "deck.js"] },
};

/** @param {string} out */
function copyAssets(out) {
  for (const [folder, { from, files }] of Object.entries(assets)) {
    for (const file of files) {
      cpSync(join(from, file), join(out, "assets", folder, basename(file)), { recursive: true });
    }
  }
}

/**
 * One deck: `file` stands in the folder; `hosts` are addresses that it would ask for over the network.
 * @typedef {{ name: string, title: string, file: string, hosts: string[] }} Deck
 */

/**
 * Decks of executed notebooks, in one folder with all that they load, and a page of links where there are several.
 * @param {{ executed: string, source: string }[]} notebooks absolute paths: of the executed copy, and of the notebook
 * @param {string} out absolute; made when missing
 * @returns {Promise<Deck[]>}
 * @throws {Error} when a notebook can't be converted
 */
export async function buildDecks(notebooks, out) {
  mkdirSync(out, { recursive: true });
  copyAssets(out);
  const { decks } = await convert({ decks: notebooks, out });
  const hasIndex = decks.some(({ name }) => name === "index");
  if (decks.length > 1 && !hasIndex) writeFileSync(join(out, "index.html"), indexPage(decks));
  return decks;
}

/**
 * @param {{ decks: { executed: string, source: string }[], out: string }} request
 * @returns {Promise<{ decks: Deck[] }>}
 */
function convert(request) {
  return new Promise((resolve, reject) => {
    const env = { ...jupyterEnvironment(), PYTHONDONTWRITEBYTECODE: "1" };
    const child = spawn(venvPython, [join(here, "main.py")], { env, stdio: "pipe" });
    let [answer, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => (answer += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
    child.on("error", reject).on("close", (status) => {
      if (status === 0) resolve(JSON.parse(answer));
      else reject(new Error(`the conversion ended with status ${status}:\n${errors.trim()}`));
    });
    child.stdin.on("error", () => {}).end(JSON.stringify(request));
  });
}

/** @param {Deck[]} decks */
function indexPage(decks) {
  const links = decks.map(({ file, title }) => `  <li><a href="${encodeURI(file)}">${title}</a></li>`).join("\n");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Slides</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/deck/page.css">
<style>
body { max-width: 40rem; margin: 12vh auto; padding: 0 1.5rem; font: 1.25rem/1.6 var(--text); }
a { color: var(--accent); }
</style>
</head>
<body>
<h1>Slides</h1>
<ol>
${links}
</ol>
<p>Arrow keys turn the pages, F fills the screen, S opens the speaker's notes, Esc shows all slides.</p>
</body>
</html>
`;
}
