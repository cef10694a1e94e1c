import type { WireResponse } from "@skylab/protocol";
import type { IntegrationAnswer } from "../integrations/integration.ts";

/** What the connection to the client has of its own. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);

/** The answer of an integration as it goes on to the client. */
export function wireAnswer({ body, headers, status }: IntegrationAnswer): WireResponse {
  const kept: Record<string, string | readonly string[]> = {};
  for (const [given, value] of headers) {
    const name = given.toLowerCase();
    if (OF_THE_CONNECTION.has(name)) continue;
    const before = kept[name];
    kept[name] = before === undefined ? value : [before, value].flat();
  }
  return { status, headers: kept, body };
}
