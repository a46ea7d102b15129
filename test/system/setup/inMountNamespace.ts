import { spawnSync } from "node:child_process";
import { type Running, start } from "./runScript";

/** How this machine lets a program have mounts of its own: as root, or as root of a user namespace; else not. */
const unshare = [["--mount"], ["--mount", "--map-root-user"]].find(
  (flags) =>
    process.platform === "linux" &&
    spawnSync("unshare", [...flags, "sh", "-c", "mount -t tmpfs none /mnt"], { stdio: "ignore" }).status === 0,
);

/** Why there can be no mounts here; empty where there can. */
export const noMounts = unshare === undefined ? "needs Linux and the right to mount" : "";

/**
 * Run a program where a folder is mounted in another way, for that program alone; the mount ends with it.
 * @param mount of the shell, e.g. `mount -t tmpfs -o size=9m none "$1"`; $1 is the folder
 */
export function inMountNamespace(folder: string, mount: string, env: NodeJS.ProcessEnv, ...command: string[]): Running {
  const script = `folder=$1; ${mount} && shift && cd "$folder" && exec "$@"`;
  return start(folder, env, "unshare", ...(unshare ?? []), "sh", "-c", script, "sh", folder, ...command);
}
