import { askFunction } from "./ask-function.ts";
import type { Authorization, RouteAsked } from "./authorization.ts";
import { compiledHttpAuthorizer } from "./http-authorizer.ts";
import { authorizeByIam } from "./iam.ts";
import { authorizeByJwt } from "./jwt.ts";
import { decideByVerdict } from "./policies.ts";
import { asHttpApi, configurationError, denied } from "./refusals.ts";
import { routeArn } from "./route-arn.ts";

/** Lets the authorizer of an HTTP API's route decide; writes `$context.authorizer` and `$context.identity`. */
export async function authorizeRoute(asked: RouteAsked): Promise<Authorization> {
  const authorization = await authorize(asked);
  return authorization.allow ? authorization : asHttpApi(authorization);
}

async function authorize(asked: RouteAsked): Promise<Authorization> {
  const { account, region } = asked.published.place;
  switch (asked.route.AuthorizationType) {
    case "AWS_IAM":
      return await authorizeByIam(asked, { resource: routeArn(asked), account, region });
    case "CUSTOM":
      return await authorizeByFunction(asked);
    case "JWT":
      return await authorizeByJwt(asked, authorizerOf(asked));
    default:
      return { allow: true };
  }
}

const authorizerOf = ({ route, snapshot }: RouteAsked) =>
  snapshot.authorizers.find(({ AuthorizerId }) => AuthorizerId === route.AuthorizerId);

async function authorizeByFunction(asked: RouteAsked): Promise<Authorization> {
  const authorizer = authorizerOf(asked);
  if (authorizer === undefined) return configurationError();
  const resource = routeArn(asked);
  const asking = compiledHttpAuthorizer(authorizer)(asked, resource);
  if ("allow" in asking) return asking;
  const answered = await askFunction(asked, asking);
  if ("allow" in answered) return answered;
  const { latency, verdict } = answered;
  const question = { resource, account: asked.published.place.account, request: asked.request };
  const decision = decideByVerdict(verdict, question);
  if (decision.decision !== "allow") return denied(decision);
  const { context, principalId } = verdict;
  const known = { ...context, ...(principalId !== undefined && { principalId }), integrationLatency: latency };
  asked.context["authorizer"] = known;
  return { allow: true, authorizer: known, authorizerV2: { lambda: context } };
}
