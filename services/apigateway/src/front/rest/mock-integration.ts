import type { CompiledIntegration } from "./compiled.ts";
import { configurationError } from "./failure.ts";
import { mapRequest } from "./request-mapping.ts";
import { respond } from "./respond.ts";
import type { RestAnswer, RestCall } from "./rest-call.ts";

/** MOCK: nobody is asked; the template of the request says the status by which the answer is selected. */
export async function callMock(call: RestCall, integration: CompiledIntegration): Promise<RestAnswer> {
  const request = mapRequest(call, integration);
  const status = statusIn(request.body.toString());
  if (status === undefined) {
    throw configurationError("Unable to parse statusCode. It should be an integer defined in the request template.");
  }
  const given = { outcome: String(status), headers: new Map<string, string[]>(), body: Buffer.alloc(0) };
  return respond(call, { integration, request }, given);
}

/** AWS reads more than JSON here: `{statusCode: 200}` is often seen. */
const STATUS = /(?:^\s*\{|,)\s*["']?statusCode["']?\s*:\s*["']?(\d{3})["']?\s*[,}]/;

function statusIn(text: string): number | undefined {
  const status = STATUS.exec(text)?.[1];
  return status === undefined ? undefined : Number(status);
}
