import { gzipSync } from "node:zlib";
import { parsePolicy, sign } from "@skylab/auth";
import type { Frame } from "@skylab/service";
import { describe, expect, it } from "vitest";
import { authorizedRoute, type AuthorizedRoute } from "../../testing/authorized-route.ts";
import { type DeployedApi, deployedApi, mock, STAGE } from "../../testing/deployed-api.ts";
import { type Answered, useFront } from "../../testing/use-front.ts";

const ANN = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "a secret" };

/** What the user Ann may, and whose she is. */
const ann = { account: "", statements: [] as object[] }; // as: an empty list says of nothing what it is for.

const enforcing: Frame["auth"] = {
  mode: "enforce",
  rootKey: { accessKeyId: "root", secretAccessKey: "root" },
  identities: {
    lookup: async (accessKeyId) =>
      accessKeyId === ANN.accessKeyId
        ? { ...ANN, active: true, account: ann.account, arn: `arn:aws:iam::${ann.account}:user/ann`, id: "AIDAANN" }
        : undefined,
    entitlementsOf: async () => ({
      identityPolicies:
        ann.statements.length === 0
          ? []
          : [parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: ann.statements }))],
      context: {},
    }),
    noteUse: () => undefined,
  },
};

const test = useFront(enforcing);

const INVOKE = { Effect: "Allow", Action: "execute-api:Invoke", Resource: "*" };

const outcome = ({ headers, status, text }: Answered): readonly unknown[] => [
  status,
  text,
  headers["x-amzn-errortype"],
];

const api = (authorizationType: string, policy?: object): Promise<DeployedApi> =>
  deployedApi(test(), {
    ...(policy && { api: { policy: JSON.stringify({ Version: "2012-10-17", Statement: [policy] }) } }),
    methods: {
      "GET /pets": {
        ...mock("$context.identity.userArn $context.identity.caller $context.identity.accessKey"),
        method: { authorizationType },
      },
    },
  });

/** Asks as Ann, who is of the API's account unless another is named. */
function askAsAnn({ as, url }: DeployedApi, statements: object[], of = as.account): Promise<Answered> {
  Object.assign(ann, { account: of, statements });
  const path = `${url}/pets`;
  const host = `127.0.0.1:${test().port}`;
  const request = { method: "GET", path, query: "", headers: { host } };
  const headers = sign(request, ANN, { region: "us-east-1", service: "execute-api", now: test().clock.now() });
  return test().ask(path, { headers });
}

it("a body that is packed is signed as it is sent, and seen unpacked", async () => {
  const requestTemplates = { "application/json": `{"statusCode": $input.path('$.status')}` };
  const integration = { type: "MOCK", requestTemplates } as const;
  const made = await deployedApi(test(), {
    api: { minimumCompressionSize: 10_000 },
    methods: { "POST /pets": { ...mock("seen"), integration, method: { authorizationType: "AWS_IAM" } } },
  });
  Object.assign(ann, { account: made.as.account, statements: [INVOKE] });
  const path = `${made.url}/pets`;
  const body = gzipSync('{"status":200}');
  const packed = { host: `127.0.0.1:${test().port}`, "content-encoding": "gzip" };
  const how = { region: "us-east-1", service: "execute-api", now: test().clock.now(), body };
  const signature = sign({ method: "POST", path, query: "", headers: packed }, ANN, how);
  const answer = await test().ask(path, { method: "POST", headers: { ...packed, ...signature }, body });
  expect([answer.status, answer.text]).toEqual([200, "seen"]);
});

const masked = (account: string): string => `********${account.slice(-4)}`;

describe("a method that IAM decides about", () => {
  it("lets who signs and may, and tells who that is", async () => {
    const made = await api("AWS_IAM");
    const answer = await askAsAnn(made, [INVOKE]);
    expect([answer.status, answer.text]).toEqual([
      200,
      `arn:aws:iam::${made.as.account}:user/ann AIDAANN AKIAIOSFODNN7EXAMPLE`,
    ]);
  });

  it("refuses in AWS's words who may not", async () => {
    const made = await api("AWS_IAM");
    const { account } = made.as;
    const start = `User: arn:aws:iam::${account}:user/ann is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:${masked(account)}:${made.id}/${STAGE}/GET/pets`;
    expect(outcome(await askAsAnn(made, []))).toEqual([
      403,
      `{"Message":"${start} because no identity-based policy allows the execute-api:Invoke action"}`,
      "AccessDeniedException",
    ]);
    expect(outcome(await askAsAnn(made, [INVOKE, { ...INVOKE, Effect: "Deny" }]))).toEqual([
      403,
      `{"Message":"${start} with an explicit deny in an identity-based policy"}`,
      "AccessDeniedException",
    ]);
  });

  it("refuses who does not sign, signs with nobody's key, or signs wrongly", async () => {
    const { url } = await api("AWS_IAM");
    const signedBy = (key: string): Promise<Answered> =>
      test().ask(`${url}/pets`, {
        headers: {
          Authorization: `AWS4-HMAC-SHA256 Credential=${key}/20300101/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`,
          "x-amz-date": new Date(test().clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, ""),
        },
      });
    expect(outcome(await test().ask(`${url}/pets`))).toEqual([
      403,
      '{"message":"Missing Authentication Token"}',
      "MissingAuthenticationTokenException",
    ]);
    expect(outcome(await signedBy("AKIANOBODY"))).toEqual([
      403,
      '{"message":"The security token included in the request is invalid."}',
      "UnrecognizedClientException",
    ]);
    expect(outcome(await signedBy(ANN.accessKeyId))).toEqual([403, expect.any(String), "InvalidSignatureException"]);
  });

  it("lets whom the API's policy allows, of the account by that alone, of another by both", async () => {
    const made = await api("AWS_IAM", { ...INVOKE, Principal: "*", Resource: "execute-api:/*" });
    expect((await askAsAnn(made, [])).status).toBe(200);
    expect((await askAsAnn(made, [], "999988887777")).status).toBe(403);
    expect((await askAsAnn(made, [INVOKE], "999988887777")).status).toBe(200);
    const without = await api("AWS_IAM");
    expect((await askAsAnn(without, [INVOKE], "999988887777")).status).toBe(403);
  });
});

describe("an API's policy alone", () => {
  it("must allow whoever asks", async () => {
    const allowing = await api("NONE", { ...INVOKE, Principal: "*", Resource: "execute-api:/*/GET/*" });
    expect((await test().ask(`${allowing.url}/pets`)).status).toBe(200);
    const silent = await api("NONE", { ...INVOKE, Principal: "*", Resource: "execute-api:/*/POST/*" });
    expect(outcome(await test().ask(`${silent.url}/pets`))).toEqual([
      403,
      `{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:${masked(silent.as.account)}:${silent.id}/${STAGE}/GET/pets because no resource-based policy allows the execute-api:Invoke action"}`,
      "AccessDeniedException",
    ]);
  });
});

const route = (): Promise<AuthorizedRoute> => authorizedRoute(test(), { route: { AuthorizationType: "AWS_IAM" } });

describe("a route that IAM decides about", () => {
  it("lets who signs and may, and tells the function who that is", async () => {
    const made = await route();
    Object.assign(ann, { account: made.as.account, statements: [INVOKE] });
    test().answers(() => ({ Payload: Buffer.from('"in"') }));
    const host = `${made.ApiId}.execute-api.us-east-1.amazonaws.com`;
    const request = { method: "GET", path: "/pets/5", query: "", headers: { host } };
    const headers = sign(request, ANN, { region: "us-east-1", service: "execute-api", now: test().clock.now() });
    const answer = await made.ask("/pets/5", { headers });
    expect([answer.status, answer.text]).toEqual([200, '"in"']);
    const payload = test().called.at(-1)?.input["Payload"] as Uint8Array; // as: what is invoked has one.
    expect(Object(JSON.parse(Buffer.from(payload).toString())).requestContext.authorizer).toEqual({
      iam: {
        accessKey: ANN.accessKeyId,
        accountId: made.as.account,
        callerId: "AIDAANN",
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: `arn:aws:iam::${made.as.account}:user/ann`,
        userId: "AIDAANN",
      },
    });
  });

  it("has one word for all others", async () => {
    const answer = await (await route()).ask("/pets/5");
    expect([answer.status, answer.text]).toEqual([403, '{"message":"Forbidden"}']);
  });
});
