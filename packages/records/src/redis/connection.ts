import { createHash } from "node:crypto";
import { Command, Redis, type RedisOptions } from "ioredis";

export type Argument = string | Buffer | number;

export type Answer = {
  /** Strings are Buffers. */
  readonly reply: unknown;
  /** The command was sent more than once, and may have been executed more than once. */
  readonly repeated: boolean;
};

/** A Lua script, and the name by which Redis knows it once it has seen it. */
export type Script = { readonly lua: string; readonly sha: string };

export type ScriptParameters = { readonly keys: readonly string[]; readonly args: readonly Argument[] };

export type ConnectionOptions = {
  /** redis://, or rediss:// for TLS. */
  readonly url: string;
  /** How long Redis may be silent before the calls that wait for it are rejected. */
  readonly timeoutMs: number;
};

/** How often it is looked whether Redis still answers. */
const WATCH_INTERVAL_MS = 250;
const RECONNECT_DELAY_STEP_MS = 25;
const LONGEST_RECONNECT_DELAY_MS = 500;

/** What both connections, the one for calls and the one that listens, have in common. */
export function redisOptions({ timeoutMs }: ConnectionOptions): Omit<RedisOptions, "replyMapping"> {
  return {
    protocol: 2,
    connectTimeout: timeoutMs / 2,
    // A connection that is silent for so long is given up, so that there is time to try another.
    socketTimeout: timeoutMs / 2,
    retryStrategy: (attempts) => Math.min(attempts * RECONNECT_DELAY_STEP_MS, LONGEST_RECONNECT_DELAY_MS),
    maxRetriesPerRequest: null,
    // While Redis starts, it guesses how long it will load; that is a second at least.
    maxLoadingRetryTime: LONGEST_RECONNECT_DELAY_MS,
  };
}

export function scriptOf(lua: string): Script {
  return { lua, sha: createHash("sha1").update(lua).digest("hex") };
}

type Call = {
  command: string;
  args: readonly Argument[];
  /** What to send when Redis does not know the script: it forgets all of them whenever it starts. */
  readonly lua: string | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  /** How many were sent that may have been executed. */
  copies: number;
};

/**
 * A connection to Redis that is made again when it is lost. While Redis cannot be reached, calls wait and are sent when it
 * can be, and those without an answer are sent again: every command must bear to be executed twice.
 *
 * ioredis can wait and send again, too, but then it forgets nothing: a call that its caller has given up long ago would be
 * executed when Redis is there again.
 */
export class Connection {
  readonly #redis: Redis;
  readonly #timeoutMs: number;
  readonly #watch: NodeJS.Timeout;
  /** All calls without an answer, in their order. */
  readonly #waiting = new Set<Call>();
  #ready = false;
  /** Counted by the watch: while the process itself stood still, Redis was not waited for. */
  #silentMs = 0;
  #lastError: Error | undefined;

  constructor(options: ConnectionOptions) {
    this.#timeoutMs = options.timeoutMs;
    this.#redis = new Redis(options.url, {
      ...redisOptions(options),
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
    });
    this.#redis.on("ready", () => {
      this.#ready = true;
      for (const call of this.#waiting) void this.#send(call);
    });
    this.#redis.on("close", () => {
      this.#ready = false;
    });
    this.#redis.on("error", (error) => {
      this.#lastError = error;
    });
    this.#watch = setInterval(() => this.#giveUpWhenSilent(), WATCH_INTERVAL_MS).unref();
  }

  /** Rejects when Redis answers with an error, and when it was silent for too long. */
  call(command: string, args: readonly Argument[]): Promise<Answer> {
    return this.#begin(command, args, undefined);
  }

  /** Runs a script; rejects likewise. */
  run({ lua, sha }: Script, { keys, args }: ScriptParameters): Promise<Answer> {
    return this.#begin("evalsha", [sha, keys.length, ...keys, ...args], lua);
  }

  /** Rejects all calls that wait. */
  close(): void {
    clearInterval(this.#watch);
    this.#rejectAll(new Error("The connection to Redis is closed"));
    this.#redis.disconnect();
  }

  #begin(command: string, args: readonly Argument[], lua: string | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const call: Call = { command, args, lua, resolve, reject, copies: 0 };
      if (this.#waiting.size === 0) this.#silentMs = 0;
      this.#waiting.add(call);
      if (this.#ready) void this.#send(call);
    });
  }

  async #send(call: Call): Promise<void> {
    call.copies++;
    try {
      const reply: unknown = await this.#redis.sendCommand(new Command(call.command, [...call.args]));
      this.#settle(call);
      call.resolve({ reply, repeated: call.copies > 1 });
    } catch (error) {
      // Any other error is said of the connection, and the call waits for the next one.
      if (!isReplyError(error)) return;
      if (call.lua !== undefined && error.message.startsWith("NOSCRIPT")) this.#sendWhole(call, call.lua);
      else {
        this.#settle(call);
        // ioredis's own error bears the whole command, and a log would show what is being kept.
        call.reject(new Error(`Redis refuses ${call.command}: ${error.message}`));
      }
    }
  }

  /** Instead of the name of a script that Redis does not know. */
  #sendWhole(call: Call, lua: string): void {
    if (!this.#waiting.has(call)) return;
    call.command = "eval";
    call.args = [lua, ...call.args.slice(1)];
    call.copies--;
    void this.#send(call);
  }

  #settle(call: Call): void {
    this.#waiting.delete(call);
    this.#silentMs = 0;
  }

  #giveUpWhenSilent(): void {
    if (this.#waiting.size === 0) return;
    if (this.#silentMs < this.#timeoutMs) this.#silentMs += WATCH_INTERVAL_MS;
    else this.#giveUp();
  }

  #giveUp(): void {
    this.#rejectAll(new Error(`Redis has not answered for ${this.#timeoutMs} ms`, { cause: this.#lastError }));
    this.#redis.disconnect(true);
  }

  #rejectAll(error: Error): void {
    for (const call of this.#waiting) call.reject(error);
    this.#waiting.clear();
  }
}

function isReplyError(error: unknown): error is Error {
  return error instanceof Error && error.name === "ReplyError";
}
