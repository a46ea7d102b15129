// @ts-check
import { join } from "node:path";
import { jupyterFolder } from "../environment.mjs";
import { readText, writeWhole } from "./stamp.mjs";

/** Asks whether to fetch news, and asks the package index for updates: both leave this machine. */
const announcements = "@jupyterlab/apputils-extension:announcements";
const file = join(jupyterFolder, "config", "labconfig", "page_config.json");

/** @returns {{ disabledExtensions?: Record<string, boolean> }} what JupyterLab, too, writes here */
function read() {
  try {
    return JSON.parse(readText(file) ?? "{}");
  } catch {
    return {};
  }
}

export const jupyterSettings = {
  name: "Jupyter's settings",
  isDone: () => read().disabledExtensions?.[announcements] === true,
  async run() {
    const { disabledExtensions, ...others } = read();
    const settings = { ...others, disabledExtensions: { ...disabledExtensions, [announcements]: true } };
    writeWhole(file, `${JSON.stringify(settings, null, 2)}\n`);
  },
};
