import type { Router } from "zeromq";
import { createHeaders } from "./header";
import { log } from "./log";
import { encodeMessage } from "./message";
import type { Outbox } from "./outbox";
import type { Parent } from "./protocol";
import type { Signer } from "./signature";
import type { Packed } from "./thread-messages";

/** What front ends are told that the kernel does. */
export type ExecutionState = "starting" | "busy" | "idle";

/** A message's parts with nothing but a content. */
export const packed = (content: object): Packed => ({ content: JSON.stringify(content), metadata: "{}", buffers: [] });

/** Writes, signs and sends the kernel's messages. */
export class Sender {
  readonly #signer: Signer;
  readonly #outbox: Outbox;
  readonly #header = createHeaders();

  constructor(signer: Signer, outbox: Outbox) {
    this.#signer = signer;
    this.#outbox = outbox;
  }

  /** Send a message to every front end. @param parentHeader JSON; "{}" for none */
  publish(parentHeader: string, type: string, message: Packed, onSent?: () => void): void {
    const outgoing = { prefix: [type], header: this.#header(type), parentHeader, ...message };
    this.#outbox.push(encodeMessage(outgoing, this.#signer), onSent);
  }

  status(parentHeader: string, state: ExecutionState): void {
    this.publish(parentHeader, "status", packed({ execution_state: state }));
  }

  /**
   * Send a message to the one front end that a parent came from.
   * @returns its msg_id, undefined when that front end isn't there
   */
  async send(socket: Router, parent: Parent, type: string, message: Packed): Promise<string | undefined> {
    const header = this.#header(type);
    const outgoing = { prefix: parent.identities, header, parentHeader: parent.header, ...message };
    try {
      await socket.send(encodeMessage(outgoing, this.#signer));
      return (JSON.parse(header) as { msg_id: string }).msg_id;
    } catch (error) {
      if (!socket.closed) log(`a ${type} can't be sent: ${(error as Error).message}`);
      return undefined;
    }
  }
}
