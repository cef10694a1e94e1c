import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { RequestHead } from "@skylab/protocol";
import type { CorsVerdict, Exchange } from "../exchange.ts";
import { GATEWAY_HEADER, type GatewayProof, TOKEN_HEADER } from "../gateway-proof.ts";
import { clientAddress } from "../client-address.ts";

/** The exchange of a request that came over HTTP; what it is answered by, or what it is upgraded on. */
export class HttpExchange implements Exchange {
  readonly head: RequestHead;
  readonly request: IncomingMessage;
  readonly startedAt = performance.now();
  page: CorsVerdict | undefined;
  readonly #response: ServerResponse | Duplex;
  readonly #gateway: GatewayProof | undefined;
  #proof: string | undefined;
  #sourceIp: string | undefined;
  #aborting: AbortController | undefined;
  #stopped = false;

  constructor(request: IncomingMessage, response: ServerResponse | Duplex, gateway?: GatewayProof) {
    this.head = headOf(request);
    this.request = request;
    this.#response = response;
    this.#gateway = gateway;
  }

  get endpoint(): string {
    const { host } = this.head.headers;
    if (host !== undefined && host !== "") return `http://${host}`;
    // HTTP/1.0 knows no Host.
    return `http://${this.request.socket.localAddress ?? "localhost"}:${this.request.socket.localPort ?? 80}`;
  }

  get sourceIp(): string {
    return (this.#sourceIp ??= this.#findSourceIp());
  }

  #findSourceIp(): string {
    const proof = this.#proof ?? this.request.headers[GATEWAY_HEADER];
    return this.#gateway?.read({ [GATEWAY_HEADER]: proof }) ?? clientAddress(this.request);
  }

  /** Services hand heads on to people's code, which must learn neither the gateway's proof nor the admin's token. */
  hideSecrets(): void {
    const { headers } = this.request;
    const proof = headers[GATEWAY_HEADER];
    if (proof !== undefined) {
      this.#proof = String(proof);
      delete headers[GATEWAY_HEADER];
    }
    if (headers[TOKEN_HEADER] !== undefined) delete headers[TOKEN_HEADER];
  }

  get signal(): AbortSignal {
    if (this.#aborting !== undefined) return this.#aborting.signal;
    const aborting = new AbortController();
    this.#aborting = aborting;
    if (this.#stopped || this.#response.destroyed) aborting.abort();
    else this.#response.once("close", () => this.#response.writableFinished || aborting.abort());
    return aborting.signal;
  }

  /** The server stops: ends the waits of whoever works on this request, and the connection after it. */
  stop(): void {
    this.#stopped = true;
    if ("shouldKeepAlive" in this.#response) this.#response.shouldKeepAlive = false;
    this.#aborting?.abort();
  }
}

function headOf(request: IncomingMessage): RequestHead {
  const target = originForm(request.url ?? "/");
  const mark = target.indexOf("?");
  return {
    method: request.method ?? "GET",
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? "" : target.slice(mark + 1),
    headers: request.headers,
  };
}

/** Clients that believe to talk to a proxy send the whole URL. https://www.rfc-editor.org/rfc/rfc9112#name-absolute-form */
function originForm(target: string): string {
  if (target.startsWith("/")) return target;
  const rest = target.replace(/^[a-z]+:\/\/[^/?]*/i, "");
  return rest.startsWith("/") ? rest : `/${rest}`;
}
