import { Command, Redis, type RedisOptions } from "ioredis";
import { type Deadline, noAnswerFrom } from "./deadline.ts";

/** A connection on which Redis owes an answer for so long is given up: there is time to try another. */
const LONGEST_SILENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 1000;
const PAUSE_STEP_MS = 50;

/** What the connection for calls and the one that listens have in common. */
const OPTIONS: RedisOptions & { replyMapping?: never } = {
  protocol: 2,
  maxRetriesPerRequest: null,
  connectTimeout: LONGEST_SILENCE_MS,
  socketTimeout: LONGEST_SILENCE_MS,
  retryStrategy: (attempt) => Math.min(attempt * PAUSE_STEP_MS, LONGEST_PAUSE_MS),
  // While Redis starts, it guesses how long it will load; that is a second at least.
  maxLoadingRetryTime: LONGEST_PAUSE_MS,
};

export type Argument = string | Buffer | number;

/** What Redis answers; of scripts, Lua's numbers, strings, tables and false. */
export type Reply = Buffer | number | null | readonly Reply[];

/** Redis, behind whatever connection there is. */
export type RedisLink = {
  /** Resolves to Redis's answer, with bytes for strings. May be done twice where a connection breaks. */
  readonly call: (command: string, args: readonly Argument[], deadline: Deadline) => Promise<Reply>;
  readonly close: () => void;
};

type Call = {
  readonly command: string;
  readonly args: readonly Argument[];
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
  readonly deadline: Deadline;
  /** Rejects it for want of time. */
  readonly late: () => void;
};

export const openRedisLink = (url: string, onFailure: (error: unknown) => void): RedisLink =>
  new ReconnectingLink(url, onFailure);

/**
 * Calls wait while Redis cannot be reached, and those without an answer are made again on the next connection. ioredis
 * would do so, too, but it forgets no call that its caller has given up: a receive would hide messages for nobody when
 * Redis is there again.
 */
class ReconnectingLink implements RedisLink {
  private readonly redis: Redis;
  /** All calls without an answer, in their order. */
  private readonly waiting = new Set<Call>();
  private isReady = false;
  private isClosed = false;
  private lastError: unknown;

  constructor(url: string, onFailure: (error: unknown) => void) {
    this.redis = new Redis(url, { ...OPTIONS, enableOfflineQueue: false, autoResendUnfulfilledCommands: false });
    this.redis.on("ready", () => {
      this.isReady = true;
      for (const call of this.waiting) this.send(call);
    });
    this.redis.on("close", () => (this.isReady = false));
    this.redis.on("error", (error) => {
      this.lastError = error;
      onFailure(error);
    });
  }

  call(command: string, args: readonly Argument[], deadline: Deadline): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const late = (): void => this.end(call).reject(noAnswerFrom("Redis", this.lastError));
      const call: Call = { command, args, deadline, resolve, reject, late };
      if (this.isClosed) return reject(isClosedAlready());
      if (deadline.isOver) return late();
      deadline.whenOver(late);
      this.waiting.add(call);
      if (this.isReady) this.send(call);
    });
  }

  close(): void {
    this.isClosed = true;
    for (const call of this.waiting) this.end(call).reject(isClosedAlready());
    this.redis.disconnect();
  }

  private end(call: Call): Call {
    this.waiting.delete(call);
    call.deadline.forget(call.late);
    return call;
  }

  private send(call: Call): void {
    const command = new Command(call.command, [...call.args]);
    Promise.resolve(this.redis.sendCommand(command)).then(
      (reply) => this.end(call).resolve(reply as Reply), // what Redis answers
      // ioredis's own errors bear the whole command, and a log would show what is being kept.
      (error: unknown) => {
        if (isReplyError(error)) this.end(call).reject(new Error(`Redis refuses ${call.command}: ${error.message}`));
        // Anything else is said of the connection, and the call waits for the next one.
        else this.lastError = new Error(error instanceof Error ? error.message : String(error));
      },
    );
  }
}

/** A connection that hears what is published; it listens again by itself where it was lost. */
export function openSubscriber(url: string, onFailure: (error: unknown) => void): Redis {
  const redis = new Redis(url, OPTIONS);
  redis.on("error", onFailure);
  return redis;
}

const isClosedAlready = (): Error => new Error("the connection to Redis is closed");

const isReplyError = (error: unknown): error is Error => error instanceof Error && error.name === "ReplyError";
