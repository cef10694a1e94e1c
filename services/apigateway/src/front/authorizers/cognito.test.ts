import type { JWTPayload } from "jose";
import { describe, expect, it } from "vitest";
import { authorizedApi } from "../../testing/authorized-api.ts";
import type { DeployedApi } from "../../testing/deployed-api.ts";
import { useIssuer } from "../../testing/issuer.ts";
import { type Answered, useFront } from "../../testing/use-front.ts";

const test = useFront();
const issuer = useIssuer();

const POOL = "us-east-1_AbCdEfGhI";
const ISSUER = `https://cognito-idp.us-east-1.amazonaws.com/${POOL}`;
const ARN = `arn:aws:cognito-idp:us-east-1:111122223333:userpool/${POOL}`;

const UNAUTHORIZED = [401, '{"message":"Unauthorized"}', "UnauthorizedException"];

function pooled(more: Partial<Parameters<typeof authorizedApi>[1]> = {}): Promise<DeployedApi> {
  test().issuerKeys.set(ISSUER, `${issuer().url}/jwks.json`);
  const { authorizer, ...others } = more;
  return authorizedApi(test(), {
    answers:
      "$context.authorizer.claims.sub|$context.authorizer.claims.exp|$context.authorizer.claims.get('cognito:groups')",
    authorizer: { type: "COGNITO_USER_POOLS", providerARNs: [ARN], ...authorizer },
    ...others,
  });
}

function idToken(claims: JWTPayload = {}): Promise<string> {
  const now = Math.floor(test().clock.now() / 1000);
  const said = { iss: ISSUER, sub: "u-1", aud: "client", token_use: "id", iat: now, exp: now + 3600 };
  return issuer().sign({ ...said, ...claims });
}

const ask = (api: DeployedApi, token?: string): Promise<Answered> =>
  test().ask(`${api.url}/pets/5`, { headers: token === undefined ? {} : { Auth: token } });

const outcome = ({ headers, status, text }: Answered): readonly unknown[] => [
  status,
  text,
  headers["x-amzn-errortype"],
];

const policy = (address: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "execute-api:Invoke",
        Resource: "execute-api:/*",
        Condition: { IpAddress: { "aws:SourceIp": address } },
      },
    ],
  });

describe("a user pool", () => {
  it("lets who shows one of its identity tokens, with or without the word in front; claims are texts, times as Java has them", async () => {
    const api = await pooled();
    const token = await idToken({ exp: 4_102_444_800, "cognito:groups": ["a", "b"] });
    expect((await ask(api, token)).text).toBe("u-1|Fri Jan 01 00:00:00 UTC 2100|a,b");
    expect((await ask(api, `Bearer ${token}`)).status).toBe(200);
  });

  it.each<[string, JWTPayload]>([
    ["of another issuer", { iss: "https://issuer.example.com" }],
    ["for access, where the method asks for no scopes", { token_use: "access" }],
    ["that is not in force yet", { nbf: 4_102_444_800 }],
  ])("takes no token %s", async (_, claims) => {
    expect(outcome(await ask(await pooled(), await idToken(claims)))).toEqual(UNAUTHORIZED);
  });

  it("takes no token that somebody else has signed, nothing that is none, and not none at all", async () => {
    const api = await pooled();
    const [head, claims] = (await idToken()).split(".");
    const [, , otherSignature] = (await idToken({ sub: "u-2" })).split(".");
    expect(outcome(await ask(api, `${head}.${claims}.${otherSignature}`))).toEqual(UNAUTHORIZED);
    expect(outcome(await ask(api, "abc"))).toEqual(UNAUTHORIZED);
    expect(outcome(await ask(api))).toEqual(UNAUTHORIZED);
  });

  it("says so of a token that has expired, by the product's clock", async () => {
    const api = await pooled();
    const token = await idToken();
    expect((await ask(api, token)).status).toBe(200);
    test().clock.advance(3_600_000);
    expect(outcome(await ask(api, token))).toEqual([
      401,
      '{"message":"The incoming token has expired"}',
      "UnauthorizedException",
    ]);
  });

  it("asks for an access token with one of the method's scopes", async () => {
    const api = await pooled({ scopes: ["pets/read", "pets/write"] });
    const access = { token_use: "access" };
    expect((await ask(api, await idToken({ ...access, scope: "other pets/read" }))).status).toBe(200);
    expect((await ask(api, await idToken({ ...access, scope: "other" }))).status).toBe(401);
    expect((await ask(api, await idToken())).status).toBe(401);
  });

  it("may be of some clients only", async () => {
    const api = await pooled({ authorizer: { identityValidationExpression: "cli.*" } });
    expect((await ask(api, await idToken())).status).toBe(200);
    expect((await ask(api, await idToken({ aud: "another" }))).status).toBe(401);
  });

  it("does not let whom the API's policy does not allow", async () => {
    expect((await ask(await pooled({ api: { policy: policy("127.0.0.0/8") } }), await idToken())).status).toBe(200);
    const refused = await ask(await pooled({ api: { policy: policy("192.0.2.0/24") } }), await idToken());
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining("no resource-based policy allows")]);
  });
});
