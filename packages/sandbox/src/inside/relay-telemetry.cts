import type { IncomingMessage } from "node:http";
import { request } from "node:http";

const NEXT = "/skylab/telemetry/next";
const URI_HEADER = "skylab-telemetry-uri";

/** What the sandbox is called inside of it, by those who subscribe. */
const LOOPBACK = "127.0.0.1";

/** An extension that does not take it in time does not get it. */
const TAKEN_WITHIN_MS = 2000;

/** Brings telemetry to the extensions that have subscribed: who is outside cannot reach them. Goes on until the host ends it. */
export const relayTelemetry = (socketPath: string): void => {
  const asked = request({ socketPath, path: NEXT }, (answer) => {
    void read(answer).then(async (batch) => {
      const uri = answer.headers[URI_HEADER];
      if (typeof uri === "string") await post(uri, batch);
      relayTelemetry(socketPath);
    });
  });
  asked.on("error", () => {});
  asked.end();
};

const read = async (answer: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const post = (uri: string, body: Buffer): Promise<void> =>
  new Promise((resolve) => {
    const { port, pathname, search } = new URL(uri);
    const headers = { "content-type": "application/json", "content-length": body.length };
    const options = {
      method: "POST",
      host: LOOPBACK,
      port,
      path: pathname + search,
      headers,
      timeout: TAKEN_WITHIN_MS,
    };
    const sent = request(options, (answer) => {
      answer.resume().on("close", resolve);
    });
    sent.on("timeout", () => sent.destroy());
    sent.on("error", () => resolve());
    sent.end(body);
  });
