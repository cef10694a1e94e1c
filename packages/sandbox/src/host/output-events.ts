import { EXTENSION, FRAME_HEAD_BYTES, FRAME_KIND_AT, FRAME_LENGTH_AT, FRAME_MARK } from "../output-frame.ts";

/** CloudWatch Logs takes no larger event. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
export const MAX_EVENT_BYTES = 256 * 1024;

/** Who wrote an event. */
export type OutputWriter = "function" | "extension";

const LINE_END = 0x0a;
/** The first byte that is no letter of ASCII. */
const NOT_ASCII = 0x80;

/**
 * Cuts what a sandbox writes into events: a line is one, and so is a frame, which runtimes write where an event has
 * several lines. An event keeps its line's end, as AWS's do; one that is too large is cut.
 */
export class OutputEvents {
  readonly #onEvent: (text: string, writer: OutputWriter) => void;
  #rest: Buffer = Buffer.alloc(0);

  constructor(onEvent: (text: string, writer: OutputWriter) => void) {
    this.#onEvent = onEvent;
  }

  push(bytes: Buffer): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    for (let used = this.#take(); used > 0; used = this.#take()) this.#rest = this.#rest.subarray(used);
  }

  /** The last line may have no end. */
  flush(): void {
    if (this.#rest.length > 0) this.#onEvent(this.#rest.toString(), "function");
    this.#rest = Buffer.alloc(0);
  }

  /** Takes the first event, if it is whole, and returns its length in bytes. */
  #take(): number {
    const frameAt = this.#frameAt();
    if (frameAt === 0) return this.#takeFrame();
    const end = this.#rest.indexOf(LINE_END) + 1;
    const isLine = end > 0 && (frameAt < 0 || end <= frameAt);
    const length = isLine ? end : Math.max(0, frameAt);
    if (length > 0) return this.#emit(length);
    return this.#rest.length >= MAX_EVENT_BYTES ? this.#emit(this.#rest.length) : 0;
  }

  #emit(length: number): number {
    const cut = Math.min(length, MAX_EVENT_BYTES);
    this.#onEvent(this.#rest.toString("utf8", 0, cut), "function");
    return cut;
  }

  /** Where the next frame begins: no letter that is still going on can begin with its first byte. */
  #frameAt(): number {
    let at = this.#rest.indexOf(FRAME_MARK);
    while (at > 0 && (this.#rest[at - 1] ?? 0) >= NOT_ASCII) at = this.#rest.indexOf(FRAME_MARK, at + 1);
    return at;
  }

  #takeFrame(): number {
    if (this.#rest.length < FRAME_HEAD_BYTES) return 0;
    const length = this.#rest.readUInt32BE(FRAME_LENGTH_AT);
    // Somebody writes what only looks like a frame: its mark is no text, and the rest may be.
    if (length > MAX_EVENT_BYTES) return FRAME_MARK.length;
    if (this.#rest.length < FRAME_HEAD_BYTES + length) return 0;
    const writer = this.#rest[FRAME_KIND_AT] === EXTENSION ? "extension" : "function";
    this.#onEvent(this.#rest.toString("utf8", FRAME_HEAD_BYTES, FRAME_HEAD_BYTES + length), writer);
    return FRAME_HEAD_BYTES + length;
  }
}
