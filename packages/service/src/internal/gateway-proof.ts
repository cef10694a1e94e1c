import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isSame } from "@skylab/auth";

/** The header by which the gateway shows that a request comes through it, and from which address. */
export const GATEWAY_HEADER = "x-skylab-gateway";

/** The header in which an admin shows SKYLAB_ADMIN_TOKEN, beside `Authorization`. */
export const TOKEN_HEADER = "x-skylab-token";

/** Whether a header (in lower case) is Skylab's own: the gateway takes none from outside. */
export const isOwnHeader = (name: string): boolean => name.startsWith("x-skylab-");

/** Writes and reads that header; made once, of the secret that the gateway and the services share. */
export type GatewayProof = {
  /** The header's value for a client at this address. */
  readonly write: (client: string) => string;
  /** The client's address, or `undefined` where the request does not come through the gateway. */
  readonly read: (headers: IncomingHttpHeaders) => string | undefined;
};

/** Only the gateway and the services know the secret; clients never see what is made of it. */
export function gatewayProof(secret: string): GatewayProof {
  const token = createHmac("sha256", secret).update("skylab gateway").digest("hex");
  return {
    write: (client) => `${token} ${client}`,
    read: (headers) => {
      const [given = "", client] = String(headers[GATEWAY_HEADER] ?? "").split(" ", 2);
      return client !== undefined && isSame(given, token) ? client : undefined;
    },
  };
}
