import type { IncomingMessage } from "node:http";
import { isSame } from "@skylab/auth";
import { type GatewayProof, TOKEN_HEADER } from "../gateway-proof.ts";
import { hostName, isLoopbackAddress, isLoopbackName } from "../loopback.ts";
import { clientAddress } from "../client-address.ts";

/** Who may use the admin endpoints: reset, clock, and what the services show of themselves. */
export type AdminRules = {
  /** Lets its bearer in from anywhere. */
  readonly token: string | undefined;
  /** A name of this machine beside `localhost` and the like. */
  readonly hostname: string | undefined;
  /** Tells what the gateway says that an admin asks: it has asked all of this already. */
  readonly gateway?: GatewayProof | undefined;
};

/**
 * Why a request may not use the admin endpoints, or `undefined` where it may.
 *
 * Without the token only this machine may. The address alone does not tell: a web page that a browser on this machine
 * shows reaches us from 127.0.0.1, too. Its `Origin` or `Sec-Fetch-Site` gives it away, and a name that an attacker's DNS
 * points to 127.0.0.1 (DNS rebinding) is none that we know. A page of our own origin is no better: it is an object or a
 * website that anybody may have put.
 */
export function adminRefusal(request: IncomingMessage, rules: AdminRules): string | undefined {
  if (rules.token !== undefined && bearsToken(request, rules.token)) return undefined;
  if (rules.gateway?.isForAdmin(request.headers) === true) return undefined;
  if (!isLoopbackAddress(clientAddress(request))) {
    return "Admin endpoints answer this machine only, or a request with SKYLAB_ADMIN_TOKEN.";
  }
  const { host = "", origin, "sec-fetch-site": site = "none" } = request.headers;
  if (!isOwnName(hostName(host), rules)) return `Admin endpoints do not answer to the host name "${hostName(host)}".`;
  // `none`: somebody typed the address.
  if (origin !== undefined || site !== "none") return "Admin endpoints do not answer web pages.";
  return undefined;
}

function isOwnName(name: string, rules: AdminRules): boolean {
  return isLoopbackName(name) || name.toLowerCase() === rules.hostname?.toLowerCase();
}

function bearsToken(request: IncomingMessage, token: string): boolean {
  const { authorization, [TOKEN_HEADER]: own } = request.headers;
  const shown = own ?? /^Bearer (.+)$/i.exec(authorization ?? "")?.[1];
  if (typeof shown !== "string") return false;
  return isSame(shown, token);
}
