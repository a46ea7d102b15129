import { randomUUID } from "node:crypto";
import { Dealer, Request, type Socket, Subscriber } from "zeromq";
import { ClientCodec, type Message, type RequestExtras } from "./client-message";
import { addressOf, curveOf, type StartOptions } from "./connection-fields";
import { KernelProcess } from "./kernel-process";
import { patience, within } from "./within";

export type SendChannel = "shell" | "control" | "stdin";

/** A kernel as its front end knows it: where it listens, and how it is stopped. */
export interface ServedKernel {
  readonly fields: Record<string, string>;
  /** Rejects some time after its process ended, with how: nothing more can come. */
  readonly death?: Promise<never>;
  stop(): Promise<void>;
}

/** A front end of a kernel, over real ZeroMQ. Every wait ends in time, and says what it was for. */
export class FrontEnd<Kernel extends ServedKernel = KernelProcess> {
  readonly kernel: Kernel;
  readonly codec: ClientCodec;
  /** Everything that came on iopub since `settle`. */
  #iopub: Message[] = [];
  #iopubWaiters: (() => void)[] = [];
  readonly #replies = new Map<string, (message: Message) => void>();
  readonly #inputs: ((message: Message) => void)[] = [];
  readonly #sockets: { shell: Dealer; control: Dealer; stdin: Dealer; iopub: Subscriber };

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.codec = new ClientCodec(kernel.fields.key as string);
    const options = { ...curveOf(kernel.fields), linger: 0 };
    // The protocol: a front end has one identity on all its channels.
    const dealer = { ...options, routingId: randomUUID() };
    this.#sockets = {
      shell: new Dealer(dealer),
      control: new Dealer(dealer),
      stdin: new Dealer(dealer),
      iopub: new Subscriber(options),
    };
  }

  /** Start a kernel and wait until every channel is connected. */
  static async start(options: StartOptions = {}): Promise<FrontEnd> {
    const frontEnd = new FrontEnd(await KernelProcess.start(options));
    await frontEnd.connect();
    return frontEnd;
  }

  /** @param takesInput whether it has a stdin channel */
  async connect({ takesInput = true } = {}): Promise<void> {
    const { shell, control, stdin, iopub } = this.#sockets;
    for (const [channel, socket] of Object.entries(this.#sockets))
      if (takesInput || socket !== stdin) socket.connect(addressOf(this.kernel.fields, channel));
    iopub.subscribe();
    void this.#readReplies(shell);
    void this.#readReplies(control);
    void this.#readInputs(stdin);
    void this.#readIopub(iopub);
    // A subscription takes a moment to arrive: ask until something is published.
    while (this.#iopub.length === 0) {
      await this.ask("control", "kernel_info_request", {});
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await this.ask("shell", "kernel_info_request", {});
    await this.settle();
  }

  /** Send frames as they are. */
  async sendFrames(channel: SendChannel, frames: readonly Buffer[]): Promise<void> {
    await this.#sockets[channel].send([...frames]);
  }

  /** Send a message. @returns its msg_id */
  async send(channel: SendChannel, type: string, content: object, extras: RequestExtras = {}): Promise<string> {
    const { id = randomUUID() } = extras;
    await this.sendFrames(channel, this.codec.write(type, content, { ...extras, id }));
    return id;
  }

  /** Send a request and wait for its reply. */
  async ask(channel: SendChannel, type: string, content: object, extras: RequestExtras = {}): Promise<Message> {
    const { id = randomUUID() } = extras;
    const reply = this.replyTo(id, type);
    await this.send(channel, type, content, { ...extras, id });
    return reply();
  }

  /**
   * Listen for the reply to the request that is sent under this id.
   * @param what the request is, in words
   * @returns what waits for it
   */
  replyTo(id: string, what: string): (milliseconds?: number) => Promise<Message> {
    const reply = new Promise<Message>((resolve) => this.#replies.set(id, resolve));
    return (milliseconds) => this.#within(`the reply to ${what}`, reply, milliseconds);
  }

  /** Run a cell; wait for its reply and for idle. */
  async run(code: string, options: object = {}): Promise<{ reply: Message; outputs: Message[] }> {
    const id = randomUUID();
    const reply = await this.ask("shell", "execute_request", { code, ...options }, { id });
    return { reply, outputs: await this.outputsOf(id) };
  }

  /** Send a cell and wait until it runs. @returns its msg_id */
  async begin(code: string, options: object = {}): Promise<string> {
    const id = await this.send("shell", "execute_request", { code, ...options });
    await this.until(({ parentId, type }) => parentId === id && type === "status", `the begin of ${code}`);
    return id;
  }

  /** All that is published for a request, up to idle. */
  async outputsOf(id: string): Promise<Message[]> {
    const isIdle = ({ parentId, content }: Message) => parentId === id && content.execution_state === "idle";
    const all = await this.until(isIdle, `idle after ${id}`);
    return all.filter(({ parentId }) => parentId === id);
  }

  /**
   * Wait for a message on iopub.
   * @param what it is, in words
   * @returns all up to it
   */
  async until(
    isWanted: (message: Message) => boolean,
    what = String(isWanted),
    milliseconds = patience,
  ): Promise<Message[]> {
    const deadline = performance.now() + milliseconds;
    for (let from = 0; ;) {
      const start = from;
      const found = this.#iopub.findIndex((message, index) => index >= start && isWanted(message));
      if (found >= 0) return this.#iopub.slice(0, found + 1);
      from = this.#iopub.length;
      const next = new Promise<void>((resolve) => this.#iopubWaiters.push(resolve));
      await this.#within(`${what} on iopub, after ${from} messages`, next, Math.max(0, deadline - performance.now()));
    }
  }

  /** Forget what was published up to now. */
  async settle(): Promise<void> {
    await this.outputsOf(await this.send("control", "kernel_info_request", {}));
    this.#iopub = [];
  }

  /** The next question on stdin. */
  nextInput(): Promise<Message> {
    return this.#within("a question on stdin", new Promise<Message>((resolve) => this.#inputs.push(resolve)));
  }

  /** Wait for an answer of the heartbeat. */
  async beat(): Promise<string> {
    const socket = new Request({ ...curveOf(this.kernel.fields), linger: 0 });
    socket.connect(addressOf(this.kernel.fields, "hb"));
    await socket.send("ping");
    const [answer] = await within("an answer of the heartbeat", socket.receive());
    socket.close();
    return String(answer);
  }

  async stop(): Promise<void> {
    await this.kernel.stop();
    this.disconnect();
  }

  disconnect(): void {
    for (const socket of Object.values(this.#sockets) as Socket[]) if (!socket.closed) socket.close();
  }

  #within<T>(what: string, promise: Promise<T>, milliseconds?: number): Promise<T> {
    const { death } = this.kernel;
    return within(what, death === undefined ? promise : Promise.race([promise, death]), milliseconds);
  }

  async #readIopub(socket: Subscriber): Promise<void> {
    for await (const frames of socket) {
      this.#iopub.push(this.codec.read(frames));
      for (const waiter of this.#iopubWaiters.splice(0)) waiter();
    }
  }

  async #readReplies(socket: Dealer): Promise<void> {
    for await (const frames of socket) {
      const message = this.codec.read(frames);
      this.#replies.get(message.parentId ?? "")?.(message);
      this.#replies.delete(message.parentId ?? "");
    }
  }

  async #readInputs(socket: Dealer): Promise<void> {
    for await (const frames of socket) this.#inputs.shift()?.(this.codec.read(frames));
  }
}
