import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { AwsError, systemClock } from "@skylab/aws";
import { EVENTS_TYPE, flowingOutput, writeFlowing } from "../calls/call-events.ts";
import { MAX_CALL_BYTES } from "../calls/call-size.ts";
import { type CalledOperation, parseCallPath, readValues, writeError, writeValues } from "../calls/call-wire.ts";
import type { CallAs } from "../calls/service-call.ts";
import { verifyCall } from "../calls/signature.ts";
import type { Logger } from "../log.ts";
import { readBody } from "../request/read-body.ts";
import type { Service } from "../service.ts";
import type { HttpExchange } from "./http-exchange.ts";

/**
 * Answers calls from other services over HTTP: 200 and the output, its events as they come, 400 and the AwsError, or a bare 403 where the
 * signature proves nothing, 404 where the service is elsewhere.
 */
export function callRoute(options: {
  readonly services: readonly Service[];
  readonly secret: string;
  readonly log: Logger;
}): (exchange: HttpExchange, response: ServerResponse) => Promise<void> {
  const { services, secret, log } = options;
  return async (exchange, response) => {
    try {
      const received = await receiveCall(exchange, secret);
      if (received === undefined) {
        log.warn(
          { path: exchange.head.path, client: exchange.sourceIp },
          "call refused: it is not signed by SKYLAB_INTERNAL_SECRET",
        );
        response.writeHead(403).end();
        return;
      }
      const { as, body, called } = received;
      const service = services.find(({ name }) => name === called.service);
      if (service?.answerCall === undefined) {
        response.writeHead(404).end();
        return;
      }
      const call = { operation: called.operation, input: readValues(body), as };
      const output = await service.answerCall(call, exchange);
      const flowing = flowingOutput(output);
      if (flowing === undefined) response.end(writeValues(output));
      else await pipeline(writeFlowing(flowing), response.writeHead(200, { "content-type": EVENTS_TYPE }));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      response.writeHead(400).end(writeError(error));
    }
  };
}

type ReceivedCall = { readonly called: CalledOperation; readonly as: CallAs; readonly body: Buffer };

/** A call whose signature proves who makes it; of who proves nothing, no body is kept. */
async function receiveCall({ head, request }: HttpExchange, secret: string): Promise<ReceivedCall | undefined> {
  const called = parseCallPath(head.path);
  const proof = verifyCall(head.path, head.headers, { secret, now: systemClock.now() });
  if (called === undefined || proof === undefined || head.method !== "POST") return undefined;
  const body = await readBody(request, MAX_CALL_BYTES);
  return proof.isBody(body) ? { called, as: proof.as, body } : undefined;
}
