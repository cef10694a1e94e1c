import { createHash } from "node:crypto";

/** Tells a request from others; the order in which an object has its members makes none. */
export const requestFingerprint = (request: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(inOrder(request)))
    .digest("base64");

function inOrder(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return members.map(([name, member]) => [name, inOrder(member)]);
}
