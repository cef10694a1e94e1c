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
  /** The header's value for what a client at this address sends: nobody has judged who that is. */
  readonly write: (client: string) => string;
  /** The same for what an admin asks, as the gateway has judged, or the gateway itself. */
  readonly writeForAdmin: (client: string) => string;
  /** The client's address, or `undefined` where the request does not come through the gateway. */
  readonly read: (headers: IncomingHttpHeaders) => string | undefined;
  /** Whether the gateway says that an admin asks. */
  readonly isForAdmin: (headers: IncomingHttpHeaders) => boolean;
};

/** Only the gateway and the services know the secret; clients never see what is made of it. */
export function gatewayProof(secret: string): GatewayProof {
  const tokenFor = (what: string): string => createHmac("sha256", secret).update(what).digest("hex");
  const [forwarded, forAdmin] = [tokenFor("skylab gateway"), tokenFor("skylab gateway, for an admin")];
  return {
    write: (client) => `${forwarded} ${client}`,
    writeForAdmin: (client) => `${forAdmin} ${client}`,
    read: (headers) => {
      const { token, client } = partsOf(headers);
      return isSame(token, forwarded) || isSame(token, forAdmin) ? client : undefined;
    },
    isForAdmin: (headers) => isSame(partsOf(headers).token, forAdmin),
  };
}

function partsOf(headers: IncomingHttpHeaders): { readonly token: string; readonly client: string | undefined } {
  const [token = "", client] = String(headers[GATEWAY_HEADER] ?? "").split(" ", 2);
  return { token, client };
}
