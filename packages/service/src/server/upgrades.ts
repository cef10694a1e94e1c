import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WireResponse } from "@skylab/protocol";
import type { Logger } from "../log.ts";
import { isOfFunction } from "../client-address.ts";
import { answerInstead } from "../request/answer-instead.ts";
import type { Upgrade } from "../service-definition.ts";
import { FOREIGN_PAGE } from "./cors.ts";
import { distrust } from "./door.ts";
import { HttpExchange } from "./http-exchange.ts";
import type { InFlight } from "./in-flight.ts";
import type { Routing } from "./routing.ts";

/** Hands requests for WebSockets to their services, and refuses those that none takes. */
export function upgradeListener(
  routing: Routing,
  inFlight: InFlight,
  log: Logger,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  return (request, socket, head) => {
    // Node's own listener is gone, and an error that nobody hears ends the process.
    socket.on("error", () => undefined);
    if (isOfFunction(request)) distrust(request);
    const exchange = new HttpExchange(request, socket, routing.gateway);
    const use = async (): Promise<void> => {
      try {
        await takeOrRefuse(exchange, { socket, head }, routing);
      } catch (error) {
        log.warn({ err: error }, "connection not upgraded");
        socket.destroy();
      }
    };
    void inFlight.addUpgraded(exchange, socket, use);
  };
}

async function takeOrRefuse(exchange: HttpExchange, upgrade: Upgrade, routing: Routing): Promise<void> {
  const { head, signal, startedAt } = exchange;
  if (signal.aborted) return await answerInstead(exchange, text(503, "The server stops.\n"));
  const page = routing.judgePage(exchange);
  if (page?.allowed === false) return await answerInstead(exchange, text(403, FOREIGN_PAGE));
  if (routing.isForControl(head)) return await answerInstead(exchange, text(400, "Nothing here takes WebSockets.\n"));
  exchange.hideSecrets();
  const { service, asked } = routing.choose(head);
  const outcome = await service?.upgrade?.(exchange, upgrade);
  if (outcome !== undefined) return routing.record(outcome, startedAt);
  const refusal = service === undefined ? routing.refuse(head, asked).response : undefined;
  await answerInstead(exchange, refusal ?? text(400, `${service?.name} takes no WebSockets.\n`));
}

const text = (status: number, body: string): WireResponse => ({
  status,
  headers: { "content-type": "text/plain" },
  body,
});
