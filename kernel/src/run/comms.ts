import { uniqueId } from "./unique-id";

type Data = Record<string, unknown>;
type CommMessageType = "comm_open" | "comm_msg" | "comm_close";

/** Sends a comm message to the front end. */
export type SendComm = (type: CommMessageType, content: Data, buffers?: readonly Uint8Array[]) => void;

/** One line between an object here and its counterpart in the front end. */
export interface Comm {
  readonly id: string;
  readonly targetName: string;
  send(data: Data, buffers?: readonly Uint8Array[]): void;
  close(data?: Data): void;
  onMessage(listener: (data: Data, buffers: readonly Uint8Array[]) => void): void;
  onClose(listener: (data: Data) => void): void;
}

/** What is called when the front end opens a comm of a target's name. */
export type CommTarget = (comm: Comm, data: Data) => void;

interface OpenComm {
  readonly comm: Comm;
  readonly messages: ((data: Data, buffers: readonly Uint8Array[]) => void)[];
  readonly closings: ((data: Data) => void)[];
}

/** The comms that are open, and who answers new ones. */
export class Comms {
  readonly #open = new Map<string, OpenComm>();
  readonly #targets = new Map<string, CommTarget>();
  readonly #send: SendComm;

  constructor(send: SendComm) {
    this.#send = send;
  }

  /** Answer the comms that the front end opens under this name. */
  register(targetName: string, target: CommTarget): void {
    this.#targets.set(targetName, target);
  }

  /** Open a comm to the front end. */
  open(targetName: string, data: Data = {}): Comm {
    const comm = this.#add(uniqueId(), targetName);
    this.#send("comm_open", { comm_id: comm.id, target_name: targetName, data });
    return comm;
  }

  /** What comm_info_reply lists. */
  info(targetName?: string): Record<string, { target_name: string }> {
    const listed = [...this.#open.values()].filter(
      ({ comm }) => targetName === undefined || comm.targetName === targetName,
    );
    return Object.fromEntries(listed.map(({ comm }) => [comm.id, { target_name: comm.targetName }]));
  }

  /** Take a comm message of the front end's. */
  receive(type: CommMessageType, content: Data, buffers: readonly Uint8Array[] = []): void {
    const id = String(content["comm_id"]);
    const data = (content["data"] ?? {}) as Data;
    if (type === "comm_open") return this.#accept(id, String(content["target_name"]), data);
    const open = this.#open.get(id);
    if (open === undefined) return;
    if (type === "comm_msg") for (const listener of open.messages) listener(data, buffers);
    if (type === "comm_close") {
      this.#open.delete(id);
      for (const listener of open.closings) listener(data);
    }
  }

  #accept(id: string, targetName: string, data: Data): void {
    const target = this.#targets.get(targetName);
    // The protocol's answer to a comm that nobody expects is to close it.
    if (target === undefined) return this.#send("comm_close", { comm_id: id, data: {} });
    target(this.#add(id, targetName), data);
  }

  #add(id: string, targetName: string): Comm {
    const messages: OpenComm["messages"] = [];
    const closings: OpenComm["closings"] = [];
    const comm: Comm = {
      id,
      targetName,
      send: (data, buffers) => this.#send("comm_msg", { comm_id: id, data }, buffers),
      close: (data = {}) => {
        if (this.#open.delete(id)) this.#send("comm_close", { comm_id: id, data });
      },
      onMessage: (listener) => void messages.push(listener),
      onClose: (listener) => void closings.push(listener),
    };
    this.#open.set(id, { comm, messages, closings });
    return comm;
  }
}
