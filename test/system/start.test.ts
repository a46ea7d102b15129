import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { kernelNode, root } from "../../scripts/environment.mjs";
import { environmentOf, listing, makeHome } from "./setup/home";
import { type Running, startScript } from "./setup/runScript";

let folder: string;
let home: string;
let env: NodeJS.ProcessEnv;
let homeBefore: string[];
const running: Running[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "next-token-start-"));
  home = makeHome(join(folder, "home"));
  homeBefore = listing(home);
  env = environmentOf(home);
});
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill("SIGTERM");
    await ended;
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Start JupyterLab and wait until it says where it answers. */
async function startLab(...args: string[]) {
  const lab = startScript(root, env, "start.mjs", "--no-browser", ...args);
  running.push(lab);
  const address = await vi.waitFor(() => {
    const [found] = /http:\/\/\S+/.exec(lab.output()) ?? [];
    if (found === undefined) throw new Error(lab.output());
    return new URL(found);
  }, 60_000);
  const token = address.searchParams.get("token") ?? "";
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, address), { ...init, headers: { Authorization: `token ${token}` } });
  return { lab, address, ask };
}

/** Start a kernel, as JupyterLab does, and wait until its process runs. */
async function startKernel(ask: (path: string, init?: RequestInit) => Promise<Response>) {
  const answer = await ask("/api/kernels", { method: "POST", body: JSON.stringify({ name: "typescript" }) });
  const { id } = (await answer.json()) as { id: string };
  await vi.waitFor(() => expect(programs()).toContain(`kernel-${id}.json`), 20_000);
  return `kernel-${id}.json`;
}

const programs = () => execFileSync("ps", ["-A", "-o", "args"], { encoding: "utf8" });

/** A port that somebody listens on, where JupyterLab would. */
async function takenPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  return { port: typeof address === "object" && address ? address.port : 0, release: () => server.close() };
}

describe.skipIf(process.platform === "win32")("npm start", () => {
  it("opens the first notebook, offers this clone's kernel, asks nobody about news", async () => {
    const { lab, address, ask } = await startLab();
    expect(address.pathname).toBe("/lab/tree/00-start-here.ipynb");
    expect((await ask("/api/contents/00-start-here.ipynb?content=0")).status).toBe(200);

    const specs = (await (await ask("/api/kernelspecs")).json()) as {
      default: string;
      kernelspecs: Record<string, { spec: { argv: string[]; display_name: string } }>;
    };
    expect(specs.default).toBe("typescript");
    expect(specs.kernelspecs.typescript?.spec.display_name).toBe("TypeScript");
    const [node, , cli] = specs.kernelspecs.typescript?.spec.argv ?? [];
    expect(node).toBe(kernelNode());
    expect(cli).toBe(join(root, "kernel", "dist", "cli.js"));

    const page = await fetch(address);
    expect(page.status).toBe(200);
    const data = /id="jupyter-config-data"[^>]*>\s*(\{[\s\S]*?\})\s*<\/script>/.exec(await page.text());
    const { disabledExtensions } = JSON.parse(data?.[1] ?? "{}") as { disabledExtensions: string[] };
    expect(disabledExtensions).toContain("@jupyterlab/apputils-extension:announcements");

    expect((await fetch(new URL("/api/contents", address))).status).toBe(403); // without the token
    expect(lab.output()).not.toMatch(/^\s+at |Traceback/m);
    const asRoot = "Running as root: JupyterLab is started with --allow-root.";
    expect(lab.output().includes(asRoot)).toBe(process.getuid?.() === 0);
  });

  it("takes the next port when one is taken, and says so", async () => {
    const { port, release } = await takenPort();
    const { lab, address } = await startLab(`--port=${port}`);
    release();
    expect(Number(address.port)).not.toBe(port);
    expect(lab.output()).toContain(`Port ${port} is taken: using ${address.port}.`);
    expect((await fetch(address)).status).toBe(200);
  });

  it("ends with its kernels on Ctrl-C, and asks nothing", async () => {
    const { lab, ask } = await startLab();
    const kernel = await startKernel(ask);
    lab.child.kill("SIGINT");
    const { code, stdout } = await lab.ended;
    expect(code).toBe(0);
    expect(stdout).toContain("JupyterLab and its kernels have ended.");
    expect(programs()).not.toContain(kernel);
  });

  it("ends with its kernels even when it is killed", async () => {
    const { lab, address, ask } = await startLab();
    const kernel = await startKernel(ask);
    lab.child.kill("SIGKILL");
    await vi.waitFor(() => expect(programs()).not.toContain(kernel), 20_000);
    await vi.waitFor(() => expect(fetch(address)).rejects.toThrow("fetch failed"), 20_000);
  });

  it("passes on what JupyterLab says of a wrong argument", async () => {
    const { ended } = startScript(root, env, "start.mjs", "--no-browser", "--ServerApp.root_dir=/nowhere/at/all");
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr).toContain("/nowhere/at/all");
  });

  it("has left the home folder as it was", () => {
    expect(listing(home)).toEqual(homeBefore);
  });
});
