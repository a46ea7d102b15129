/**
 * What the wire says to the rest of the kernel: Jupyter's messages as types.
 * Source: "Messaging in Jupyter", jupyter-client.readthedocs.io, version 5.4.
 */

/** The version of Jupyter's messaging protocol that is spoken. */
export const protocolVersion = "5.4";

/** The parent header, as JSON, of a message that belongs to no request. */
export const noParent = "{}";

/** A JSON object as a front end sent it. */
export type JsonObject = Record<string, unknown>;

/** Binary data that travels beside a message's JSON. */
export type Binary = ArrayBuffer | ArrayBufferView;

/** Where requests come from. */
export type RequestChannel = "shell" | "control";

/** The contents of the requests that the wire hands on, with the protocol's defaults filled in. */
export interface RequestContents {
  execute_request: {
    readonly code: string;
    readonly silent: boolean;
    readonly store_history: boolean;
    readonly user_expressions: Readonly<Record<string, string>>;
    readonly allow_stdin: boolean;
    readonly stop_on_error: boolean;
  };
  /** `cursor_pos` counts Unicode code points, not UTF-16 units. */
  complete_request: { readonly code: string; readonly cursor_pos: number };
  inspect_request: { readonly code: string; readonly cursor_pos: number; readonly detail_level: 0 | 1 };
  is_complete_request: { readonly code: string };
  history_request: {
    readonly output: boolean;
    readonly raw: boolean;
    readonly hist_access_type: "range" | "tail" | "search";
    readonly session: number;
    readonly start: number;
    readonly stop: number | undefined;
    readonly n: number | undefined;
    readonly pattern: string;
    readonly unique: boolean;
  };
  comm_info_request: { readonly target_name: string | undefined };
  comm_open: { readonly comm_id: string; readonly target_name: string; readonly data: JsonObject };
  comm_msg: { readonly comm_id: string; readonly data: JsonObject };
  comm_close: { readonly comm_id: string; readonly data: JsonObject };
}

export type RequestType = keyof RequestContents;

/** Which request an output belongs to. Opaque; stays valid after the request was answered. */
export interface Parent {
  /** The request's header, as JSON. */
  readonly header: string;
  /** ZeroMQ's routing frames of the front end that asked. */
  readonly identities: readonly Uint8Array[];
}

/** A request of one type. */
export interface RequestOf<T extends RequestType> {
  readonly id: number;
  readonly channel: RequestChannel;
  readonly type: T;
  readonly content: RequestContents[T];
  readonly metadata: JsonObject;
  readonly buffers: readonly Uint8Array[];
  readonly parent: Parent;
}

/** A request of any type: narrow it by `type`. */
export type Request = { [T in RequestType]: RequestOf<T> }[RequestType];

/** The requests that want a reply, and its type. A comm's messages want none: `done` ends them. */
export interface ReplyTypes {
  execute_request: "execute_reply";
  complete_request: "complete_reply";
  inspect_request: "inspect_reply";
  is_complete_request: "is_complete_reply";
  history_request: "history_reply";
  comm_info_request: "comm_info_reply";
}

/** What may be published for a request; streams have a way of their own. */
export type PublishType =
  | "execute_input"
  | "execute_result"
  | "display_data"
  | "update_display_data"
  | "error"
  | "clear_output"
  | "comm_open"
  | "comm_msg"
  | "comm_close"
  | "debug_event";

export type StreamName = "stdout" | "stderr";

/** What may come with a message. */
export interface Extras {
  readonly metadata?: object;
  readonly buffers?: readonly Binary[];
}

/** An interrupt, as it reaches the main thread. */
export interface Interrupt {
  /**
   * The execute_request that was being handled when the front end said stop: by now another may be, which it doesn't
   * mean. undefined when none was.
   */
  readonly requestId: number | undefined;
  /** The stack of the JavaScript that it broke into, innermost frame first; "" when nothing ran. */
  readonly stack: string;
  /** Milliseconds since it came to this thread; 0 at first. */
  readonly age: number;
  /** Whether the main thread has not come back to its event loop since: it is in a loop, say. False at first. */
  readonly isStuck: boolean;
  /** Whether it broke into what must not be torn: then it only tells, and nothing is ended whatever the listener says. */
  readonly isUninterruptible: boolean;
}

/** The main thread's side of the wire. At the end of the process, all that is under way is sent before it closes. */
export interface Wire {
  /** Be given each request, in the order they came; an execute_request only when the one before it was answered. */
  onRequest(listener: (request: Request) => void): void;
  /**
   * Answer a request. After everything that was published before, the front end is told that the kernel is idle.
   * An execute_reply whose content says `status: "error"` aborts the queue if its request had `stop_on_error`.
   * @throws Error when the request was answered before, TypeError when the content is not JSON
   */
  reply<T extends keyof ReplyTypes>(request: RequestOf<T>, type: ReplyTypes[T], content: object, extras?: Extras): void;
  /** End a request that wants no reply, as a comm's messages. @throws Error when it was ended before */
  done(request: Request): void;
  /**
   * Send an output to every front end, in order with `stream`. Blocks while too much is under way.
   * @param parent the request it belongs to; none for what belongs to no cell
   * @throws TypeError when the content is not JSON
   */
  publish(parent: Parent | undefined, type: PublishType, content: object, extras?: Extras): void;
  /** Write text to a stream, in order with `publish`. Blocks while too much is under way. */
  stream(parent: Parent | undefined, name: StreamName, text: string): void;
  /**
   * Ask the front end that sent `parent` for a line of text.
   * Rejects when that front end has no stdin channel, when an interrupt comes, and when the request is answered first.
   */
  requestInput(parent: Parent, prompt: string, password: boolean): Promise<string>;
  /**
   * Be told of an interrupt, on the main thread, in the midst of whatever it runs: at once, and then every few
   * milliseconds until its request was answered (when it has none, until the main thread is
   * back in its event loop), for up to 3 s. Answering `true` ends what runs (when all
   * listeners do, and not to the first call).
   */
  onInterrupt(listener: (interrupt: Interrupt) => boolean): void;
  /** Do something that an interrupt must not tear: one that comes meanwhile waits, up to 3 s, for its end. */
  uninterruptible<T>(work: () => T): T;
  /** Do something that blocks this thread until a program ends (`execSync`): an interrupt that comes meanwhile ends it. */
  waitForChild<T>(work: () => T): T;
  /** Be told that a front end, or the end of the parent process, wants the kernel to end: clean up and exit. */
  onShutdown(listener: (restart: boolean) => void): void;
}
