import type { OperationModel, ServiceModel, Values } from "@skylab/protocol";
import { type Access, type AccessRule, tagContext, type Types } from "@skylab/service";
import type { ApigatewayStore } from "./store/store.ts";

/** How a service of API Gateway decides: `apigateway:GET` on `arn:aws:apigateway:eu-west-1::/restapis/a1b2c3`. */
type AccessTable<Operations extends Types> = {
  readonly [Name in keyof Operations]: Access<Operations[Name]["input"], ApigatewayStore>;
};

/**
 * API Gateway's permissions are the HTTP methods, and its resources the paths, of its own API.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
 */
export function accessByUri<Operations extends Types>(model: ServiceModel): AccessTable<Operations> {
  const rules = Object.values(model.operations).map((operation) => [operation.name, ruleOf(operation)]);
  return Object.fromEntries(rules) as AccessTable<Operations>; // as: the operations of the model are those of the SDK.
}

function ruleOf({ http, name }: OperationModel): AccessRule<Values, ApigatewayStore> {
  if (http === undefined) throw new Error(`${name} has no path.`);
  const parts = (http.uri.split("?", 1)[0] ?? "").split(/\{(\w+)\+?\}/);
  return {
    action: `apigateway:${http.method}`,
    on: (input, { place }) => ({
      // Every other part is the name of a label.
      resource: `arn:aws:apigateway:${place.region}::${parts.map((part, i) => (i % 2 === 0 ? part : encodeURIComponent(String(input[part])))).join("")}`,
      context: () => tagContext({ set: tagsOf(input) }),
    }),
  };
}

/** Tags that a request sets: `tags` in one API, `Tags` in the other. */
function tagsOf({ tags, Tags }: Values): Record<string, string> {
  return (tags ?? Tags ?? {}) as Record<string, string>; // as: the model says so of both.
}
