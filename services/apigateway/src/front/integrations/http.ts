import { BoundedMap } from "@skylab/aws";
import { DeniedError, type Guard, portOf } from "@skylab/egress";
import { OF_THE_CONNECTION } from "@skylab/web-events";
import { Agent, type Dispatcher, Pool } from "undici";
import type { OpenedCertificate } from "../../domain/rest/client-certificate.ts";
import {
  type HttpRequest,
  type IntegrationAnswer,
  IntegrationFault,
  type Integrations,
  MAX_ANSWER_BYTES,
} from "./integration.ts";
import { within } from "./within.ts";

/** HTTP endpoints outside, over connections that are kept. Redirects are answers, and compressed bodies stay so. */
export function openHttp(guard: Guard): Integrations["http"] {
  const agents = new BoundedMap<string, Agent>(MOST_AGENTS, {
    forgotten: (agent) => void agent.close().catch(() => undefined),
  });
  return (request) =>
    within(request, async (signal) => {
      const url = readUrl(request.url);
      const { certificate, insecure = false } = request;
      const agent = agents.get(`${insecure} ${certificate?.certificate}`, () => agentOf(guard, insecure, certificate));
      try {
        await guard.check(url);
        return await send(agent, { ...request, url, signal });
      } catch (error) {
        throw faultOf(error);
      }
    });
}

/** Those who present a certificate have their own connections. */
const MOST_AGENTS = 100;

/** Each with its connections, which are closed when nothing was said on them for seconds. */
function agentOf(guard: Guard, insecure: boolean, presented: OpenedCertificate | undefined): Agent {
  const secret = presented && { cert: presented.certificate, key: presented.key };
  return new Agent({
    factory: (origin) =>
      new Pool(origin, {
        connect: { lookup: guard.lookupFor(portOf(new URL(origin))), rejectUnauthorized: !insecure, ...secret },
        // The API's own timeout is the one that counts.
        headersTimeout: 0,
        bodyTimeout: 0,
      }),
  });
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw invalidAddress();
  return url;
}

type Sent = Omit<HttpRequest, "url" | "signal"> & { readonly url: URL; readonly signal: AbortSignal };

/** Not by undici's `request`, which would make a stream of an answer that is taken whole. */
function send(agent: Agent, { body, headers, method, signal, url }: Sent): Promise<IntegrationAnswer> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let head: Pick<IntegrationAnswer, "status" | "headers"> | undefined;
    agent.dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: headers.filter(([name]) => !isOwn(name.toLowerCase())).flat(),
        body: body.length === 0 ? null : body,
      },
      {
        onRequestStart: (controller) => {
          const abort = (): void => controller.abort(asError(signal.reason));
          signal.addEventListener("abort", abort, { once: true });
          // It may have waited for a connection for too long already.
          if (signal.aborted) abort();
        },
        onResponseStart: ({ rawHeaders }, status) => {
          // Before the answer there may be hints of what comes.
          if (status >= FINAL) head = { status, headers: pairsOf(rawHeaders) };
        },
        onResponseData: (controller, chunk) => {
          size += chunk.length;
          if (size > MAX_ANSWER_BYTES) controller.abort(tooLarge());
          else chunks.push(chunk);
        },
        onResponseEnd: () => {
          if (head === undefined) reject(new Error("The endpoint answered nothing."));
          else resolve({ ...head, body: Buffer.concat(chunks, size) });
        },
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-15 */
const FINAL = 200;

/** What undici says itself, or refuses. */
const isOwn = (name: string): boolean => OF_THE_CONNECTION.has(name) || name === "expect";

function pairsOf(raw: Dispatcher.DispatchController["rawHeaders"]): [string, string][] {
  if (!Array.isArray(raw)) return [];
  const pairs: [string, string][] = [];
  for (let i = 0; i < raw.length; i += 2) pairs.push([textOf(raw[i]), textOf(raw[i + 1])]);
  return pairs;
}

const textOf = (part: Buffer | string | undefined): string =>
  typeof part === "string" ? part : (part?.toString("latin1") ?? "");

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

/** In the words of AWS's execution logs. */
const invalidAddress = (cause?: Error): IntegrationFault =>
  new IntegrationFault("failure", "Invalid endpoint address", { cause });

const tooLarge = (): IntegrationFault =>
  new IntegrationFault("too-large", `The endpoint answered more than ${MAX_ANSWER_BYTES} bytes.`);

/** Names that nobody knows, what cannot be sent, and certificates that are not trusted. */
const OF_THE_ADDRESS = /^(?:ENOTFOUND|EAI_AGAIN|UND_ERR_INVALID_ARG|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

function faultOf(error: unknown): unknown {
  if (error instanceof IntegrationFault || !(error instanceof Error)) return error;
  if (error instanceof DeniedError) return new IntegrationFault("forbidden", error.message);
  const code = "code" in error ? String(error.code) : "";
  if (OF_THE_ADDRESS.test(code)) return invalidAddress(error);
  return new IntegrationFault("unreachable", "Network error communicating with endpoint", { cause: error });
}
