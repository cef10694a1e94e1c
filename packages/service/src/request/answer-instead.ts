import { ServerResponse } from "node:http";
import type { WireResponse } from "@skylab/protocol";
import type { Exchange } from "../exchange.ts";
import { send } from "./send.ts";

/** Answers a request that asks for a WebSocket with something else, and closes the connection. */
export async function answerInstead({ request }: Exchange, answer: WireResponse): Promise<void> {
  const { socket } = request;
  if (socket.destroyed) return;
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  const closed = new Promise((resolve) => void response.once("close", resolve));
  response.once("finish", () => socket.destroySoon());
  response.assignSocket(socket);
  await send(response, answer);
  await closed;
}
