import { rootOf } from "@skylab/auth";
import type { WireResponse } from "@skylab/protocol";
import { type Caller, readBody } from "@skylab/service";
import { messageTooLong } from "../../domain/connections/errors.ts";
import { MAX_MESSAGE_BYTES } from "../../domain/connections/limits.ts";
import type { Resolved } from "../addresses/resolve-address.ts";
import type { Front } from "../front.ts";
import { refusal } from "../refusals.ts";

/** SDKs write the sign as it is, or encoded. */
const CONNECTIONS = /^\/(?:@|%40)connections\//i;

/** Answers what comes to the address of a WebSocket API that asks for no WebSocket: operations on its connections. */
export async function answerWebSocketApi(front: Front, { address, api }: Resolved): Promise<WireResponse> {
  const { exchange, inside } = front;
  if (!CONNECTIONS.test(address.path)) return upgradeRequired(front);
  const path = address.path.replace(CONNECTIONS, "/@connections/");
  try {
    const body = await bodyOf(front);
    const caller = await callerOf(front, body, api.place.account);
    return await inside.answer({ ...exchange.head, path }, body, caller);
  } catch (error) {
    return inside.refuse(error);
  }
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-15.5.22 */
function upgradeRequired(front: Front): WireResponse {
  const { headers, ...answer } = refusal(front, { status: 426, message: "Upgrade Required" });
  return { ...answer, headers: { ...headers, upgrade: "websocket" } };
}

async function bodyOf({ exchange }: Front): Promise<Buffer> {
  try {
    return await readBody(exchange.request, MAX_MESSAGE_BYTES);
  } catch (error) {
    const isTooLarge = error instanceof Error && "status" in error && error.status === 413;
    throw isTooLarge ? messageTooLong() : error;
  }
}

/** Who asks; in open mode, in which everybody is root, who signs nothing is the API's own account. */
async function callerOf({ exchange, inside }: Front, body: Buffer, account: string): Promise<Caller> {
  const { headers, query } = exchange.head;
  const isSigned = headers.authorization !== undefined || query.includes("X-Amz-Signature=");
  if (isSigned || inside.frame.auth.mode === "enforce") return await inside.authenticate(body);
  return rootOf(account);
}
