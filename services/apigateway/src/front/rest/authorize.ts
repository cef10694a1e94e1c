import type { ApiRequest } from "../api-request.ts";
import type { Allowed } from "../authorizers/authorization.ts";
import { authorizeMethod } from "../authorizers/authorize-method.ts";
import type { CompiledMethod } from "./compiled.ts";
import { pageMayNotAsk, refused } from "./failure.ts";
import type { RestPassage } from "./rest-passage.ts";
import type { FoundResource } from "./route-tree.ts";

export type Asked = {
  readonly found: FoundResource;
  readonly method: CompiledMethod;
  readonly request: ApiRequest;
};

/** Lets the API's policy and the method's authorizer decide. @throws RestFailure */
export async function authorize(passage: RestPassage, { found, method, request }: Asked): Promise<Allowed> {
  const { chosen, context, front, published } = passage;
  if (method.method.authorizationType === "AWS_IAM" && !pageMayAsk(passage)) throw pageMayNotAsk();
  const authorization = await authorizeMethod({
    front,
    integrations: front.dataPlane.integrations,
    request,
    context,
    pathParameters: found.pathParameters,
    stageVariables: chosen.stageVariables,
    published,
    snapshot: chosen.snapshot,
    resource: found.resource,
    method: method.key,
  });
  if (!authorization.allow) throw refused(authorization);
  return authorization;
}

/** Where every key counts, any page that its user happens to open could sign, or would not have to. */
function pageMayAsk({ front }: RestPassage): boolean {
  const { exchange, inside } = front;
  return inside.frame.auth.mode === "enforce" || exchange.page === undefined || exchange.page.allowed;
}
