import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Finds the processes that a process started and that have not ended, as they are now; none where it can't be known. */
export function childLookup(): (pid: number) => readonly number[] {
  return process.platform === "linux" ? childrenByProc : childrenByPs();
}

/** Each thread has its own. Source: proc_pid_task(5). */
function childrenByProc(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
      const text = readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").trim();
      return text === "" ? [] : text.split(" ").map(Number);
    });
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

function childrenByPs(): (pid: number) => readonly number[] {
  const { stdout, pid: own } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const rows = (stdout ?? "").trim().split("\n");
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number) as [number, number]);
  return (parent) => pairs.filter(([child, its]) => its === parent && child !== own).map(([child]) => child);
}
