import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { HostRefusal, type InvocationEnd, type Invoked } from "../port.ts";
import { type AnswerHead, FRAME, FrameReader } from "./frames.ts";
import { readRefusal, REFUSED } from "./wire.ts";

/** Takes a host's answer to an invocation from undici. */
export class InvocationAnswer implements Dispatcher.DispatchHandler {
  /** Rejects with a HostRefusal, or, where nothing was sent, with undici's error. */
  readonly result: Promise<Invoked>;
  /** Resolves when nothing more comes, of a streamed answer neither. */
  readonly over: Promise<void>;
  #settleOver: () => void = () => undefined;
  #settle: { resolve: (invoked: Invoked) => void; reject: (error: Error) => void } | undefined;
  readonly #frames: FrameReader;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #body: Readable | undefined;
  #end: InvocationEnd | undefined;
  #settleEnd: (end: InvocationEnd) => void = () => undefined;
  #hasLeft = false;

  constructor() {
    this.result = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    this.over = new Promise((resolve) => (this.#settleOver = resolve));
    this.#frames = new FrameReader({
      onData: (bytes) => this.#take(bytes),
      onJson: (kind, value) => {
        // as: the host wrote them of these types, in frames of these kinds.
        if (kind === FRAME.head) this.#begin(value as AnswerHead);
        else this.#end = value as InvocationEnd;
      },
    });
  }

  /** Nobody waits any longer for the answer. */
  leave(): void {
    this.#hasLeft = true;
    this.#controller?.abort(unavailable("The caller has gone away."));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#hasLeft) this.leave();
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#status === 200) this.#frames.push(chunk);
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#settleOver();
    if (this.#status === REFUSED) this.#settle?.reject(readRefusal(Buffer.concat(this.#chunks).toString()));
    else if (this.#status !== 200) this.#settle?.reject(refusalOf(this.#status));
    else if (this.#end === undefined) this.#breakOff(unavailable(GONE));
    else this.#finish(this.#end);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#settleOver();
    // Without a controller nothing was sent: it may be sent again.
    if (this.#controller === undefined) this.#settle?.reject(error);
    else this.#breakOff(error instanceof HostRefusal ? error : unavailable(GONE));
  }

  #begin({ kind, contentType }: AnswerHead): void {
    if (kind === "buffered") return;
    const body = new Readable({
      read: () => this.#controller?.resume(),
      destroy: (error, done) => {
        if (this.#end === undefined) this.leave();
        done(error);
      },
    });
    this.#body = body;
    const end = new Promise<InvocationEnd>((resolve) => (this.#settleEnd = resolve));
    this.#settle?.resolve({ kind: "streamed", contentType, body, end });
  }

  #take(bytes: Buffer): void {
    if (this.#body === undefined) this.#chunks.push(bytes);
    else if (!this.#body.push(bytes)) this.#controller?.pause();
  }

  #finish(end: InvocationEnd): void {
    if (this.#body === undefined) {
      const payload = this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
      this.#settle?.resolve({ kind: "buffered", payload, end });
      return;
    }
    this.#body.push(null);
    this.#settleEnd(end);
  }

  #breakOff(refusal: HostRefusal): void {
    this.#settle?.reject(refusal);
    if (this.#body === undefined) return;
    this.#body.destroy(refusal);
    this.#settleEnd({
      functionError: "Unhandled",
      errorType: "Runtime.ExitError",
      errorDetails: refusal.message,
      logTail: "",
      durationMs: 0,
      billedMs: 0,
    });
  }
}

const GONE = "The host of functions went away while the function ran.";

export const unavailable = (message: string): HostRefusal => new HostRefusal("Unavailable", message);

/** What a status says that is none of an invocation's. */
export const refusalOf = (status: number): HostRefusal =>
  status === 403
    ? new HostRefusal("CannotRun", "The host of functions believes nothing: it has another SKYLAB_INTERNAL_SECRET.")
    : unavailable(`The host of functions answered ${status}.`);
