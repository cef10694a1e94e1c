import type { IncomingMessage } from "node:http";
import type { Upgrade } from "@skylab/service";
import { type WebSocket, WebSocketServer } from "ws";
import { MAX_MESSAGE_BYTES } from "../../domain/connections/limits.ts";

/** Answers requests for WebSockets, from which on they are some. */
export type Handshake = (
  request: IncomingMessage,
  upgrade: Upgrade,
  protocol: string | undefined,
) => WebSocket | undefined;

/** `undefined`: the client has gone meanwhile. */
export function openHandshake(): Handshake {
  const protocols = new WeakMap<IncomingMessage, string>();
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    // What the integration has chosen is answered, whether the client has asked for it or not.
    handleProtocols: () => false,
  });
  server.on("headers", (headers, request) => {
    const protocol = protocols.get(request);
    if (protocol !== undefined) headers.push(`Sec-WebSocket-Protocol: ${protocol}`);
  });
  server.on("wsClientError", (_error, socket) => socket.destroy());
  return (request, { head, socket }, protocol) => {
    if (protocol !== undefined && TOKEN.test(protocol)) protocols.set(request, protocol);
    let opened: WebSocket | undefined;
    server.handleUpgrade(request, socket, head, (made) => (opened = made));
    return opened;
  };
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const KEY = /^[+/0-9A-Za-z]{22}==$/;

/** Whether a request for a WebSocket is one: what is not, nobody is told of. https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1 */
export const isHandshake = ({ headers, method }: IncomingMessage): boolean =>
  method === "GET" &&
  KEY.test(headers["sec-websocket-key"] ?? "") &&
  ["13", "8"].includes(String(headers["sec-websocket-version"]));
