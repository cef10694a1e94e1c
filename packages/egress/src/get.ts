import { request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { type Guard, portOf } from "./guard.ts";

/** What a server answered; a redirect is an answer like any other. */
export type Got = { readonly status: number; readonly body: Buffer };

/** Gets a document from where the guard lets it. Rejects where it does not, and where no whole answer comes. */
export type Get = (url: string, limits: { readonly withinMs: number; readonly maxBytes: number }) => Promise<Got>;

/** Opens what gets documents that users name, on a connection of its own each. */
export const openGet =
  (guard: Guard): Get =>
  async (text, { maxBytes, withinMs }) => {
    const url = new URL(text);
    await guard.check(url);
    return await new Promise((resolve, reject) => {
      const send = url.protocol === "https:" ? requestTls : requestPlain;
      const request = send(url, {
        headers: { accept: "application/json" },
        agent: false,
        lookup: guard.lookupFor(portOf(url)),
        signal: AbortSignal.timeout(withinMs),
      });
      request.on("error", reject);
      request.on("response", (response) => {
        const pieces: Buffer[] = [];
        let bytes = 0;
        response.on("data", (piece: Buffer) => {
          bytes += piece.length;
          if (bytes > maxBytes) response.destroy(new Error(`${url.host} answers with more than ${maxBytes} bytes.`));
          else pieces.push(piece);
        });
        response.on("error", reject);
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces) }));
      });
      request.end();
    });
  };
