import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { WireResponse } from "@skylab/protocol";

/** Writes an answer; resolves when a body that flows has flowed. */
export function send(response: ServerResponse, answer: WireResponse): Promise<void> | undefined {
  const { status, headers, body } = answer;
  const isWhole = typeof body === "string" || Buffer.isBuffer(body);
  // Node would send a body of unknown length in chunks. The answer to HEAD has a length of its own.
  if (isWhole && mayHaveBody(status)) headers["content-length"] ??= String(Buffer.byteLength(body));
  try {
    // as: node's type has string[] for what it never writes to.
    response.writeHead(status, inOrder(headers) as OutgoingHttpHeaders);
  } catch (error) {
    // Of a header that cannot be sent, before anybody reads the body: an open one holds a file.
    if (!isWhole) body.destroy();
    throw error;
  }
  if (!isWhole) return pipeline(body, response);
  end(response, body);
  return undefined;
}

/** Up to here it costs less to copy a body behind its head than to write the two as pieces: half of a socket's write. */
const ONE_PIECE_BYTES = 16 * 1024;

function end(response: ServerResponse, body: string | Buffer): void {
  // An empty piece behind the head would make two writes of one.
  if (body.length === 0) response.end();
  else if (typeof body === "string" || body.length > ONE_PIECE_BYTES) response.end(body);
  // Node puts a text behind the head, and writes as bytes what is latin1 all through.
  else response.end(body.toString("latin1"), "latin1");
}

/**
 * Once node knows the length of a body, it takes the bytes of a disposition for UTF-8 and refuses most that are no ASCII.
 * So that one goes first. https://github.com/nodejs/node/pull/46528
 */
function inOrder(headers: WireResponse["headers"]): WireResponse["headers"] {
  const disposition = headers["content-disposition"];
  return disposition === undefined ? headers : { "content-disposition": disposition, ...headers };
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-8.6-8 */
const mayHaveBody = (status: number): boolean => status !== 204 && status !== 304;
