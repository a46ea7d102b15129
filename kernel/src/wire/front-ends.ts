import type { Connection } from "./connection-file";
import { log } from "./log";
import type { IncomingMessage } from "./message";
import { errorReply, ownReply } from "./own-replies";
import { noParent, type Parent, type Request, type RequestChannel, type RequestType } from "./protocol";
import { InvalidContent, isRequestType, ofSomeDepth, readContent } from "./request-content";
import { packed, type Sender } from "./sender";
import { ShellQueue } from "./shell-queue";
import type { Sockets } from "./sockets";
import type { Packed, ToMain } from "./thread-messages";

/** What front ends make happen outside of the sockets' thread. */
export interface FrontEndEvents {
  readonly toMain: (message: ToMain) => void;
  readonly onInterrupt: () => void;
  readonly onShutdown: (restart: boolean) => void;
}

/** What the main thread's answer to a request means for the requests behind it. */
export interface Outcome {
  readonly isError: boolean;
  readonly executionCount: number | undefined;
}

/** The requests of the front ends: who answers which, in what order, with busy and idle around each. */
export class FrontEnds {
  readonly #connection: Connection;
  readonly #sockets: Sockets;
  readonly #sender: Sender;
  readonly #events: FrontEndEvents;
  readonly #open = new Map<number, Request>();
  readonly #queue: ShellQueue<Request>;
  #numRequests = 0;
  #executionCount = 0;

  constructor(connection: Connection, sockets: Sockets, sender: Sender, events: FrontEndEvents) {
    this.#connection = connection;
    this.#sockets = sockets;
    this.#sender = sender;
    this.#events = events;
    this.#queue = new ShellQueue<Request>({
      start: (request) => this.#start(request),
      abort: (request) => this.#abort(request),
    });
  }

  /** Take a request in. */
  receive(channel: RequestChannel, message: IncomingMessage): void {
    const parent: Parent = {
      header: message.headerJson,
      identities: message.identities.map((one) => Uint8Array.from(one)),
    };
    const type = message.header.msg_type;
    if (isRequestType(type)) this.#enqueue(channel, type, message, parent);
    else this.#answer(channel, type, message, parent);
  }

  /** The execute_request that is being handled; 0 when none is. */
  get runningId(): number {
    return this.#queue.running?.id ?? 0;
  }

  /** The header of a request that is open; "" when it isn't. */
  openHeader(id: number): string {
    return this.#open.get(id)?.parent.header ?? "";
  }

  /** The header of the cell that runs; `noParent` when none does. */
  get runningHeader(): string {
    return this.#queue.running?.parent.header ?? noParent;
  }

  /** Send the main thread's answer to a request; idle follows it. */
  reply(id: number, type: string, message: Packed, { isError, executionCount }: Outcome): void {
    const request = this.#open.get(id);
    if (request === undefined) return;
    this.#executionCount = executionCount ?? this.#executionCount;
    const abortsQueue =
      isError && request.type === "execute_request" && request.content.stop_on_error && !request.content.silent;
    const answer = (): void => {
      void this.#sender.reply(this.#sockets[request.channel], request.parent, type, message);
      this.end(id, abortsQueue);
    };
    // Two turns of the event loop: then all that was sent before is read, and it alone is aborted.
    if (abortsQueue) setImmediate(() => setImmediate(answer));
    else answer();
  }

  /** End a request: the kernel is idle again, as far as it goes. */
  end(id: number, abortsQueue = false): void {
    const request = this.#open.get(id);
    if (request === undefined) return;
    this.#open.delete(id);
    this.#idle(request.parent, request);
    this.#queue.finish(request, { abortsQueue });
  }

  #enqueue(channel: RequestChannel, type: RequestType, message: IncomingMessage, parent: Parent): void {
    const { buffers } = message;
    this.#numRequests += 1;
    try {
      const metadata = ofSomeDepth("metadata", message.metadata);
      const content = readContent(type, message.content);
      const own = buffers.map((buffer) => Uint8Array.from(buffer));
      this.#queue.add({ id: this.#numRequests, channel, type, content, metadata, buffers: own, parent } as Request);
    } catch (error) {
      if (!(error instanceof InvalidContent)) throw error;
      log(`a ${type} on ${channel} was refused: ${error.message}`);
      this.#around(parent, () => {
        if (!type.endsWith("_request")) return;
        const content = { ...errorReply("InvalidRequest", error.message), ...this.#countOf(type) };
        void this.#sender.reply(this.#sockets[channel], parent, replyTypeOf(type), packed(content));
      });
    }
  }

  #start(request: Request): void {
    this.#open.set(request.id, request);
    this.#sender.status(request.parent.header, "busy");
    this.#events.toMain({ kind: "request", request });
  }

  #abort({ channel, type, parent }: Request): void {
    this.#around(parent, () => {
      const message = { ...packed({ status: "aborted", ...this.#countOf(type) }), metadata: '{"status":"aborted"}' };
      void this.#sender.reply(this.#sockets[channel], parent, replyTypeOf(type), message);
    });
  }

  #answer(channel: RequestChannel, type: string, { content }: IncomingMessage, parent: Parent): void {
    const answer = ownReply(type, content, this.#connection);
    if (answer === undefined) log(`a message on ${channel} has a type that this kernel doesn't know`);
    this.#around(parent, () => {
      if (answer === undefined) return;
      const message = packed(answer.content);
      void this.#sender.reply(this.#sockets[channel], parent, answer.type, message);
      // The other front ends learn of it too.
      if (type === "shutdown_request") this.#sender.publish(parent.header, answer.type, message);
    });
    if (type === "interrupt_request") this.#events.onInterrupt();
    if (type === "shutdown_request") this.#events.onShutdown(content.restart === true);
  }

  #around(parent: Parent, work: () => void): void {
    this.#sender.status(parent.header, "busy");
    work();
    this.#idle(parent);
  }

  #idle(parent: Parent, request?: Request): void {
    this.#sender.status(parent.header, "idle");
    // Front ends show the last state they were told: a cell that still runs is told of again.
    const { running } = this.#queue;
    if (running && running !== request) this.#sender.status(running.parent.header, "busy");
  }

  /** An execute_reply has an execution count, whatever its status. */
  #countOf(type: string): { execution_count?: number } {
    return type === "execute_request" ? { execution_count: this.#executionCount } : {};
  }
}

const replyTypeOf = (type: string): string => type.replace(/_request$/, "_reply");
