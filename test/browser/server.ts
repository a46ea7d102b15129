import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const start = fileURLToPath(new URL("../../scripts/start.mjs", import.meta.url));

/** A JupyterLab that `npm start` began, and how to end it. */
export interface Server {
  /** http://localhost:8888 and the like, without a path. */
  readonly origin: string;
  readonly token: string;
  /** Ends the server as Ctrl-C does, and waits until it has gone. */
  stop(): Promise<void>;
}

/** What `npm start` does, without a browser window; ready when JupyterLab answers. @param extra more for JupyterLab */
export async function startServer(extra: readonly string[] = []): Promise<Server> {
  const args = [start, "--no-browser", "--LabApp.expose_app_in_browser=True", ...extra];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const url = await urlFrom(child);
  const stop = async () => {
    if (child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGINT");
    await gone;
  };
  for (;;) {
    const reply = await fetch(`${url.origin}/api/status?${url.searchParams}`).catch(() => undefined);
    if (reply?.ok) return { origin: url.origin, token: url.searchParams.get("token") ?? "", stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The address with its token, as the child prints it. */
function urlFrom(child: ChildProcess): Promise<URL> {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk;
      const found = /http:\/\/(?:localhost|127\.0\.0\.1):\d+\/\S*\?token=\w+/.exec(output);
      if (found !== null) resolve(new URL(found[0]));
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.on("exit", (status) => reject(new Error(`npm start ended with ${status}:\n${output}`)));
  });
}
