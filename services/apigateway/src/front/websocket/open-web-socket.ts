import type { CancelTimer, Clock } from "@skylab/aws";
import type { WebSocket } from "ws";
import {
  CLOSE_WITHIN_MS,
  IDLE_MS,
  LIFETIME_MS,
  MAX_BUFFERED_BYTES,
  MAX_WAITING_MESSAGES,
} from "../../domain/connections/limits.ts";
import type { ConnectionAbout } from "../../store/connections.ts";
import type { ConnectionEnd } from "./context.ts";
import { GOING_AWAY, type LiveConnection } from "./live/connections.ts";

export type OpenWebSocketOptions = {
  readonly about: ConnectionAbout;
  readonly clock: Clock;
  /** Handles a message; resolves to what the client is told, if anything. */
  readonly handle: (text: string) => Promise<string | undefined>;
  /** Nothing may be written to it any more. */
  readonly ending: () => void;
};

/** https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const UNSUPPORTED_DATA = 1003;
const PROTOCOL_ERROR = 1002;

/** What `ws` closes a connection with for what it finds wrong in it. */
const CODES_OF_FAULTS: ReadonlyMap<unknown, number> = new Map([
  ["WS_ERR_INVALID_UTF8", 1007],
  ["WS_ERR_UNSUPPORTED_MESSAGE_LENGTH", 1009],
  ["WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH", 1009],
  ["WS_ERR_TOO_MANY_BUFFERED_PARTS", 1008],
]);

/** A WebSocket in our hands: its messages are handled one after the other, in their order. */
export class OpenWebSocket implements LiveConnection {
  readonly about: ConnectionAbout;
  /** How it ended: when all is handled that came before. */
  readonly over: Promise<ConnectionEnd>;
  lastActiveAt: number;
  readonly #socket: WebSocket;
  readonly #options: OpenWebSocketOptions;
  #waiting: string[] = [];
  #handling: Promise<void> | undefined;
  #end: ConnectionEnd | undefined;
  #cancelTimer: CancelTimer | undefined;

  constructor(socket: WebSocket, options: OpenWebSocketOptions) {
    this.about = options.about;
    this.#socket = socket;
    this.#options = options;
    this.lastActiveAt = options.clock.now();
    // as: so it is where `binaryType` is not set.
    socket.on("message", (data, isBinary) => this.#take(data as Buffer, isBinary));
    socket.on("ping", () => this.#touch());
    socket.on("pong", () => this.#touch());
    socket.on("error", (error) => this.#fault(error));
    this.over = new Promise((resolve) => {
      socket.on("close", (code: number, reason: Buffer) => void this.#closed(code, reason).then(resolve));
    });
    this.#watch();
  }

  async send(data: Uint8Array | string): Promise<boolean> {
    if (this.#end !== undefined || this.#socket.readyState !== this.#socket.OPEN) throw new Error("It is closed.");
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) return false;
    const binary = typeof data !== "string" && !isText(data);
    // An error closes it.
    this.#socket.send(data, { binary }, () => undefined);
    this.#touch();
    return true;
  }

  close(code: number, reason: string): void {
    if (this.#end !== undefined) return;
    this.#ends({ statusCode: code, reason });
    this.#socket.close(code, reason);
    // The client's answer is to be read; one that does not come is not waited for.
    this.#socket.resume();
    const timer = setTimeout(() => this.#socket.terminate(), CLOSE_WITHIN_MS).unref();
    this.#socket.once("close", () => clearTimeout(timer));
  }

  /** As `close`, and what is not begun is left. */
  stop(): void {
    this.#waiting = [];
    this.close(GOING_AWAY, "Going away");
  }

  #ends(end: ConnectionEnd): void {
    this.#end ??= end;
    this.#cancelTimer?.();
    this.#options.ending();
  }

  #touch(): void {
    this.lastActiveAt = this.#options.clock.now();
  }

  #take(data: Buffer, isBinary: boolean): void {
    if (this.#end !== undefined) return;
    this.#touch();
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html
    if (isBinary) return this.close(UNSUPPORTED_DATA, "Binary frames are not supported");
    this.#waiting.push(data.toString());
    if (this.#waiting.length >= MAX_WAITING_MESSAGES) this.#socket.pause();
    this.#handling ??= this.#handleAll();
  }

  async #handleAll(): Promise<void> {
    for (let text = this.#waiting.shift(); text !== undefined; text = this.#waiting.shift()) {
      const told = await this.#options.handle(text);
      if (this.#socket.isPaused && this.#waiting.length === 0) this.#socket.resume();
      // A client that has gone, or takes nothing, is told nothing.
      if (told !== undefined) await this.send(told).catch(() => undefined);
    }
    this.#handling = undefined;
  }

  #fault(error: Error): void {
    const code = "code" in error ? CODES_OF_FAULTS.get(error.code) : undefined;
    // Of a socket that breaks, "close" says 1006.
    if (code !== undefined || ("code" in error && String(error.code).startsWith("WS_ERR_"))) {
      this.#ends({ statusCode: code ?? PROTOCOL_ERROR, reason: "" });
    }
  }

  async #closed(code: number, reason: Buffer): Promise<ConnectionEnd> {
    const end = this.#end ?? { statusCode: code, reason: reasonOf(code, reason) };
    this.#ends(end);
    await this.#handling;
    return end;
  }

  /** Ends it in its time. The timer is set anew when it is due, and not with each message. */
  #watch(): void {
    const { clock } = this.#options;
    const due = Math.min(this.lastActiveAt + IDLE_MS, this.about.connectedAt + LIFETIME_MS);
    if (clock.now() >= due) this.close(GOING_AWAY, "Going away");
    else this.#cancelTimer = clock.at(due, () => this.#watch());
  }
}

/** AWS's words where the client's close frame has no code. */
const reasonOf = (code: number, reason: Buffer): string =>
  code === NO_STATUS ? "Client-side close frame status not set" : reason.toString();

const NO_STATUS = 1005;

const utf8 = new TextDecoder("utf-8", { fatal: true });

function isText(data: Uint8Array): boolean {
  try {
    utf8.decode(data);
    return true;
  } catch {
    return false;
  }
}
