import type { WireResponse } from "@skylab/protocol";

/** Why an HTTP API answers itself; thrown on the way of a request. */
export class HttpApiRefusal extends Error {
  readonly status: number;
  /** `$context.error.message` */
  readonly words: string | null;
  /** `$context.error.responseType` in access logs. */
  readonly responseType: string;
  /** Beside those of every answer. */
  headers: Readonly<Record<string, string>> = {};

  constructor(status: number, words: string | null, responseType: string) {
    super(words ?? responseType);
    this.words = words;
    this.name = "HttpApiRefusal";
    this.status = status;
    this.responseType = responseType;
  }
}

export const notFound = (): HttpApiRefusal => new HttpApiRefusal(404, "Not Found", "ROUTE_NOT_FOUND");

export const tooManyRequests = (): HttpApiRefusal => new HttpApiRefusal(429, "Too Many Requests", "THROTTLED");

export const internalError = (): HttpApiRefusal =>
  new HttpApiRefusal(500, "Internal Server Error", "INTEGRATION_FAILURE");

export const requestTooLarge = (): HttpApiRefusal =>
  new HttpApiRefusal(413, "Request Entity Too Large", "REQUEST_TOO_LARGE");

/** What AWS answers where an integration took too long, and where it cannot be reached. */
export const unavailable = (): HttpApiRefusal =>
  new HttpApiRefusal(503, "Service Unavailable", "INTEGRATION_NETWORK_FAILURE");

export const gatewayTimeout = (): HttpApiRefusal => new HttpApiRefusal(504, "Gateway Timeout", "INTEGRATION_TIMEOUT");

/** As AWS answers: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html */
export const refusalAnswer = ({ headers, words, status }: HttpApiRefusal): WireResponse => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify({ message: words }),
});
