import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** The address of the client, IPv4 in its own form also where the socket is IPv6's; that of functions where it is one. */
export function clientAddress(request: IncomingMessage): string {
  if (isOfFunction(request)) return FUNCTION_ADDRESS;
  const address = request.socket.remoteAddress ?? "";
  return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
}

/**
 * The address that policies see as `aws:SourceIp` of a function's request. A unix socket has none, and a link-local one
 * nobody has who calls from elsewhere.
 */
export const FUNCTION_ADDRESS = "169.254.100.1";

/** The connections that came through doors. */
const ofFunctions = new WeakSet<Socket>();

/** Tells of a connection that a function is at its other end. */
export const markAsFunction = (socket: Socket): void => void ofFunctions.add(socket);

/** Whether a request came through a door. What does is trusted with nothing but its signature. */
export const isOfFunction = (request: IncomingMessage): boolean => ofFunctions.has(request.socket);
