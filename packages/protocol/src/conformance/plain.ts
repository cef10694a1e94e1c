import { Readable } from "node:stream";

/** A value without streams and views, so that two of them compare by what they hold. */
export async function plain(value: unknown): Promise<unknown> {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (value instanceof Readable) return collected(value);
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("hex") };
  if (Array.isArray(value)) return Promise.all(value.map(plain));
  if (Symbol.asyncIterator in value) return collectedItems(value as AsyncIterable<unknown>); // The condition says so.
  const entries = Object.entries(value).map(async ([name, item]) => [name, await plain(item)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** A plain value without its empty structures, which awsQuery has no spelling for. */
export function withoutEmpty(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, withoutEmpty(item)] as const);
  const kept = entries.filter(([, item]) => item !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

async function collected(stream: Readable): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return { bytes: Buffer.concat(chunks).toString("hex") };
}

async function collectedItems(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const item of items) found.push(await plain(item));
  return found;
}
