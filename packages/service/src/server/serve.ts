import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import { Server as NetServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { CALL_PATH } from "../calls/call-wire.ts";
import { lazyControlPlane } from "../control/control-plane.ts";
import type { CorsVerdict } from "../exchange.ts";
import { MAX_HEAD_BYTES } from "../head-limit.ts";
import { startJobs } from "../jobs.ts";
import { isOfFunction } from "../client-address.ts";
import { send } from "../request/send.ts";
import { callRoute } from "./call-route.ts";
import { FOREIGN_PAGE } from "./cors.ts";
import { distrust, Doors, type OpenDoor } from "./door.ts";
import { HttpExchange } from "./http-exchange.ts";
import { InFlight } from "./in-flight.ts";
import { type Routing, routingOf } from "./routing.ts";
import type { ServerOptions } from "./server-options.ts";
import { UpgradableRequest } from "./upgradable-request.ts";
import { upgradeListener } from "./upgrades.ts";

export type RunningServer = {
  readonly port: number;
  /** Serves functions at a unix socket, too: as the port does, but that nothing of what comes there is trusted. */
  readonly openDoor: OpenDoor;
  /**
   * Takes no more connections, ends the waits of the requests that run, lets them answer, and stops the jobs. Resolves
   * when all of that is done, at the latest after `STOP_WITHIN_MS`.
   */
  readonly close: () => Promise<void>;
};

/** A stop takes ten seconds at most; what is left of them is for the engines. */
const STOP_WITHIN_MS = 8_000;

/** Longer than clients keep an unused connection, so that none sends into one that is just being closed. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Node cuts off a request whose body takes longer than five minutes, however fast it flows: 5 GB, the largest that S3
 * takes at once, need half a day at 1 Mbit/s. The head has a minute all the same.
 */
const MAX_REQUEST_MS = 24 * 60 * 60 * 1000;

/** Serves the services, and the control plane, on one port. Rejects as `listen` fails: `EADDRINUSE`, `EACCES` … */
export async function serve(options: ServerOptions): Promise<RunningServer> {
  const inFlight = new InFlight();
  const routing = routingOf(options);
  const server: Server = createServer(
    {
      IncomingMessage: UpgradableRequest,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEAD_BYTES,
      requestTimeout: MAX_REQUEST_MS,
    },
    requestListener(options, routing, inFlight),
  );
  server.on("upgrade", upgradeListener(routing, inFlight, options.log));
  const port = await listen(server, options.port, options.host);
  const doors = new Doors(server);
  const jobs = startJobs(
    options.services.flatMap((service) => service.jobs),
    options,
  );
  return {
    port,
    openDoor: doors.open,
    close: async () => {
      await Promise.all([closeServer(server, inFlight, options.drainMs ?? 0), jobs.stop()]);
      await doors.close();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

async function closeServer(server: Server, inFlight: InFlight, drainMs: number): Promise<void> {
  const closed = once(server, "close");
  const deadline = setTimeout(() => {
    server.closeAllConnections();
    inFlight.cut();
  }, STOP_WITHIN_MS);
  inFlight.stop();
  if (drainMs > 0) {
    // As server.close(), but idle connections stay: a request may be on its way on each of them.
    NetServer.prototype.close.call(server);
    await sleep(drainMs);
  }
  server.close();
  await inFlight.answered();
  // Connections over which no request ever came count as busy, not as idle.
  server.closeAllConnections();
  await closed;
  clearTimeout(deadline);
}

function requestListener(options: ServerOptions, routing: Routing, inFlight: InFlight): RequestListener {
  const { internalSecret: secret, log } = options;
  const { choose, gateway, isForControl, judgePage, record, refuse } = routing;
  const control = lazyControlPlane({ ...options, admin: { ...options.admin, gateway } });
  const answerCall = secret === undefined ? undefined : callRoute({ ...options, secret });

  const answer = async (exchange: HttpExchange, response: ServerResponse): Promise<void> => {
    exchange.hideSecrets();
    const { service, asked } = choose(exchange.head);
    if (service !== undefined) {
      record(await service.respond(exchange, response), exchange.startedAt);
      return;
    }
    const refusal = refuse(exchange.head, asked);
    await send(response, refusal.response);
    record(refusal.outcome, exchange.startedAt);
  };
  const settle = async (answering: Promise<void>, response: ServerResponse): Promise<void> => {
    try {
      await answering;
    } catch (error) {
      // An answer that flows breaks off when its client goes away.
      log.warn({ err: error }, "answer not sent");
      if (response.headersSent) response.destroy();
      // Node remembers the length of the answer that it could not begin.
      else response.writeHead(500, { "content-length": "0" }).end();
    }
  };

  return (request, response) => {
    if (isOfFunction(request)) distrust(request);
    const exchange = new HttpExchange(request, response, gateway);
    const verdict = judgePage(exchange);
    if (verdict !== undefined && !passesCors(verdict, response)) return;
    inFlight.add(exchange, response);
    if (answerCall !== undefined && exchange.head.path.startsWith(CALL_PATH)) {
      void settle(answerCall(exchange, response), response);
    } else if (isForControl(exchange.head)) control(request, response);
    else void settle(answer(exchange, response), response);
  };
}

/** Sets the headers of CORS; false where the request is answered by that. */
function passesCors(verdict: CorsVerdict, response: ServerResponse): boolean {
  for (const [name, value] of Object.entries(verdict.headers)) response.setHeader(name, value);
  if (verdict.allowed && !verdict.preflight) return true;
  response.writeHead(verdict.allowed ? 204 : 403);
  response.end(verdict.allowed ? "" : FOREIGN_PAGE);
  return false;
}
