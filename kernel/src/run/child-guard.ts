import { type ChildProcess, spawn } from "node:child_process";

/**
 * Waits for the kernel's end, however it comes: its end of the pipe closes. Then it asks what is left of the kernel's
 * process group to end, and a second later makes it, itself included.
 */
const script = 'trap "" TERM; read -r _; kill -s TERM -- "-$1"; sleep 1; kill -s KILL -- "-$1"';

/** Lets the programs that cells start end with the kernel; those that are started `detached` go on. */
export class ChildGuard {
  #isArmed = false;
  readonly #running = new Set<ChildProcess>();

  /** To be called before a program is started. */
  arm(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    if (leadsItsGroup()) watch();
    else process.on("exit", () => this.#endDirect());
  }

  /** Keep a program in mind that was started. */
  add(child: ChildProcess): void {
    this.#running.add(child);
    child.once("exit", () => this.#running.delete(child));
  }

  /** Jupyter gives a kernel a group of its own. Where another front end doesn't, more can't be done. */
  #endDirect(): void {
    for (const child of this.#running) child.kill();
  }
}

/** Whether this process's group bears its number, so that nobody else's processes are in it. */
function leadsItsGroup(): boolean {
  try {
    return process.kill(-process.pid, 0);
  } catch {
    return false;
  }
}

function watch(): void {
  const guard = spawn("/bin/sh", ["-c", script, "sh", String(process.pid)], {
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
  });
  // No shell: nothing can be guarded.
  guard.on("error", () => undefined);
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();
}
