import type { WireResponse } from "@skylab/protocol";
import type { Invoked } from "@skylab/sandbox";
import { preludeHead, readPrelude, WITH_PRELUDE } from "@skylab/web-events";
import { badAnswer } from "./url-refusals.ts";

/** Where the function says nothing else. */
const BYTES = "application/octet-stream";

/** What clients of a URL with RESPONSE_STREAM see, as the function writes it. */
export async function streamedAnswer(answer: Invoked): Promise<WireResponse> {
  if (answer.kind === "buffered") {
    if (answer.end.functionError !== undefined) return badAnswer();
    return { status: 200, headers: { "content-type": BYTES }, body: Buffer.from(answer.payload) };
  }
  const { body, contentType } = answer;
  if (contentType !== WITH_PRELUDE) return { status: 200, headers: { "content-type": contentType ?? BYTES }, body };
  const parts = await readPrelude(body);
  const head = parts && preludeHead(parts.prelude, BYTES);
  if (parts === undefined || head === undefined) {
    body.destroy();
    return badAnswer();
  }
  return { ...head, body: parts.body };
}
