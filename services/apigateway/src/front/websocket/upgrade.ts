import type { WireResponse } from "@skylab/protocol";
import type { Exchange, Upgrade } from "@skylab/service";
import type { ConnectionAbout } from "../../store/connections.ts";
import { headerLines } from "../addresses/header-lines.ts";
import { locate } from "../addresses/locate.ts";
import { resolveAddress } from "../addresses/resolve-address.ts";
import type { DataPlane } from "../data-plane.ts";
import type { Front, FrontInside } from "../front.ts";
import { forbidden as noSuchApi, refusal } from "../refusals.ts";
import { admitConnection } from "./connect.ts";
import { beginConnecting, type Connecting } from "./connecting.ts";
import { tellEnd } from "./disconnect.ts";
import { tellFailure } from "./execution-log.ts";
import { finish } from "./finish.ts";
import { type Handshake, isHandshake, openHandshake } from "./handshake.ts";
import { handleMessage } from "./message.ts";
import { OpenWebSocket } from "./open-web-socket.ts";
import { refusalAnswer, refusalOf } from "./refusals.ts";

/** Resolves when the connection is over and its end is told, or to what a client is answered who gets none. */
type TakeConnection = (exchange: Exchange, inside: FrontInside, upgrade: Upgrade) => Promise<WireResponse | undefined>;

/** Takes the connections of WebSocket APIs. */
export function upgradeConnections(dataPlane: DataPlane): TakeConnection {
  const shake = openHandshake();
  return async (exchange, inside, upgrade) => {
    const front = { exchange, inside, dataPlane };
    const connecting = await findStage(front);
    if (connecting === undefined) return noSuchApi(front);
    if (!isHandshake(exchange.request)) return badRequest(front);
    return await connect(connecting, upgrade, shake);
  };
}

/** It asks for an upgrade, and not for a WebSocket as RFC 6455 has them. */
const badRequest = (front: Front): WireResponse =>
  refusal(front, { status: 400, message: "Bad Request", errorType: "BadRequestException" });

async function findStage(front: Front): Promise<Connecting | undefined> {
  const { head, request } = front.exchange;
  const located = locate(head);
  const resolved = located && (await resolveAddress(located, headerLines(request), front.dataPlane.published));
  const published = resolved?.published;
  if (resolved === undefined || published?.kind !== "WEBSOCKET") return undefined;
  const { snapshot } = published;
  return snapshot && beginConnecting(front, { published, snapshot }, resolved.address);
}

async function connect(connecting: Connecting, upgrade: Upgrade, shake: Handshake): Promise<WireResponse | undefined> {
  const { context, front, log, published, requestId } = connecting;
  const { exchange, inside, dataPlane } = front;
  const begun = performance.now();
  const admitted = await admitConnection(connecting).catch((error: unknown) => {
    tellFailure(log, error);
    return refusalOf(error);
  });
  const { metrics } = inside.frame;
  if (admitted instanceof Error) {
    context["error"] = { message: admitted.words, messageString: JSON.stringify(admitted.words) };
    finish(dataPlane, metrics, { published, context, status: admitted.status, begun, log });
    return refusalAnswer(admitted, { connectionId: connecting.about.connectionId, requestId });
  }
  const { about, protocol } = admitted;
  await dataPlane.connections.keep(about);
  finish(dataPlane, metrics, { published, context, status: 200, begun, log });
  const socket = shake(exchange.request, upgrade, protocol);
  if (socket === undefined) {
    await tellEnd(dataPlane, about, BROKEN);
    return undefined;
  }
  const open = new OpenWebSocket(socket, {
    about,
    clock: dataPlane.clock,
    handle: handlerOf(front, about),
    ending: () => dataPlane.connections.detach(about.connectionId),
  });
  dataPlane.connections.attach(open);
  exchange.signal.addEventListener("abort", () => open.stop());
  if (exchange.signal.aborted) open.stop();
  await dataPlane.stageWatch.watch(about);
  await tellEnd(dataPlane, about, await open.over);
  return undefined;
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-7.1.5: there was no close frame. */
const BROKEN = { statusCode: 1006, reason: "" };

function handlerOf(
  { inside, dataPlane }: Front,
  about: ConnectionAbout,
): (text: string) => Promise<string | undefined> {
  const { log, metrics } = inside.frame;
  return async (text) => {
    try {
      return await handleMessage({ dataPlane, metrics }, about, text);
    } catch (error) {
      log.error({ err: error, connectionId: about.connectionId }, "a message of a WebSocket failed");
      return undefined;
    }
  };
}
