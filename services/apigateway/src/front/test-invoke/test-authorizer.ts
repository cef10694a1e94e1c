import type { TestInvokeAuthorizerResponse } from "@aws-sdk/client-api-gateway";
import type { ContextVariables } from "../../domain/context-variables.ts";
import type { StoredRestAuthorizer } from "../../domain/rest/snapshot.ts";
import { askFunction } from "../authorizers/ask-function.ts";
import type { Refused } from "../authorizers/authorization.ts";
import { authorizeByCognito } from "../authorizers/cognito.ts";
import { compiledRestAuthorizer, type RestAsked } from "../authorizers/rest-authorizer.ts";
import { contextVariables } from "../context-variables.ts";
import type { DataPlane } from "../data-plane.ts";
import { requestOf, TEST_STAGE, type TestedRequest, textOf } from "./tested-request.ts";

/** A request that is made up to test an authorizer. */
export type AuthorizerTest = TestedRequest & {
  readonly dataPlane: DataPlane;
  readonly authorizer: StoredRestAuthorizer;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly additionalContext: Readonly<Record<string, string>>;
};

/** Asks an authorizer, whatever it decided before. What it answers is told and not judged. */
export async function testAuthorizer(test: AuthorizerTest): Promise<TestInvokeAuthorizerResponse> {
  const begun = performance.now();
  const asked = askedOf(test);
  const isPool = test.authorizer.type === "COGNITO_USER_POOLS";
  const answered = await (isPool ? askPool : askTested)(test, asked);
  const lines = [`Starting authorizer: ${test.authorizer.id}`, ...answered.lines];
  return {
    clientStatus: 0,
    ...answered.told,
    latency: Math.round(performance.now() - begun),
    log: textOf(lines, asked.request),
  };
}

type Tested = { readonly told: TestInvokeAuthorizerResponse; readonly lines: readonly string[] };

function askedOf(test: AuthorizerTest): RestAsked {
  const { additionalContext, call, snapshot, stageVariables } = test;
  const { place } = call;
  const apiId = snapshot.api.id;
  const request = requestOf(test);
  const context: ContextVariables = {
    ...contextVariables(request, { place, apiId, stage: TEST_STAGE, deploymentId: "" }),
    resourcePath: request.address.path,
    ...additionalContext,
  };
  const stage = { stageName: TEST_STAGE, deploymentId: "", variables: stageVariables };
  return {
    context,
    pathParameters: {},
    published: { kind: "REST", place, apiId, stage, snapshot },
    request,
    resource: { id: "", path: request.address.path },
    stageVariables,
  };
}

async function askTested({ authorizer, httpMethod, dataPlane }: AuthorizerTest, asked: RestAsked): Promise<Tested> {
  const { apiId, place } = asked.published;
  const path = asked.request.address.path.replace(/^\/+/, "");
  const arn = `arn:aws:execute-api:${place.region}:${place.account}:${apiId}/${TEST_STAGE}/${httpMethod}/${path}`;
  const asking = compiledRestAuthorizer(authorizer)(asked, arn);
  if ("allow" in asking) return refusedBy(asking);
  let policy: string | undefined;
  const read: typeof asking.read = (payload) => {
    const verdict = asking.read(payload);
    policy = verdict && JSON.stringify(Object(JSON.parse(Buffer.from(payload).toString())).policyDocument);
    return verdict;
  };
  const { context, request } = asked;
  const cache = { ...asking.cache, ttl: 0 };
  const answered = await askFunction(
    { context, request, integrations: dataPlane.integrations },
    { ...asking, cache, read },
  );
  if ("allow" in answered) return refusedBy(answered);
  const { principalId } = answered.verdict;
  return {
    told: { principalId, policy },
    lines: [`Using valid authorizer policy for principal: ${masked(principalId ?? "")}`],
  };
}

async function askPool({ authorizer, dataPlane }: AuthorizerTest, asked: RestAsked): Promise<Tested> {
  const answered = await authorizeByCognito({ ...asked, front: { dataPlane } }, authorizer, []);
  if (!answered.allow) return refusedBy(answered);
  const claims = answered.authorizer?.["claims"];
  return { told: { claims: Object(claims) }, lines: ["Successfully validated the token"] };
}

const refusedBy = ({ errorType, status }: Refused): Tested => ({ told: { clientStatus: status }, lines: [errorType] });

/** As AWS's logs show who asks: the end alone. */
const masked = (text: string): string => text.replaceAll(/.(?=.{3})/gs, "*");
