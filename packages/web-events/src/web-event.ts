/** Names with their values: headers, whose names are in lower case, or parameters of a query, decoded. A name may come again. */
export type Pairs = Iterable<readonly [string, string | readonly string[] | undefined]>;

/** A request, as an event is to tell it. */
export type WebRequest = {
  readonly method: string;
  /** As it came; with the stage in front where the address has it there. */
  readonly path: string;
  readonly rawQuery: string;
  /** Those of `rawQuery`, decoded. */
  readonly query: Pairs;
  /** With what the front adds: `x-forwarded-for` and its like. */
  readonly headers: Pairs;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whose API it is: `anonymous` of functions' URLs that nobody signs for. */
  readonly accountId: string;
  readonly apiId: string;
  readonly domainName: string;
  readonly domainPrefix: string;
  readonly stage: string;
  /** `$default`, or `GET /pets/{id}`. */
  readonly routeKey: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly stageVariables?: Readonly<Record<string, string>>;
  /** What an authorizer has found out: `{ iam: … }`, `{ jwt: … }`, `{ lambda: … }`. */
  readonly authorizer?: object | undefined;
};

/**
 * What a function is invoked with by a request: payload format 2.0, of functions' URLs and of HTTP APIs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function webEvent(request: WebRequest): string {
  const { body, path, pathParameters, rawQuery, stageVariables } = request;
  const { cookie, ...headers } = joined(request.headers);
  const { text, isBase64Encoded } = eventBody(body, headers["content-type"]);
  return JSON.stringify({
    version: "2.0",
    routeKey: request.routeKey,
    rawPath: path,
    rawQueryString: rawQuery,
    ...(cookie !== undefined && { cookies: cookie.split(";").map((each) => each.trim()) }),
    headers,
    ...(rawQuery !== "" && { queryStringParameters: joined(request.query) }),
    requestContext: requestContext(request, headers["user-agent"]),
    ...(text !== undefined && { body: text }),
    ...(isAny(pathParameters) && { pathParameters }),
    isBase64Encoded,
    ...(isAny(stageVariables) && { stageVariables }),
  });
}

function requestContext(request: WebRequest, userAgent: string | undefined): object {
  const { accountId, apiId, at, authorizer, domainName, domainPrefix, method, path, requestId, routeKey } = request;
  return {
    accountId,
    apiId,
    ...(authorizer && { authorizer }),
    domainName,
    domainPrefix,
    http: { method, path, protocol: "HTTP/1.1", sourceIp: request.sourceIp, userAgent: userAgent ?? null },
    requestId,
    routeKey,
    stage: request.stage,
    time: logTime(at),
    timeEpoch: at,
  };
}

/** The values of a name stand together. */
function joined(pairs: Pairs): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, given] of pairs) {
    if (given === undefined) continue;
    const value = typeof given === "string" ? given : given.join(",");
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  // Not by assignment: a client may name a header or a parameter `__proto__`.
  return Object.fromEntries(values);
}

const isAny = (values: Readonly<Record<string, string>> | undefined): boolean =>
  values !== undefined && Object.keys(values).length > 0;

/** A body as functions' URLs and HTTP APIs hand it over, in events of either format; `text` is absent where it is empty. */
export function eventBody(
  body: Buffer,
  contentType: string | undefined,
): { readonly text?: string; readonly isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  const isBase64Encoded = !isText(contentType);
  return { text: body.toString(isBase64Encoded ? "base64" : "utf8"), isBase64Encoded };
}

/** What AWS hands over as it is; all else is base64, forms too. */
const isText = (type = ""): boolean => TEXT.test(type);

const TEXT = /^\s*(?:text\/|application\/(?:json|javascript|xml|[^;\s]*\+(?:json|xml))(?:\s*(?:;|$)))/i;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

let lastSecond = Number.NaN;
let lastTime = "";

/** `04/Jun/2023:20:07:54 +0000`, as logs of web servers have it; requests of one second share it. */
export function logTime(at: number): string {
  const second = Math.floor(at / 1000);
  if (second !== lastSecond) {
    const date = new Date(at);
    const day = String(date.getUTCDate()).padStart(2, "0");
    lastTime = `${day}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
    lastSecond = second;
  }
  return lastTime;
}
