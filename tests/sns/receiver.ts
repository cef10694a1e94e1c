import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** What SNS posted. */
export type Posted = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** A web server on this machine, which the test ends. */
export type Receiver = { readonly url: string; readonly posted: readonly Posted[] };

/** Takes what is posted; `statusOf` says how it answers the first, the second and so on. */
export async function startReceiver(
  statusOf: (index: number, posted: Posted) => number = () => 200,
): Promise<Receiver> {
  const posted: Posted[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const one = { headers: request.headers, body };
      response.writeHead(statusOf(posted.push(one) - 1, one)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // as: it listens on a port.
  return { url: `http://127.0.0.1:${port}/hook`, posted };
}

/** The JSON that was posted. */
export const told = ({ body }: Posted): Readonly<Record<string, string>> =>
  JSON.parse(body) as Readonly<Record<string, string>>; // as: of SNS's envelopes, attributes aside.
