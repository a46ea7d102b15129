import { execFileSync } from "node:child_process";

/** A process as `ps` tells of it. */
export interface Process {
  readonly group: number;
  readonly pid: number;
  readonly command: string;
}

/** The processes that run; one that has ended and waits to be collected does not. */
export function processes(): Process[] {
  return execFileSync("ps", ["-e", "-o", "pgid=,pid=,stat=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => /^ *(\d+) +(\d+) +([^ Z]+) +(.*)$/.exec(line))
    .filter((found) => found !== null)
    .map(([, group, pid, , command]) => ({ group: Number(group), pid: Number(pid), command: command as string }));
}

export const processesOfGroup = (group: number): Process[] => processes().filter((one) => one.group === group);
