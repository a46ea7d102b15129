// @ts-check
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../environment.mjs";

const notebooks = join(root, "notebooks");

/** The notebook that opens first. */
const landingPage = "00-start-here.ipynb";

/**
 * Whether a browser can be opened for a person to see.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
export function hasScreen(env, platform) {
  if (env.CI) return false;
  // BROWSER may be a program that needs no display, as in remote editors.
  return platform !== "linux" || [env.DISPLAY, env.WAYLAND_DISPLAY, env.WSL_DISTRO_NAME, env.BROWSER].some(Boolean);
}

/**
 * The port that JupyterLab tries first.
 * @param {readonly string[]} extra arguments for JupyterLab; 0 in them means any free port
 */
export function wishedPort(extra) {
  const at = extra.findLastIndex((argument) => /^--(ServerApp\.)?port(=|$)/.test(argument));
  const usual = 8888;
  return at === -1 ? usual : Number(extra[at]?.split("=")[1] ?? extra[at + 1]);
}

/** What an argument sets. @param {string} argument */
const keyOf = (argument) => argument.split("=")[0] ?? "";

/** @param {readonly string[]} extra */
const isElsewhere = (extra) => extra.map(keyOf).some((key) => /^--(ServerApp\.root_dir|notebook-dir)$/.test(key));

/**
 * The page of JupyterLab that opens first: a notebook of ours, unless the person works in another folder.
 * @param {readonly string[]} extra the person's arguments
 */
export const firstPage = (extra) =>
  !isElsewhere(extra) && existsSync(join(notebooks, landingPage)) ? `lab/tree/${landingPage}` : "lab";

/**
 * JupyterLab's arguments: ours, but for those that a person gives too, which it would refuse twice.
 * @param {readonly string[]} extra the person's
 * @param {{ env: NodeJS.ProcessEnv, platform: NodeJS.Platform, isRoot: boolean }} machine
 * @returns {string[]}
 */
export function labArguments(extra, { env, platform, isRoot }) {
  const given = new Set(extra.map(keyOf));
  const own = [
    ...(isElsewhere(extra) ? [] : [`--ServerApp.root_dir=${notebooks}`]),
    `--LabApp.default_url=/${firstPage(extra)}`,
    "--MultiKernelManager.default_kernel_name=typescript",
    "--log-level=WARN",
    "--LabApp.log_level=WARN",
    ...(hasScreen(env, platform) ? [] : ["--no-browser"]),
    ...(isRoot ? ["--allow-root"] : []),
  ];
  return [...own.filter((argument) => !given.has(keyOf(argument))), ...extra];
}
