import { once } from "node:events";
import {
  type ApiGatewayV2Client,
  CreateIntegrationResponseCommand,
  CreateRouteResponseCommand,
} from "@aws-sdk/client-apigatewayv2";
import { text } from "node:stream/consumers";
import { WebSocket } from "ws";
import { functionUri } from "./apigateway.ts";
import { createApi, type TestApi } from "./http-api.ts";

/**
 * What answers a chat: who has no name is not let in; `who` is answered one's own connection; `say` posts to another's, as
 * the role of the function, and without an SDK.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export const CHAT = `
import { createHash, createHmac } from "node:crypto";
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
const hash = (text) => createHash("sha256").update(text).digest("hex");
const { AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;

async function post({ apiId, stage }, to, text) {
  const { host } = new URL(AWS_ENDPOINT_URL);
  const path = ["", "_aws", "execute-api", apiId, stage, "@connections", to].map(encodeURIComponent).join("/");
  const time = new Date().toISOString().replace(/[-:]|\\.\\d{3}/g, "");
  const headers = { host, "x-amz-date": time, "x-amz-security-token": AWS_SESSION_TOKEN };
  const signed = Object.keys(headers).join(";");
  const lines = Object.entries(headers).map(([name, value]) => name + ":" + value);
  const canonicalPath = path.split("/").map(encodeURIComponent).join("/");
  const request = ["POST", canonicalPath, "", ...lines, "", signed, hash(text)].join("\\n");
  const scope = [time.slice(0, 8), AWS_REGION, "execute-api", "aws4_request"];
  const key = scope.reduce((key, part) => hmac(key, part), "AWS4" + AWS_SECRET_ACCESS_KEY);
  const signature = hmac(key, ["AWS4-HMAC-SHA256", time, scope.join("/"), hash(request)].join("\\n")).toString("hex");
  const authorization = "AWS4-HMAC-SHA256 Credential=" + AWS_ACCESS_KEY_ID + "/" + scope.join("/") + ", SignedHeaders=" + signed + ", Signature=" + signature;
  const answer = await fetch(AWS_ENDPOINT_URL + path, { method: "POST", body: text, headers: { ...headers, authorization } });
  return answer.status + " " + (await answer.text());
}

export const handler = async ({ body, queryStringParameters, requestContext }) => {
  const { connectionId, eventType, routeKey } = requestContext;
  if (eventType === "CONNECT") return { statusCode: queryStringParameters?.name ? 200 : 403 };
  if (routeKey === "who") return { statusCode: 200, body: JSON.stringify({ connectionId }) };
  if (routeKey === "say") {
    const { text, to } = JSON.parse(body);
    return { statusCode: 200, body: await post(requestContext, to, text) };
  }
  return { statusCode: 200 };
};`;

/** The WebSocket API of a chat, whose messages a function answers. */
export async function createChat(client: ApiGatewayV2Client, functionArn: string): Promise<TestApi> {
  const of = { ProtocolType: "WEBSOCKET", RouteSelectionExpression: "$request.body.action" } as const;
  const api = await createApi(client, of, "prod");
  const integration = await api.integrate({ IntegrationType: "AWS_PROXY", IntegrationUri: functionUri(functionArn) });
  for (const RouteKey of ["$connect", "$disconnect", "$default"]) await api.route(RouteKey, integration);
  const answered = { ApiId: api.id, IntegrationId: integration, IntegrationResponseKey: "$default" };
  await client.send(new CreateIntegrationResponseCommand(answered));
  for (const RouteKey of ["who", "say"]) {
    const RouteId = await api.route(RouteKey, integration, { RouteResponseSelectionExpression: "$default" });
    await client.send(new CreateRouteResponseCommand({ ApiId: api.id, RouteId, RouteResponseKey: "$default" }));
  }
  return api;
}

/** Somebody in a chat. */
export type Guest = {
  readonly say: (message: unknown) => void;
  /** The next message that was not heard yet. */
  readonly hear: () => Promise<string>;
  readonly close: () => void;
  /** How the connection ended. */
  readonly ended: Promise<{ readonly code: number; readonly reason: string }>;
};

/** Connects by a URL, whose host no machine has to know; rejects with `HTTP 403: …` where it is refused. */
export async function connect(skylab: string, url: string): Promise<Guest> {
  const { host, pathname, search } = new URL(url, skylab);
  const socket = new WebSocket(new URL(pathname + search, skylab.replace("http", "ws")), { headers: { host } });
  const heard: string[] = [];
  const waiting: ((message: string) => void)[] = [];
  socket.on("message", (data: Buffer) => {
    const next = waiting.shift();
    const message = data.toString();
    if (next === undefined) heard.push(message);
    else next(message);
  });
  const ended = once(socket, "close").then(([code, reason]) => ({ code: Number(code), reason: String(reason) }));
  await opened(socket);
  return {
    say: (message) => socket.send(typeof message === "string" ? message : JSON.stringify(message)),
    hear: () => {
      const message = heard.shift();
      return message === undefined ? new Promise((resolve) => void waiting.push(resolve)) : Promise.resolve(message);
    },
    close: () => socket.close(),
    ended,
  };
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
    socket.once("unexpected-response", (_request, answer) => {
      void text(answer).then((body) => reject(new Error(`HTTP ${answer.statusCode}: ${body}`)), reject);
    });
  });
}
