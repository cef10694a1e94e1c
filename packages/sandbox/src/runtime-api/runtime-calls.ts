import type { IncomingMessage, ServerResponse } from "node:http";
import type { RuntimeAnswer, RuntimeError, RuntimeEvent } from "./answer.ts";
import { MAX_PAYLOAD_BYTES } from "./limits.ts";
import { readBody } from "./read-body.ts";
import * as refusals from "./refusals.ts";
import { accept, refuse } from "./refusals.ts";
import { streamResponse } from "./stream-response.ts";

/** Where a runtime stands, by the names that AWS's refusals tell. */
type Stage =
  | "Started"
  | "InitError"
  | "Ready"
  | "Running"
  | "InvocationResponse"
  | "InvocationErrorResponse"
  | "ResponseSent";

/** What a runtime tells. */
export type RuntimeListener = {
  /** It waits for an event. */
  readonly onReady: () => void;
  readonly onInitError: (error: RuntimeError) => void;
  readonly onAnswer: (answer: RuntimeAnswer) => void;
};

/** The runtime's half of the Runtime API: one event at a time. */
export class RuntimeCalls {
  readonly #listener: RuntimeListener;
  #stage: Stage = "Started";
  #requestId: string | undefined;
  #waiting: ServerResponse | undefined;

  constructor(listener: RuntimeListener) {
    this.#listener = listener;
  }

  /** Whether it waits for an event. */
  get isWaiting(): boolean {
    return this.#waiting !== undefined;
  }

  /** Whether it has asked for its first event: extensions come too late then. */
  get isInitialised(): boolean {
    return this.#stage !== "Started" && this.#stage !== "InitError";
  }

  /** Hands it an event; it must be waiting. */
  give({ requestId, payload, ...event }: RuntimeEvent): void {
    this.#requestId = requestId;
    this.#stage = "Running";
    this.#waiting?.writeHead(200, {
      "content-type": "application/json",
      "content-length": payload.length,
      "lambda-runtime-aws-request-id": requestId,
      "lambda-runtime-deadline-ms": event.deadlineMs,
      "lambda-runtime-invoked-function-arn": event.invokedArn,
      "lambda-runtime-trace-id": event.traceId,
      ...(event.clientContext !== undefined && { "lambda-runtime-client-context": asciiJson(event.clientContext) }),
    });
    this.#waiting?.end(payload);
    this.#waiting = undefined;
  }

  next(response: ServerResponse): void {
    if (this.#waiting !== undefined || !["Started", "ResponseSent", "Ready"].includes(this.#stage)) {
      return refuse(response, refusals.wrongStage(this.#stage, "Ready"));
    }
    this.#stage = "Ready";
    this.#waiting = response;
    // A runtime that gave up waiting may ask again.
    response.once("close", () => {
      if (this.#waiting === response) this.#waiting = undefined;
    });
    this.#listener.onReady();
  }

  async response(requestId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#moves(requestId, "InvocationResponse", response)) return;
    const mode = request.headers["lambda-runtime-function-response-mode"];
    if (mode === "streaming") return this.#stream(request, response);
    if (mode !== undefined) {
      this.#answer(errorAnswer("Runtime.InvalidResponseModeHeader", ""));
      return refuse(response, refusals.invalidResponseMode());
    }
    const body = await this.#bodyOf(request, response);
    if (body === undefined) return;
    this.#answer({ kind: "payload", payload: body });
    accept(response);
  }

  async error(requestId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#moves(requestId, "InvocationErrorResponse", response)) return;
    const payload = await this.#bodyOf(request, response);
    if (payload === undefined) return;
    this.#answer({ kind: "error", payload, errorType: errorTypeOf(request) });
    accept(response);
  }

  async initError(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#stage !== "Started") return refuse(response, refusals.wrongStage(this.#stage, "InitError"));
    this.#stage = "InitError";
    const payload = await readBody(request, MAX_PAYLOAD_BYTES);
    if ("tooLarge" in payload) return refuse(response, refusals.tooLarge());
    this.#listener.onInitError({ kind: "error", payload, errorType: errorTypeOf(request) });
    accept(response);
  }

  #answer(answer: RuntimeAnswer): void {
    this.#stage = "ResponseSent";
    this.#listener.onAnswer(answer);
  }

  /** Answers who is at the wrong request, or has answered it already. */
  #moves(requestId: string, stage: Stage, response: ServerResponse): boolean {
    if (requestId !== this.#requestId) {
      refuse(response, refusals.invalidRequestId());
      return false;
    }
    if (this.#stage !== "Running") {
      refuse(response, refusals.wrongStage(this.#stage, stage));
      return false;
    }
    this.#stage = stage;
    return true;
  }

  async #bodyOf(request: IncomingMessage, response: ServerResponse): Promise<Buffer | undefined> {
    try {
      const body = await readBody(request, MAX_PAYLOAD_BYTES);
      if (!("tooLarge" in body)) return body;
      this.#answer(responseTooLarge(body.tooLarge));
      refuse(response, refusals.tooLarge());
    } catch {
      // It may say it again: nothing of it was taken.
      this.#stage = "Running";
    }
    return undefined;
  }

  async #stream(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = streamResponse(request);
    this.#listener.onAnswer(answer);
    const { isWhole, errorType } = await answer.ended;
    this.#stage = "ResponseSent";
    if (isWhole) accept(response);
    else refuse(response, errorType === undefined ? refusals.truncated() : refusals.tooLarge());
  }
}

/** AWS knows types of two kinds, and calls all others unknown. */
const ERROR_TYPE = /^(?:Runtime|Function)\.[A-Z][A-Za-z]+$/;

function errorTypeOf({ headers }: IncomingMessage): string {
  const type = headers["lambda-runtime-function-error-type"];
  if (typeof type !== "string") return "Runtime.Unknown";
  if (ERROR_TYPE.test(type)) return type;
  return type.startsWith("Function.") ? "Function.Unknown" : "Runtime.Unknown";
}

const errorAnswer = (errorType: string, payload: string): RuntimeError => ({
  kind: "error",
  payload: Buffer.from(payload),
  errorType,
});

function responseTooLarge(bytes: number): RuntimeError {
  const errorType = "Function.ResponseSizeTooLarge";
  const errorMessage = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`;
  return errorAnswer(errorType, JSON.stringify({ errorMessage, errorType }));
}

/** A header has no other letters, and JSON can tell them all by these. */
function asciiJson(json: string): string {
  // Between strings line breaks are spaces, and in them JSON has none.
  const oneLine = json.replaceAll(/[\r\n\t]/g, " ");
  return oneLine.replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
