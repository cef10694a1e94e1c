import { Readable } from "node:stream";
import type { RequestHead } from "../wire.ts";

/** A request as the SDK hands it to its HTTP handler. */
export type SdkRequest = {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** The request's head as it would arrive on a socket. */
export function toHead({ method, path, query = {}, headers }: SdkRequest): RequestHead {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (value === null) pairs.push(escape(name));
    else for (const item of [value].flat()) pairs.push(`${escape(name)}=${escape(item)}`);
  }
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { method, path, query: pairs.join("&"), headers: Object.fromEntries(lowerCase) };
}

/** As `encodeURIComponent`, and what it leaves out. https://www.rfc-editor.org/rfc/rfc3986#section-2.2 */
const escape = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The request's body, whole. */
export async function toBody({ body }: SdkRequest): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === "string") return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body);
  if (!(body instanceof Readable)) throw new Error("A body that is neither text, bytes nor stream.");
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
