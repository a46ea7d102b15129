import type { ReplyTypes, Request, StreamName } from "./protocol";

/** What the sockets' thread is started with. */
export interface WireWorkerData {
  readonly connectionFile: string;
  /** Bytes that the main thread's heap may grow to. */
  readonly heapLimit: number;
  readonly shared: SharedArrayBuffer;
}

/** A message's parts as they cross the threads: the JSON is written where the values are. */
export interface Packed {
  /** Text; bytes of it where it is so long that copying it would keep the other thread from all else. */
  readonly content: string | Uint8Array;
  readonly metadata: string;
  readonly buffers: readonly Uint8Array[];
}

/** From the main thread to the sockets' thread. `at` is a position of the ring: the text before it comes first. */
export type ToSockets =
  | { readonly kind: "flush" }
  /** What the main thread runs is to be ended, and it waits for that. */
  | { readonly kind: "terminate" }
  | {
      readonly kind: "target";
      readonly at: number;
      readonly parentHeader: string;
      readonly name: StreamName;
      readonly cost: number;
    }
  | {
      readonly kind: "publish";
      readonly at: number;
      readonly parentHeader: string;
      readonly type: string;
      readonly message: Packed;
      readonly cost: number;
    }
  | {
      readonly kind: "reply";
      readonly at: number;
      readonly id: number;
      readonly type: ReplyTypes[keyof ReplyTypes];
      readonly message: Packed;
      readonly isError: boolean;
      /** Of an execute_reply: for the replies to aborted requests. */
      readonly executionCount: number | undefined;
    }
  | { readonly kind: "done"; readonly at: number; readonly id: number }
  | {
      readonly kind: "input";
      readonly at: number;
      readonly id: number;
      readonly parentHeader: string;
      readonly identities: readonly Uint8Array[];
      readonly prompt: string;
      readonly password: boolean;
    }
  /** It is about to wait for a program; these children of the process are others. */
  | { readonly kind: "wait"; readonly spared: readonly number[] }
  | { readonly kind: "close" };

/** From the sockets' thread to the main thread. */
export type ToMain =
  | { readonly kind: "request"; readonly request: Request }
  /** Heard once the main thread is back in its event loop. */
  | { readonly kind: "interrupt"; readonly id: number }
  | { readonly kind: "input"; readonly id: number; readonly value: string }
  | { readonly kind: "no-input"; readonly id: number; readonly why: string }
  | { readonly kind: "shutdown"; readonly restart: boolean };
