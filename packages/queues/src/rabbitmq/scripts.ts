import { createHash } from "node:crypto";
import type { Redis } from "ioredis";

/** What a script answers: Lua's numbers, strings, tables and false. */
export type Reply = Buffer | number | null | readonly Reply[];

export type Script = { readonly source: string; readonly sha: string };

export const script = (source: string): Script => ({ source, sha: createHash("sha1").update(source).digest("hex") });

export type Argument = string | Buffer | number;

/** What ioredis says of a command whose time is over. */
const TIMED_OUT = "Command timed out";

/** Runs a script by its digest; Redis is told the text only where it does not know it. */
export async function run(
  redis: Redis,
  { source, sha }: Script,
  { keys, args }: { readonly keys: readonly string[]; readonly args: readonly Argument[] },
): Promise<Reply> {
  const rest = [keys.length, ...keys, ...args];
  try {
    return (await redis.callBuffer("EVALSHA", [sha, ...rest])) as Reply; // what Redis answers to EVALSHA
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.message === TIMED_OUT) throw new Error("Redis does not answer", { cause: error });
    if (!error.message.startsWith("NOSCRIPT")) throw error;
    return (await redis.callBuffer("EVAL", [source, ...rest])) as Reply; // as above
  }
}

export const listOf = (reply: Reply | undefined): readonly Reply[] => {
  if (Array.isArray(reply)) return reply;
  throw new Error("Redis answered something else than a list");
};

export const numberOf = (reply: Reply | undefined): number => {
  if (typeof reply === "number") return reply;
  throw new Error("Redis answered something else than a number");
};

export const bytesOf = (reply: Reply | undefined): Buffer => {
  if (Buffer.isBuffer(reply)) return reply;
  throw new Error("Redis answered something else than a string");
};

export const textOf = (reply: Reply | undefined): string => bytesOf(reply).toString("latin1");
