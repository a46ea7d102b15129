import type { Router } from "zeromq";
import { log } from "./log";
import { decodeMessage, type IncomingMessage, MalformedMessage } from "./message";
import type { ReplayGuard } from "./replay-guard";
import type { Signer } from "./signature";

/** Hands on each message of a channel; drops what is malformed, wrongly signed or replayed, with a line on stderr. */
export async function receive(
  socket: Router,
  channel: string,
  { signer, guard, onMessage }: { signer: Signer; guard: ReplayGuard; onMessage: (message: IncomingMessage) => void },
): Promise<void> {
  for await (const frames of socket) {
    try {
      const message = decodeMessage(frames, signer);
      if (signer.isSigning && !guard.isNew(message.signature))
        throw new MalformedMessage("its signature was used before");
      onMessage(message);
    } catch (error) {
      log(`a message on ${channel} was dropped: ${error instanceof MalformedMessage ? error.message : String(error)}`);
    }
  }
}

/** Send back whatever comes, as it came. */
export async function echo(socket: Router): Promise<void> {
  for await (const frames of socket) {
    try {
      await socket.send(frames);
    } catch {
      // A front end that went away meanwhile needs no answer.
    }
  }
}
