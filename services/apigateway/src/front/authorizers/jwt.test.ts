import type { JWTPayload } from "jose";
import { describe, expect, it } from "vitest";
import { type AuthorizedRoute, authorizedRoute } from "../../testing/authorized-route.ts";
import { useIssuer } from "../../testing/issuer.ts";
import { type Answered, useFront } from "../../testing/use-front.ts";

const test = useFront();
const issuer = useIssuer();

const authorized = (scopes: string[] = [], Issuer = issuer().url): Promise<AuthorizedRoute> =>
  authorizedRoute(test(), {
    authorizer: {
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: { Audience: ["orders"], Issuer },
    },
    route: { AuthorizationScopes: scopes },
  });

function token(claims: JWTPayload = {}, header: Readonly<Record<string, string>> = {}): Promise<string> {
  const now = Math.floor(test().clock.now() / 1000);
  return issuer().sign({ aud: "orders", sub: "u-1", iat: now, exp: now + 60, ...claims }, header);
}

async function ask(api: AuthorizedRoute, authorization?: string): Promise<Answered> {
  test().called.length = 0;
  test().answers(() => ({ Payload: Buffer.from('"in"') }));
  return await api.ask("/pets/5", { headers: authorization === undefined ? {} : { Authorization: authorization } });
}

function lastAuthorizer(): unknown {
  const invoked = test().called.findLast(({ operation }) => operation === "Invoke");
  const payload = invoked?.input["Payload"] as Uint8Array; // as: what is invoked has one.
  return Object(JSON.parse(Buffer.from(payload).toString())).requestContext.authorizer;
}

const outcome = ({ headers, status, text }: Answered): readonly unknown[] => [
  status,
  text,
  headers["www-authenticate"],
];

const invalid = (description: string, scope = ""): readonly unknown[] => [
  401,
  '{"message":"Unauthorized"}',
  `Bearer scope="${scope}" error="invalid_token" error_description="${description}"`,
];

describe("a JWT authorizer", () => {
  it("hands on the claims of a token as texts, as AWS does", async () => {
    const claims = { groups: ["a", "b"], admin: true, nested: { b: 1, a: null }, exp: 4_102_444_800, iat: 1 };
    const answer = await ask(await authorized(), `Bearer ${await token(claims)}`);
    expect([answer.status, answer.text]).toEqual([200, '"in"']);
    expect(lastAuthorizer()).toEqual({
      jwt: {
        claims: {
          iss: issuer().url,
          aud: "orders",
          sub: "u-1",
          iat: "1",
          exp: "4102444800",
          groups: "[a b]",
          admin: "true",
          nested: "map[a:<nil> b:1]",
        },
        scopes: null,
      },
    });
  });

  it("takes a token without the word in front, and Cognito's access tokens by their client", async () => {
    const api = await authorized();
    expect((await ask(api, await token())).status).toBe(200);
    expect((await ask(api, await token({ aud: [], client_id: "orders" }))).status).toBe(200);
    expect((await ask(api, await token({ aud: ["x", "orders"] }))).status).toBe(200);
  });

  it("asks for a token where none came", async () => {
    expect(outcome(await ask(await authorized()))).toEqual([401, '{"message":"Unauthorized"}', "Bearer"]);
  });

  it.each<[string, JWTPayload, string]>([
    ["for somebody else", { aud: "others" }, "the token does not have a valid audience"],
    ["of another issuer", { iss: "https://issuer.example.com" }, "the token does not have a valid issuer"],
    ["that has expired", { exp: 1 }, "the token has expired"],
    ["that is not in force yet", { nbf: 4_102_444_800 }, "the token is not valid yet"],
    ["that is not issued yet", { iat: 4_102_444_800 }, "the token is not valid yet"],
  ])("takes no token %s", async (_, claims, description) => {
    expect(outcome(await ask(await authorized(), await token(claims)))).toEqual(invalid(description));
  });

  it("takes nothing that is no token, or that is signed by nobody or otherwise than AWS takes", async () => {
    const api = await authorized();
    expect(outcome(await ask(api, "Bearer abc"))).toEqual(invalid("token contains an invalid number of segments"));
    expect(outcome(await ask(api, "Bearer a.b.c"))).toEqual(invalid("the token could not be decoded"));
    const [, claims] = (await token()).split(".");
    const unsigned = Buffer.from('{"alg":"none"}').toString("base64url");
    expect(outcome(await ask(api, `${unsigned}.${claims}.`))).toEqual(invalid("signing method none is invalid"));
    const hostile = Buffer.from('{"alg":"x\\r\\nset-cookie: a"}').toString("base64url");
    expect(outcome(await ask(api, `${hostile}.${claims}.`))).toEqual(invalid("signing method is invalid"));
    const [head, , signature] = (await token()).split(".");
    expect(outcome(await ask(api, `${head}.${claims?.slice(0, -4)}AAAA.${signature}`))[0]).toBe(401);
  });

  it("asks for one of the route's scopes, and hands on those that the token has of them", async () => {
    const api = await authorized(["read", "write"]);
    expect((await ask(api, await token({ scope: "other read" }))).status).toBe(200);
    expect(lastAuthorizer()).toMatchObject({ jwt: { scopes: ["read"] } });
    expect((await ask(api, await token({ scp: ["write"] }))).status).toBe(200);
    expect(outcome(await ask(api, await token({ scope: "other" })))).toEqual([
      403,
      '{"message":"Forbidden"}',
      'Bearer scope="read write" error="insufficient_scope"',
    ]);
    expect(outcome(await ask(api, "x"))).toEqual(invalid("token contains an invalid number of segments", "read write"));
  });
});

describe("an issuer's keys", () => {
  it("are found by its configuration, once, and again when a token names another, but not for each such token", async () => {
    // Another path is another issuer, whose keys nobody knows yet.
    const url = `${issuer().url}/rotating`;
    const api = await authorized([], url);
    const asked = (): number => issuer().asked.filter((path) => path === "/keys").length;
    const before = asked();
    expect((await ask(api, await token({ iss: url }))).status).toBe(200);
    expect((await ask(api, await token({ iss: url }))).status).toBe(200);
    expect(asked() - before).toBe(1);
    expect(issuer().asked).toContain("/rotating/.well-known/openid-configuration");
    test().clock.advance(10_000);
    await issuer().rotate();
    expect((await ask(api, await token({ iss: url }))).status).toBe(200);
    expect(asked() - before).toBe(2);
    const unknown = await token({ iss: url }, { kid: "nobody's" });
    expect(outcome(await ask(api, unknown))).toEqual(invalid("unable to find a signing key that matches the token"));
    expect((await ask(api, unknown)).status).toBe(401);
    expect(asked() - before).toBe(2);
  });

  it("that cannot be had are asked for again after a while, and those that were had count on", async () => {
    const url = `${issuer().url}/flaky`;
    const api = await authorized([], url);
    issuer().isUp = false;
    expect((await ask(api, await token({ iss: url }))).status).toBe(401);
    issuer().isUp = true;
    test().clock.advance(10_000);
    expect((await ask(api, await token({ iss: url }))).status).toBe(200);
    issuer().isUp = false;
    test().clock.advance(2 * 60 * 60 * 1000);
    expect((await ask(api, await token({ iss: url }))).status).toBe(200);
    issuer().isUp = true;
  });

  it("may be told by a setting", async () => {
    const url = "https://elsewhere.example.com";
    test().issuerKeys.set(url, `${issuer().url}/keys`);
    expect((await ask(await authorized([], url), await token({ iss: url }))).status).toBe(200);
  });
});
