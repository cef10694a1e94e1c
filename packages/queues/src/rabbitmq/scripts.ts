import { createHash } from "node:crypto";
import type { Deadline } from "./deadline.ts";
import type { Argument, RedisLink, Reply } from "./redis-link.ts";

export type Script = { readonly source: string; readonly sha: string };

export const script = (source: string): Script => ({ source, sha: createHash("sha1").update(source).digest("hex") });

export type Running = {
  readonly keys: readonly string[];
  readonly args: readonly Argument[];
  readonly deadline: Deadline;
};

/** Runs a script by its digest; Redis is told the text only where it does not know it. */
export async function run(
  redis: RedisLink,
  { source, sha }: Script,
  { keys, args, deadline }: Running,
): Promise<Reply> {
  const rest = [keys.length, ...keys, ...args];
  try {
    return await redis.call("evalsha", [sha, ...rest], deadline);
  } catch (error) {
    if (!(error instanceof Error && error.message.includes(": NOSCRIPT "))) throw error;
    return await redis.call("eval", [source, ...rest], deadline);
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
