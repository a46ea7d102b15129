// @ts-check
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../environment.mjs";

const notebooks = join(root, "notebooks");

/** The notebook that opens first, where it exists. */
export const landingPage = ["00-start-here.ipynb"].find((name) => existsSync(join(notebooks, name)));

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

/**
 * JupyterLab's arguments: ours first, so that a person's own win.
 * @param {readonly string[]} extra the person's
 * @param {{ env: NodeJS.ProcessEnv, platform: NodeJS.Platform, isRoot: boolean }} machine
 * @returns {string[]}
 */
export function labArguments(extra, { env, platform, isRoot }) {
  return [
    `--ServerApp.root_dir=${notebooks}`,
    ...(landingPage === undefined ? [] : [`--LabApp.default_url=/lab/tree/${landingPage}`]),
    "--MultiKernelManager.default_kernel_name=typescript",
    "--log-level=WARN",
    "--LabApp.log_level=WARN",
    ...(hasScreen(env, platform) ? [] : ["--no-browser"]),
    ...(isRoot ? ["--allow-root"] : []),
    ...extra,
  ];
}
