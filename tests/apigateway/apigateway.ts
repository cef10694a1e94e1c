import { type IncomingHttpHeaders, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import { LambdaClient } from "@aws-sdk/client-lambda";
import type { ClientIdentity, Skylab } from "@skylab/testkit";
import { createFunction, type TestFunction } from "../lambda/lambda.ts";
import { useSkylab } from "../use-skylab.ts";

/** Skylab for the tests of one file, and whoever asks its APIs. */
export type Apigateway = {
  readonly skylab: () => Skylab;
  /** Of REST APIs. */
  readonly rest: (as?: ClientIdentity) => APIGatewayClient;
  /** Of HTTP and WebSocket APIs. */
  readonly v2: (as?: ClientIdentity) => ApiGatewayV2Client;
  /** Asks a URL, whose host no machine has to know; a path is one of Skylab's own. */
  readonly ask: (url: string, asked?: Asked) => Promise<Answer>;
  /** `http://a1b2c3d4e5.execute-api.localhost:4566` */
  readonly urlOf: (apiId: string) => string;
  /** Makes a function that every API may invoke. */
  readonly createFunction: (code: string) => Promise<TestFunction>;
};

export type Asked = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array;
};

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
};

/** Starts Skylab before the tests of a file and stops it behind them; or takes the one that runs already where it has no settings. */
export function useApigateway(settings: Readonly<Record<string, string>> = {}): Apigateway {
  const skylab = useSkylab(settings, { own: Object.keys(settings).length > 0 });
  return {
    skylab,
    rest: (as) => skylab().client(APIGatewayClient, as),
    v2: (as) => skylab().client(ApiGatewayV2Client, as),
    ask: (url, asked) => ask(skylab().url, url, asked),
    urlOf: (apiId) => urlOf(skylab().url, apiId),
    createFunction: (code) =>
      createFunction(skylab().client(LambdaClient), code, { allows: { Principal: "apigateway.amazonaws.com" } }),
  };
}

/** Where an API is, by its own host. */
export const urlOf = (skylab: string, apiId: string): string =>
  `http://${apiId}.execute-api.localhost:${new URL(skylab).port}`;

/** Asks Skylab for a URL as `Apigateway.ask` does. */
export function ask(skylab: string, url: string, { body, headers, method = "GET" }: Asked = {}): Promise<Answer> {
  const { hostname, port } = new URL(skylab);
  const asked = new URL(url, skylab);
  // As it is written: a URL would mend what the API is to see.
  const path = url.startsWith("/") ? url : url.slice(asked.origin.length) || "/";
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers: { host: asked.host, ...headers } }, (answer) => {
      const told = (bytes: Buffer): void =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes, text: bytes.toString() });
      void buffer(answer).then(told, reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** The URI by which APIs invoke a function. */
export const functionUri = (functionArn: string): string =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
