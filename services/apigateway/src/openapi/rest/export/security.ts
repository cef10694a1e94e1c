import type { Method } from "@aws-sdk/client-api-gateway";
import type { RestSnapshot, StoredRestAuthorizer } from "../../../domain/rest/snapshot.ts";
import { AUTHORIZER_EXTENSION, AUTHTYPE_EXTENSION, SIGV4_AUTHTYPE } from "../../extensions.ts";
import { present } from "../../json.ts";
import { byName, type Exported } from "./exported.ts";

const API_KEY = "api_key";
const SIGV4 = "sigv4";

/** What a method asks of those who call it, by the names of schemes. */
export function exportSecurity(method: Method, { authorizers }: RestSnapshot): readonly Record<string, string[]>[] {
  const authorizer = authorizers.find(({ id }) => id === method.authorizerId);
  return [
    ...(method.authorizationType === "AWS_IAM" ? [{ [SIGV4]: [] }] : []),
    ...(authorizer === undefined ? [] : [{ [authorizer.name]: method.authorizationScopes ?? [] }]),
    ...(method.apiKeyRequired === true ? [{ [API_KEY]: [] }] : []),
  ];
}

/** The schemes that methods name, and all authorizers. */
export function exportSchemes({ extensions, snapshot }: Exported): Record<string, unknown> {
  const methods = snapshot.resources.flatMap(({ resourceMethods = {} }) => Object.values(resourceMethods));
  const authorizers = byName(snapshot.authorizers).map((authorizer) => [
    authorizer.name,
    authorizerScheme(authorizer, extensions.authorizers),
  ]);
  return {
    ...(methods.some(({ apiKeyRequired }) => apiKeyRequired === true) && { [API_KEY]: headerScheme("x-api-key") }),
    ...Object.fromEntries(authorizers),
    ...(methods.some(({ authorizationType }) => authorizationType === "AWS_IAM") && {
      [SIGV4]: { ...headerScheme("Authorization"), [AUTHTYPE_EXTENSION]: SIGV4_AUTHTYPE },
    }),
  };
}

const headerScheme = (name: string) => ({ type: "apiKey", name, in: "header" });

const SOURCE = /^method\.request\.(header|querystring)\.([^\s,]+)$/;

/** What identifies callers; where that is no single header or parameter, the scheme has to name one all the same. */
function schemeOf(identitySource: string) {
  const [, place, name = "Unused"] = SOURCE.exec(identitySource) ?? [];
  return { ...headerScheme(name), ...(place === "querystring" && { in: "query" }) };
}

function authorizerScheme(authorizer: StoredRestAuthorizer, isTold: boolean): Record<string, unknown> {
  const { authType, identitySource = "", type } = authorizer;
  const scheme = schemeOf(identitySource);
  if (!isTold) return scheme;
  return {
    ...scheme,
    ...present({ [AUTHTYPE_EXTENSION]: authType }),
    [AUTHORIZER_EXTENSION]: present({
      type: type.toLowerCase(),
      authorizerUri: authorizer.authorizerUri,
      authorizerCredentials: authorizer.authorizerCredentials,
      // Of a token, the scheme's name tells it.
      identitySource:
        identitySource === "" || (type !== "REQUEST" && scheme.name !== "Unused") ? undefined : identitySource,
      identityValidationExpression: authorizer.identityValidationExpression,
      authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
      providerARNs: authorizer.providerARNs,
    }),
  };
}
