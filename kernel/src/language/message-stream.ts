import type { Readable } from "node:stream";

/** A JSON-RPC message, of any of the kinds. */
export interface RpcMessage {
  readonly jsonrpc: "2.0";
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

const separator = "\r\n\r\n";

/** A message with the header that says how long it is. */
export function frame(message: RpcMessage): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}${separator}`), body]);
}

/** Call `listener` with each message that a stream brings, however it is cut into pieces. */
export function readMessages(stream: Readable, listener: (message: RpcMessage) => void): void {
  let chunks: Buffer[] = [];
  let length = 0;
  let wanted = 0; // bytes needed before another look is worth it
  stream.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    while (length >= wanted) {
      const all = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length);
      chunks = [all];
      const header = all.indexOf(separator);
      if (header === -1) {
        wanted = length + 1;
        return;
      }
      const start = header + separator.length;
      const size = Number(/Content-Length: *(\d+)/i.exec(all.toString("latin1", 0, header))?.[1] ?? 0);
      wanted = start + size;
      if (length < wanted) return;
      const rest = all.subarray(wanted);
      chunks = [rest];
      length = rest.length;
      wanted = 1;
      listener(JSON.parse(all.toString("utf8", start, start + size)) as RpcMessage);
    }
  });
}
