import type { ServerResponse } from "node:http";
import type { Replica } from "@skylab/service/remote";
import type { Dispatcher } from "undici";
import type { ForwardedBody } from "./body.ts";
import { answerHeaders } from "./headers.ts";

/** A request as it is sent to a replica. */
export type Forwarded = {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: ForwardedBody;
};

/** What came of sending a request to one replica. */
export type AttemptResult =
  | { readonly kind: "answered"; readonly status: number }
  /** Nothing of it was sent. */
  | { readonly kind: "unsent"; readonly error: Error }
  /** It was sent, at least in part, and no answer came: it may have been done, or not. */
  | { readonly kind: "lost"; readonly error: Error }
  /** The answer broke off in its middle. */
  | { readonly kind: "broken"; readonly status: number; readonly error: Error };

/** Sends a request to a replica, and its answer to the client as it comes; aborts it when the client goes away. */
export async function attempt(
  replica: Replica,
  { method, path, headers, body }: Forwarded,
  response: ServerResponse,
): Promise<AttemptResult> {
  replica.inFlight += 1;
  const answer = new ForwardedAnswer(response);
  const leave = (): void => answer.leave();
  response.on("close", leave);
  try {
    // `reset`: undici would else give up the connection after a HEAD, or a GET with a body.
    replica.pool.dispatch({ method, path, headers: [...headers], body, reset: false }, answer);
    return await answer.result;
  } finally {
    response.off("close", leave);
    replica.inFlight -= 1;
  }
}

/** Takes a replica's answer from undici and writes it, as fast as the client reads. */
class ForwardedAnswer implements Dispatcher.DispatchHandler {
  readonly result: Promise<AttemptResult>;
  readonly #response: ServerResponse;
  #settle: (result: AttemptResult) => void = () => undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #hasLeft = false;
  #status = 0;

  constructor(response: ServerResponse) {
    this.#response = response;
    this.result = new Promise((resolve) => (this.#settle = resolve));
  }

  /** The client went away: its request ends, or never begins. */
  leave(): void {
    if (this.#response.writableFinished) return;
    this.#hasLeft = true;
    this.#controller?.abort(new Error("The client has left."));
  }

  /** Called when a connection is at hand: from here on something may have been sent. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#hasLeft) this.leave();
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    // 103 and its like are news for the next hop alone.
    if (status < 200) return;
    this.#status = status;
    const raw = controller.rawHeaders;
    this.#response.writeHead(status, answerHeaders(Array.isArray(raw) ? raw : []));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#response.write(chunk)) return;
    controller.pause();
    this.#response.once("drain", () => controller.resume());
  }

  onResponseEnd(): void {
    this.#response.end();
    this.#settle({ kind: "answered", status: this.#status });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#status !== 0) this.#settle({ kind: "broken", status: this.#status, error });
    else this.#settle({ kind: this.#controller === undefined ? "unsent" : "lost", error });
  }
}
