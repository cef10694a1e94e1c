import type { ContextVariables } from "../../domain/context-variables.ts";
import { askFunction } from "./ask-function.ts";
import type { Allowed, Authorization, MethodAsked } from "./authorization.ts";
import { authorizeByCognito } from "./cognito.ts";
import { authorizeByIam, authorizeByPolicy, type IamQuestion } from "./iam.ts";
import { decideByResource, decideByVerdict } from "./policies.ts";
import { configurationError, denied, deniedByResource } from "./refusals.ts";
import { compiledRestAuthorizer } from "./rest-authorizer.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Lets the authorizer of a REST API's method and the API's policy decide, in the order and with the outcome that AWS's tables
 * tell; writes `$context.authorizer` and `$context.identity`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export async function authorizeMethod(asked: MethodAsked): Promise<Authorization> {
  const question = questionOf(asked);
  const method = asked.resource.resourceMethods?.[asked.method];
  switch (method?.authorizationType) {
    case "AWS_IAM":
      return await authorizeByIam(asked, question);
    case "CUSTOM":
      return await authorizeByFunction(asked, question);
    case "COGNITO_USER_POOLS": {
      const authorization = await authorizeByCognito(asked, authorizerOf(asked), method.authorizationScopes ?? []);
      // Whom the pool knows, the API's policy must let.
      return authorization.allow ? byResource(asked, question, authorization) : authorization;
    }
    default:
      return await authorizeByPolicy(asked, question);
  }
}

function questionOf({ published, request, snapshot }: MethodAsked): IamQuestion {
  const { apiId, place, stage } = published;
  const { account, region } = place;
  const path = request.address.path.replace(/^\/+/, "");
  const resource = `arn:aws:execute-api:${region}:${account}:${apiId}/${stage.stageName}/${request.head.method}/${path}`;
  return { resource, account, region, policy: policyOf(snapshot.api.policy) };
}

const policyOf = (policy: string | undefined): string | undefined => (policy === "" ? undefined : policy);

const authorizerOf = ({ method, resource, snapshot }: MethodAsked) => {
  const id = resource.resourceMethods?.[method]?.authorizerId;
  return snapshot.authorizers.find((one) => one.id === id);
};

function byResource({ request }: MethodAsked, question: IamQuestion, allowed: Allowed): Authorization {
  const { account, policy, resource } = question;
  const decision = decideByResource({ resource, account, request, resourcePolicy: policy });
  return decision.decision === "allow" ? allowed : deniedByResource(decision, resource);
}

async function authorizeByFunction(asked: MethodAsked, question: IamQuestion): Promise<Authorization> {
  const authorizer = authorizerOf(asked);
  if (authorizer === undefined) return configurationError();
  const { account, policy, resource } = question;
  const ofPolicies = { resource, account, request: asked.request, resourcePolicy: policy };
  const before = decideByResource(ofPolicies);
  if (before.decision === "explicitDeny") return deniedByResource(before, resource);
  const asking = compiledRestAuthorizer(authorizer)(asked, resource);
  if ("allow" in asking) return asking;
  const answered = await askFunction(asked, asking);
  if ("allow" in answered) return answered;
  const decision = decideByVerdict(answered.verdict, ofPolicies);
  return decision.decision === "allow"
    ? allowedBy(asked.context, answered.verdict, answered.latency)
    : denied(decision);
}

/** Values of the context are texts from here on. */
function allowedBy(context: ContextVariables, verdict: Verdict, latency: number): Allowed {
  const texts = Object.entries(verdict.context).map(([name, value]) => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const authorizer = { ...Object.fromEntries(texts), principalId: verdict.principalId, integrationLatency: latency };
  context["authorizer"] = authorizer;
  return { allow: true, authorizer, usageIdentifierKey: verdict.usageIdentifierKey };
}
