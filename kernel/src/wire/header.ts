import { randomUUID } from "node:crypto";
import { protocolVersion } from "./protocol";

/** Writes the headers of this process's messages. */
export interface Headers {
  /** An id that no other message has. */
  nextId(): string;
  /** A header, as JSON. */
  write(type: string, id?: string): string;
}

/** @param session identifies the kernel's process to its front ends */
export function createHeaders(session: string = randomUUID()): Headers {
  let count = 0;
  const nextId = (): string => {
    count += 1;
    return `${session}_${process.pid}_${count}`;
  };
  const write = (type: string, id = nextId()): string =>
    JSON.stringify({
      msg_id: id,
      msg_type: type,
      username: "kernel",
      session,
      date: new Date().toISOString(),
      version: protocolVersion,
    });
  return { nextId, write };
}
