import type { WireResponse } from "@skylab/protocol";
import { OF_THE_CONNECTION } from "@skylab/web-events";
import type { IntegrationAnswer } from "../integrations/integration.ts";

/** The answer of an integration as it goes on to the client. */
export function wireAnswer({ body, headers, status }: IntegrationAnswer): WireResponse {
  const kept = new Map<string, string | readonly string[]>();
  for (const [given, value] of headers) {
    const name = given.toLowerCase();
    if (OF_THE_CONNECTION.has(name)) continue;
    const before = kept.get(name);
    kept.set(name, before === undefined ? value : [before, value].flat());
  }
  return { status, headers: Object.fromEntries(kept), body };
}
