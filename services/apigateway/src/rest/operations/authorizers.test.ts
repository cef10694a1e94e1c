import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { deployableApi } from "../../testing/deployable-api.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateAuthorizer } from "./CreateAuthorizer.ts";
import { DeleteAuthorizer } from "./DeleteAuthorizer.ts";
import { GetAuthorizer } from "./GetAuthorizer.ts";
import { GetAuthorizers } from "./GetAuthorizers.ts";
import { UpdateAuthorizer } from "./UpdateAuthorizer.ts";
import { UpdateMethod } from "./UpdateMethod.ts";

const test = useApigateway();

const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:authorize";
const TOKEN = {
  name: "tokens",
  type: "TOKEN",
  authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`,
  identitySource: "method.request.header.Auth",
} as const;
const POOL = "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_aWcZeQbuD";

it("an authorizer is told as it was asked for, with its id and what OpenAPI calls its type", async () => {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  const tokens = await call(CreateAuthorizer, { restApiId, ...TOKEN });
  expect(tokens).toEqual({ ...TOKEN, authType: "custom", id: expect.stringMatching(/^[a-z0-9]{6}$/) });
  const pools = { name: "pools", type: "COGNITO_USER_POOLS" as const, providerARNs: [POOL] };
  const cognito = await call(CreateAuthorizer, { restApiId, ...pools, identitySource: TOKEN.identitySource });
  expect(cognito).toMatchObject({ ...pools, authType: "cognito_user_pools" });
  const requests = { ...TOKEN, name: "requests", type: "REQUEST", authorizerResultTtlInSeconds: 0 } as const;
  await call(CreateAuthorizer, { restApiId, ...requests, identitySource: undefined });

  expect(await call(GetAuthorizer, { restApiId, authorizerId: tokens.id ?? "" })).toEqual(tokens);
  const names = (await call(GetAuthorizers, { restApiId })).items?.map(({ name = "" }) => name);
  expect(names?.toSorted()).toEqual(["pools", "requests", "tokens"]);
  const page = await call(GetAuthorizers, { restApiId, limit: 2 });
  const rest = await call(GetAuthorizers, { restApiId, limit: 2, position: page.position });
  expect([page.items?.length, rest.items?.length, rest.position]).toEqual([2, 1, undefined]);
});

it("what no authorizer can be is refused", async () => {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  await call(CreateAuthorizer, { restApiId, ...TOKEN });
  const create = (more: object): Promise<string> =>
    refusal(call(CreateAuthorizer, { restApiId, ...TOKEN, name: "other", ...more }));
  expect(await create({ name: "tokens" })).toBe(
    "ConflictException: Authorizer name must be unique. Authorizer tokens already exists in this RestApi.",
  );
  expect(await create({ authorizerUri: FUNCTION })).toBe(
    `BadRequestException: Invalid Authorizer URI: ${FUNCTION}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
  );
  for (const more of [
    { name: "" },
    { identitySource: undefined },
    { type: "REQUEST", identitySource: undefined },
    { type: "COGNITO_USER_POOLS" },
    { type: "COGNITO_USER_POOLS", providerARNs: [FUNCTION] },
    { authorizerResultTtlInSeconds: 3601 },
    { authorizerCredentials: "role" },
  ]) {
    expect(await create(more)).toMatch(/^BadRequestException: /);
  }
});

it("an authorizer is patched, and stays one that can be", async () => {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  const { id: authorizerId = "" } = await call(CreateAuthorizer, { restApiId, ...TOKEN });
  await call(CreateAuthorizer, { restApiId, ...TOKEN, name: "other" });
  const patch = (...patchOperations: PatchOperation[]) =>
    call(UpdateAuthorizer, { restApiId, authorizerId, patchOperations });
  const patched = await patch(
    { op: "replace", path: "/name", value: "renamed" },
    { op: "replace", path: "/authorizerResultTtlInSeconds", value: "60" },
    { op: "replace", path: "/identityValidationExpression", value: "^x-" },
  );
  expect(patched).toMatchObject({
    ...TOKEN,
    name: "renamed",
    authorizerResultTtlInSeconds: 60,
    identityValidationExpression: "^x-",
  });
  expect(await call(GetAuthorizer, { restApiId, authorizerId })).toEqual(patched);
  const refused = (operation: PatchOperation): Promise<string> => refusal(patch(operation));
  expect(await refused({ op: "replace", path: "/name", value: "other" })).toContain("ConflictException");
  expect(await refused({ op: "replace", path: "/type", value: "COGNITO_USER_POOLS" })).toContain("BadRequestException");
  expect(await refused({ op: "replace", path: "/id", value: "a" })).toContain(
    "BadRequestException: Invalid patch path",
  );
});

it("an authorizer goes once no method is its own", async () => {
  const { call } = test();
  const { restApiId, rootResourceId } = await deployableApi(test());
  const { id: authorizerId = "" } = await call(CreateAuthorizer, { restApiId, ...TOKEN });
  const authorize = (authorizationType: string, id: string): Promise<unknown> =>
    call(UpdateMethod, {
      restApiId,
      resourceId: rootResourceId,
      httpMethod: "GET",
      patchOperations: [
        { op: "replace", path: "/authorizationType", value: authorizationType },
        { op: "replace", path: "/authorizerId", value: id },
      ],
    });
  await authorize("CUSTOM", authorizerId);
  expect(await refusal(call(DeleteAuthorizer, { restApiId, authorizerId }))).toBe(
    "ConflictException: Cannot delete authorizer 'tokens', is referenced in method: GET//",
  );
  await authorize("NONE", "");
  await call(DeleteAuthorizer, { restApiId, authorizerId });
  const gone = "NotFoundException: Invalid Authorizer identifier specified";
  expect(await refusal(call(GetAuthorizer, { restApiId, authorizerId }))).toBe(gone);
  expect(await refusal(call(UpdateAuthorizer, { restApiId, authorizerId }))).toBe(gone);
  expect(await refusal(call(DeleteAuthorizer, { restApiId, authorizerId }))).toBe(gone);
});

it("a role of another account is not passed to an authorizer", async () => {
  const { call } = test();
  const { restApiId } = await deployableApi(test());
  const value = "arn:aws:iam::999999999999:role/r";
  const refused = "AccessDeniedException: Cross-account pass role is not allowed.";
  expect(await refusal(call(CreateAuthorizer, { restApiId, ...TOKEN, authorizerCredentials: value }))).toBe(refused);
  const { id: authorizerId = "" } = await call(CreateAuthorizer, { restApiId, ...TOKEN });
  const patchOperations: PatchOperation[] = [{ op: "replace", path: "/authorizerCredentials", value }];
  expect(await refusal(call(UpdateAuthorizer, { restApiId, authorizerId, patchOperations }))).toBe(refused);
});
