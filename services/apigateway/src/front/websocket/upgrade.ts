import type { WireResponse } from "@skylab/protocol";
import type { ServiceDefinition, Upgrade } from "@skylab/service";
import type { ConnectionOperations } from "../../connections/operation.ts";
import type { ConnectionAbout } from "../../store/connections.ts";
import type { ApigatewayStore } from "../../store/store.ts";
import { headerLines } from "../addresses/header-lines.ts";
import { locate } from "../addresses/locate.ts";
import { resolveAddress } from "../addresses/resolve-address.ts";
import type { Front } from "../api-request.ts";
import { forbidden as noSuchApi, refusal } from "../refusals.ts";
import { admitConnection, beginConnecting, type Connecting } from "./connect.ts";
import { tellEnd } from "./disconnect.ts";
import { tellFailure } from "./execution-log.ts";
import { finish } from "./finish.ts";
import { type Handshake, isHandshake, openHandshake } from "./handshake.ts";
import { handleMessage } from "./message.ts";
import { OpenWebSocket } from "./open-web-socket.ts";
import { refusalAnswer, refusalOf } from "./refusals.ts";

type Definition = ServiceDefinition<ConnectionOperations, ApigatewayStore>;

/** Takes the connections of WebSocket APIs. */
export function upgradeConnections(store: ApigatewayStore): NonNullable<Definition["upgrade"]> {
  const shake = openHandshake();
  return async (exchange, inside, upgrade) => {
    const front = { exchange, inside, store };
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
  const resolved = located && (await resolveAddress(located, headerLines(request), front.store.published));
  const published = resolved?.published;
  if (resolved === undefined || published?.kind !== "WEBSOCKET") return undefined;
  const { snapshot } = published;
  return snapshot && beginConnecting(front, { published, snapshot }, resolved.address);
}

/** Resolves when the connection is over and its end is told, or to what a client is answered who gets none. */
async function connect(connecting: Connecting, upgrade: Upgrade, shake: Handshake): Promise<WireResponse | undefined> {
  const { context, front, log, published, requestId } = connecting;
  const { exchange, inside, store } = front;
  const begun = performance.now();
  const admitted = await admitConnection(connecting).catch((error: unknown) => {
    tellFailure(log, error);
    return refusalOf(error);
  });
  const { metrics } = inside.frame;
  if (admitted instanceof Error) {
    context["error"] = { message: admitted.words, messageString: JSON.stringify(admitted.words) };
    finish(store, metrics, { published, context, status: admitted.status, begun, log });
    return refusalAnswer(admitted, { connectionId: connecting.about.connectionId, requestId });
  }
  const { about, protocol } = admitted;
  await store.connections.keep(about);
  finish(store, metrics, { published, context, status: 200, begun, log });
  const socket = shake(exchange.request, upgrade, protocol);
  if (socket === undefined) {
    await tellEnd(store, about, BROKEN);
    return undefined;
  }
  const open = new OpenWebSocket(socket, {
    about,
    clock: store.clock,
    handle: handlerOf(front, about),
    ending: () => store.connections.detach(about.connectionId),
  });
  store.connections.attach(open);
  exchange.signal.addEventListener("abort", () => open.stop());
  if (exchange.signal.aborted) open.stop();
  await store.stageWatch.watch(about);
  await tellEnd(store, about, await open.over);
  return undefined;
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-7.1.5: there was no close frame. */
const BROKEN = { statusCode: 1006, reason: "" };

function handlerOf({ inside, store }: Front, about: ConnectionAbout): (text: string) => Promise<string | undefined> {
  const { log, metrics } = inside.frame;
  return async (text) => {
    try {
      return await handleMessage({ store, metrics }, about, text);
    } catch (error) {
      log.error({ err: error, connectionId: about.connectionId }, "a message of a WebSocket failed");
      return undefined;
    }
  };
}
