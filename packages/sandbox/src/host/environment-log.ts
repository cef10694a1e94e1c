import type { Clock, Ids } from "@skylab/aws";
import type { Credentials, FunctionVersion, LogBatch, LogEvent, LogSink } from "../port.ts";
import { OutputEvents, type OutputWriter } from "./output-events.ts";

/** What `LogType: Tail` answers. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const TAIL_BYTES = 4096;

/** What one phase may write; a loop that writes for ever fills nobody's disk. */
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

export type EnvironmentLogOptions = {
  readonly version: FunctionVersion;
  readonly credentials: Pick<Credentials, "roleArn" | "identity">;
  readonly sink: LogSink;
  readonly clock: Pick<Clock, "now">;
  readonly ids: Ids;
  /** Called with each event that the sandbox writes. */
  readonly onLine: (text: string, writer: OutputWriter) => void;
};

/** The log of one environment: what runs in it writes here, and so does the host. */
export class EnvironmentLog {
  /** `2026/11/26/[$LATEST]0123456789abcdef0123456789abcdef` */
  readonly stream: string;
  readonly #options: EnvironmentLogOptions;
  readonly #output: OutputEvents;
  #waiting: LogEvent[] = [];
  #tail = "";
  #outputBytes = 0;

  constructor(options: EnvironmentLogOptions) {
    this.#options = options;
    const day = new Date(options.clock.now()).toISOString().slice(0, "2026-11-26".length).replaceAll("-", "/");
    this.stream = `${day}/[${options.version.version}]${Buffer.from(options.ids.bytes(16)).toString("hex")}`;
    this.#output = new OutputEvents((text, writer) => {
      this.#add(text, true);
      options.onLine(text, writer);
    });
  }

  /** What the sandbox writes to stdout and stderr. */
  output(bytes: Buffer): void {
    const before = this.#outputBytes;
    this.#outputBytes += bytes.length;
    if (this.#outputBytes <= MAX_OUTPUT_BYTES) this.#output.push(bytes);
    else if (before <= MAX_OUTPUT_BYTES) this.write(`Skylab keeps no more than ${MAX_OUTPUT_BYTES} bytes of output.\n`);
  }

  /** What the host itself tells; nothing where the format has no such line. */
  write(line: string | undefined, { isInTail = true } = {}): void {
    if (line !== undefined) this.#add(line, isInTail);
  }

  /** Takes a last line that has no end: its writer is done. */
  endOutput(): void {
    this.#output.flush();
  }

  /** The end of what was written since the last one was taken, in base64. */
  takeTail(): string {
    const bytes = Buffer.from(this.#tail);
    this.#tail = "";
    this.#outputBytes = 0;
    return bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES)).toString("base64");
  }

  #add(message: string, isInTail: boolean): void {
    // What comes at once goes together, and nothing waits for the end of an invocation.
    if (this.#waiting.length === 0) setImmediate(() => this.#handOver());
    this.#waiting.push({ timestamp: this.#options.clock.now(), message });
    // A letter has one byte at least.
    if (isInTail) this.#tail = (this.#tail + (message.endsWith("\n") ? message : `${message}\n`)).slice(-TAIL_BYTES);
  }

  #handOver(): void {
    const { version, sink } = this.#options;
    const { roleArn, identity } = this.#options.credentials;
    const events = this.#waiting;
    this.#waiting = [];
    const { place, logging } = version;
    sink({ place, group: logging.group, stream: this.stream, roleArn, identity, events } satisfies LogBatch);
  }
}
