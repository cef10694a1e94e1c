import { type AccessDecision, type Context, compiledPolicy, evaluate, type Policy } from "@skylab/auth";
import type { ApiRequest } from "../api-request.ts";
import type { Verdict } from "./verdict.ts";

/** A request, as policies see it. */
export type PolicyQuestion = {
  /** `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/path` */
  readonly resource: string;
  readonly account: string;
  readonly request: Pick<ApiRequest, "at" | "headers" | "sourceIp">;
  /** The API's own policy, if it has one. */
  readonly resourcePolicy?: string | undefined;
};

const ALLOW: AccessDecision = { decision: "allow", by: "resource" };

/**
 * What an authorizer's policy and the API's decide together, as AWS's table A has it: what nobody denies, one of them must
 * allow. A plain yes or no decides alone.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function decideByVerdict({ policy, principalId }: Verdict, question: PolicyQuestion): AccessDecision {
  if (typeof policy === "boolean") return policy ? ALLOW : { decision: "explicitDeny", by: "identity", sid: undefined };
  return evaluate({
    ...requestOf(question),
    // Somebody of the account, whom no policy knows by a name of IAM's.
    principal: { type: "AWS", account: question.account, arn: "anonymous", id: principalId ?? "" },
    identityPolicies: [policy],
  });
}

/** What the API's own policy says of somebody whom nobody knows. */
export const decideByResource = (question: PolicyQuestion): AccessDecision =>
  question.resourcePolicy === undefined
    ? ALLOW
    : evaluate({ ...requestOf(question), principal: { type: "Anonymous" }, identityPolicies: [] });

type AskedOfPolicies = {
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly context: () => Context;
  readonly resourcePolicy: Policy | undefined;
};

function requestOf({ account, request, resource, resourcePolicy }: PolicyQuestion): AskedOfPolicies {
  return {
    action: "execute-api:Invoke",
    resource,
    resourceAccount: account,
    context: () => contextOf(request),
    resourcePolicy: resourcePolicy === undefined ? undefined : compiledPolicy(resourcePolicy),
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html */
function contextOf({ at, headers, sourceIp }: PolicyQuestion["request"]): Context {
  const [agent, referer] = [headers.get("user-agent")?.[0], headers.get("referer")?.[0]];
  return {
    "aws:CurrentTime": new Date(at).toISOString(),
    "aws:EpochTime": String(Math.floor(at / 1000)),
    "aws:SourceIp": sourceIp,
    // The front's own word, whatever the client says.
    "aws:SecureTransport": String(headers.get("x-forwarded-proto")?.[0] === "https"),
    ...(agent !== undefined && { "aws:UserAgent": agent }),
    ...(referer !== undefined && { "aws:Referer": referer }),
  };
}
