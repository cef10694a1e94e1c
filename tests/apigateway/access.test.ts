import { APIGatewayClient, GetRestApisCommand, UpdateRestApiCommand } from "@aws-sdk/client-api-gateway";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { SQSClient } from "@aws-sdk/client-sqs";
import { sign } from "@skylab/auth";
import { uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { type Account, createUser, type Key, policy, refusal, trust, useIam } from "../iam/iam.ts";
import { createQueue } from "../lambda/lambda.ts";
import { soon } from "../soon.ts";
import { type Answer, ask, urlOf } from "./apigateway.ts";
import { createRestApi, mock, type TestRestApi } from "./rest-api.ts";

// Where keys count.

const iam = useIam();

const restOf = (key: Key): APIGatewayClient => iam.skylab().client(APIGatewayClient, key);

const CALLER = mock('"$context.identity.userArn"', { method: { authorizationType: "AWS_IAM" } });

async function deployedBy({ root }: Account, more: { readonly policy?: string } = {}): Promise<TestRestApi> {
  const methods = { "GET /pets/{id}": CALLER, "DELETE /pets/{id}": CALLER, "GET /open": mock('"open"') };
  const api = await createRestApi(restOf(root.key), methods, more);
  await api.deploy("prod");
  return api;
}

/** Asks for a path, signed by whoever is to: by the machine's time, as clients do. */
async function asking(
  api: TestRestApi,
  path: string,
  { by, method = "GET" }: { by?: Key; method?: string } = {},
): Promise<Answer> {
  const url = `${urlOf(iam.skylab().url, api.id)}/prod${path}`;
  const { host, pathname } = new URL(url);
  const head = { method, path: pathname, query: "", headers: { host } };
  const at = { region: "us-east-1", service: "execute-api", now: Date.now() };
  return await ask(iam.skylab().url, url, { method, headers: by ? sign(head, by, at) : {} });
}

describe("a method of AWS_IAM", () => {
  it("lets in whom a policy allows to invoke it, and tells who that is", async () => {
    const account = await iam.createAccount();
    const api = await deployedBy(account);
    const Resource = `arn:aws:execute-api:us-east-1:${account.id}:${api.id}/prod/GET/pets/*`;
    const ada = await createUser(account.root, policy({ Action: "execute-api:Invoke", Resource }));
    expect(await asking(api, "/pets/1", { by: ada.key })).toMatchObject({ status: 200, text: `"${ada.arn}"` });
    const refused = await asking(api, "/pets/1", { by: ada.key, method: "DELETE" });
    expect(refused).toMatchObject({ status: 403, headers: { "x-amzn-errortype": "AccessDeniedException" } });
    const what = `arn:aws:execute-api:us-east-1:********${account.id.slice(-4)}:${api.id}/prod/DELETE/pets/1`;
    expect(refused.text).toBe(
      `{"Message":"User: ${ada.arn} is not authorized to perform: execute-api:Invoke on resource: ${what} because no identity-based policy allows the execute-api:Invoke action"}`,
    );
  });

  it("refuses who does not sign, or signs wrong, in AWS's words", async () => {
    const account = await iam.createAccount();
    const api = await deployedBy(account);
    expect(await asking(api, "/pets/1")).toMatchObject({
      status: 403,
      text: '{"message":"Missing Authentication Token"}',
      headers: { "x-amzn-errortype": "MissingAuthenticationTokenException" },
    });
    const forged = await asking(api, "/pets/1", { by: { ...account.root.key, secretAccessKey: "guessed" } });
    expect(forged).toMatchObject({ status: 403, headers: { "x-amzn-errortype": "InvalidSignatureException" } });
    expect(forged.text).toContain('"message":"The request signature we calculated does not match');
    const unknown = { accessKeyId: "AKIAAAAAAAAAAAAAAAAA", secretAccessKey: "any" };
    expect(await asking(api, "/pets/1", { by: unknown })).toMatchObject({
      status: 403,
      text: '{"message":"The security token included in the request is invalid."}',
      headers: { "x-amzn-errortype": "UnrecognizedClientException" },
    });
    expect(await asking(api, "/open")).toMatchObject({ status: 200, text: '"open"' });
  });
});

describe("a policy of an API", () => {
  it("decides who else may come in, and whom it refuses", async () => {
    const [owner, other] = [await iam.createAccount(), await iam.createAccount()];
    const allowed = await createUser(other.root, policy({ Action: "execute-api:Invoke" }));
    const denied = await createUser(owner.root, policy({ Action: "execute-api:Invoke" }));
    const statements = [
      { Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/prod/GET/*" },
      { Principal: { AWS: denied.arn }, Effect: "Deny", Action: "execute-api:Invoke", Resource: "execute-api:/*" },
    ];
    const api = await deployedBy(owner, { policy: policy(...statements) });
    expect(await asking(api, "/pets/1", { by: allowed.key })).toMatchObject({ status: 200, text: `"${allowed.arn}"` });
    const refused = await asking(api, "/pets/1", { by: denied.key });
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.text).toContain("with an explicit deny in a resource-based policy");
    const foreign = await asking(api, "/pets/1", { by: allowed.key, method: "DELETE" });
    expect(foreign.status).toBe(403);
    expect(await asking(api, "/open")).toMatchObject({ status: 200 });

    const nobody = policy({ Effect: "Deny", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" });
    const patchOperations = [{ op: "replace", path: "/policy", value: nobody } as const];
    await api.client.send(new UpdateRestApiCommand({ restApiId: api.id, patchOperations }));
    // A policy counts when it is deployed.
    expect(await asking(api, "/open")).toMatchObject({ status: 200 });
    await api.deploy("prod");
    await soon(async () => expect((await asking(api, "/open")).status).toBe(403));
    expect((await asking(api, "/open")).text).toMatch(
      /^\{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:\*{8}\d{4}:\w+\/prod\/GET\/open with an explicit deny in a resource-based policy"\}$/,
    );
  });
});

it("an integration's role that trusts somebody else is not assumed", async () => {
  const account = await iam.createAccount();
  const queue = await createQueue(iam.skylab().client(SQSClient, account.root.key));
  const AssumeRolePolicyDocument = trust({ Principal: { Service: "lambda.amazonaws.com" } });
  const role = new CreateRoleCommand({ RoleName: uniqueName("role"), AssumeRolePolicyDocument });
  const { Role } = await account.root.iam.send(role);
  const api = await createRestApi(restOf(account.root.key), {
    "GET /": {
      integration: {
        type: "AWS",
        integrationHttpMethod: "POST",
        uri: `arn:aws:apigateway:us-east-1:sqs:path/${queue.arn.split(":").slice(4).join("/")}`,
        credentials: Role?.Arn,
      },
    },
  });
  await api.deploy("prod");
  expect(await asking(api, "/")).toMatchObject({ status: 500, text: '{"message": "Internal server error"}' });
});

it("whoever may not, makes and reads no APIs", async () => {
  const account = await iam.createAccount();
  const ada = await createUser(
    account.root,
    policy({ Action: "apigateway:GET", Resource: "arn:aws:apigateway:us-east-1::/restapis" }),
  );
  const client = restOf(ada.key);
  await client.send(new GetRestApisCommand({}));
  expect(await refusal(createRestApi(client, {}))).toBe(
    `403 AccessDeniedException: User: ${ada.arn} is not authorized to perform: apigateway:POST on resource: arn:aws:apigateway:us-east-1::/restapis because no identity-based policy allows the apigateway:POST action`,
  );
});
