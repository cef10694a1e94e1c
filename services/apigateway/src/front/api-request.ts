import type { RequestHead } from "@skylab/protocol";

/** Which API a request is for, and what it asks of it. */
export type ApiAddress = {
  readonly apiId: string;
  /** Absent where the address names none: the default stage of an HTTP API, or nothing. */
  readonly stage: string | undefined;
  /** The raw path behind the stage (and behind a custom domain's mapping), `/` at least. */
  readonly path: string;
  /** The raw path as an event tells it: with the stage in front where the address has it there. */
  readonly fullPath: string;
  /** The host as the API knows itself: `domainName` of `$context`. */
  readonly domainName: string;
  /** What of a custom domain leads here, as `$context` names it; absent where the API's own address does. */
  readonly customDomain?: { readonly basePathMatched: string } | { readonly routingRuleIdMatched: string } | undefined;
};

/** Names, each with all of its values in their order: headers (in lower case), and parameters of a query. */
export type MultiValues = ReadonlyMap<string, readonly string[]>;

/** A request to an API, read. */
export type ApiRequest = {
  readonly address: ApiAddress;
  readonly head: RequestHead;
  /** Decoded; names as they came. */
  readonly query: MultiValues;
  /** Names in lower case, and what AWS's front adds: `x-forwarded-for`, `-port`, `-proto`, `x-amzn-trace-id`. */
  readonly headers: MultiValues;
  /** The same headers, each with its values, under their names as they came; those of AWS's front as AWS writes them. */
  readonly namedHeaders: MultiValues;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** A UUID: `x-amzn-requestid`. */
  readonly requestId: string;
  /** `x-amz-apigw-id`: https://docs.aws.amazon.com/apigateway/latest/developerguide/ $context.extendedRequestId. */
  readonly extendedRequestId: string;
  /** X-Ray's header: as it came, or begun here. */
  readonly traceId: string;
  /** Milliseconds, by the product's clock. */
  readonly at: number;
  readonly signal: AbortSignal;
};
