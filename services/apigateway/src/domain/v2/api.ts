import type * as sdk from "@aws-sdk/client-apigatewayv2";
import { badRequest } from "../errors.ts";
import { executeApiHost } from "../execute-api-url.ts";
import { dateOf, type Asked, membersOf } from "./members.ts";
import type { StoredApi } from "./snapshot.ts";
import { checkCors } from "./cors.ts";

/** What whoever makes or changes an API says of it. */
const MEMBERS = [
  "ApiKeySelectionExpression",
  "CorsConfiguration",
  "Description",
  "DisableExecuteApiEndpoint",
  "DisableSchemaValidation",
  "IpAddressType",
  "Name",
  "RouteSelectionExpression",
  "Version",
] as const;

export type ApiMembers = Asked<Pick<sdk.Api, (typeof MEMBERS)[number]>>;

export type NewApi = ApiMembers & {
  readonly Name: string;
  readonly ProtocolType: sdk.ProtocolType;
  readonly Tags?: Readonly<Record<string, string>> | undefined;
};

/** An API as it is made. @throws AwsError BadRequestException */
export function newApi(request: NewApi, { apiId, now }: { readonly apiId: string; readonly now: number }): StoredApi {
  const { ProtocolType, Tags = {} } = request;
  return checked({
    ...DEFAULTS,
    RouteSelectionExpression: ProtocolType === "HTTP" ? METHOD_AND_PATH : undefined,
    ...membersOf(request, MEMBERS),
    Name: request.Name,
    ApiId: apiId,
    ProtocolType,
    CreatedDate: now,
    Tags: { ...Tags },
  });
}

/** An API after an update. @throws AwsError BadRequestException */
export const updatedApi = (api: StoredApi, request: ApiMembers): StoredApi =>
  checked({ ...api, ...membersOf(request, MEMBERS) });

/** By which HTTP APIs choose their routes. */
const METHOD_AND_PATH = "$request.method $request.path";

const DEFAULTS = {
  ApiKeySelectionExpression: "$request.header.x-api-key",
  DisableExecuteApiEndpoint: false,
  IpAddressType: "ipv4",
} as const;

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
const MAX_NAME_LENGTH = 128;

function checked(api: StoredApi): StoredApi {
  const { CorsConfiguration: cors, Name: name = "", ProtocolType: protocol } = api;
  if (name === "" || name.length > MAX_NAME_LENGTH) throw badRequest("Invalid API name specified");
  checkRouteSelection(api);
  if (cors !== undefined) {
    if (protocol === "WEBSOCKET") throw badRequest("Cors is not supported for WEBSOCKET protocolType");
    checkCors(cors);
  }
  return api;
}

function checkRouteSelection({ ProtocolType, RouteSelectionExpression: expression = "" }: StoredApi): void {
  if (ProtocolType === "WEBSOCKET") {
    if (!/\$\{?request\./.test(expression)) throw badRequest("Invalid routeSelectionExpression");
    return;
  }
  // AWS takes both spellings, and shows the one that it was given.
  if (expression.replaceAll(/[{}]/g, "") !== METHOD_AND_PATH) {
    throw badRequest('Route selection expression is currently limited to "${request.method} ${request.path}"');
  }
}

/** An API as the API shows it. @param endpoint how the client reached Skylab */
export const describeApi = ({ CreatedDate, ...api }: StoredApi, endpoint: string): sdk.Api & { ApiId: string } => ({
  ...api,
  ApiEndpoint: apiEndpoint(api, endpoint),
  CreatedDate: dateOf(CreatedDate),
});

/** `http://ID.execute-api.localhost:4566`, or `ws://` of a WebSocket API. */
function apiEndpoint({ ApiId, ProtocolType }: Pick<StoredApi, "ApiId" | "ProtocolType">, endpoint: string): string {
  const { protocol } = new URL(endpoint);
  const scheme = ProtocolType === "WEBSOCKET" ? protocol.replace("http", "ws") : protocol;
  return `${scheme}//${executeApiHost(ApiId, endpoint)}`;
}
