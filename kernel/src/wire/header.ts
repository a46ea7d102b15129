import { randomUUID } from "node:crypto";
import { protocolVersion } from "./protocol";

/**
 * Writes the headers of this process's messages, as JSON: one session, ids that never repeat.
 * @param session identifies the kernel's process to its front ends
 */
export function createHeaders(session: string = randomUUID()): (type: string) => string {
  let count = 0;
  return (type) => {
    count += 1;
    return JSON.stringify({
      msg_id: `${session}_${process.pid}_${count}`,
      msg_type: type,
      username: "kernel",
      session,
      date: new Date().toISOString(),
      version: protocolVersion,
    });
  };
}
