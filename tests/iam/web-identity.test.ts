import { once } from "node:events";
import { createServer } from "node:http";
import { CreateOpenIDConnectProviderCommand } from "@aws-sdk/client-iam";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleWithWebIdentityCommandOutput,
  GetCallerIdentityCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { type Skylab, startSkylab } from "@skylab/testkit";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientsOf, keyOf, refusal, ROOT_ACCOUNT } from "./iam.ts";
import { endpoint } from "../use-skylab.ts";
import { createRole, type Role } from "./roles.ts";

/** Nobody is behind it: Skylab is told where its keys are. */
const ISSUER = "https://issuer.test";
const HOUR_SECONDS = 3600;

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

// Where Skylab runs already it cannot be told of the keys that are made here.
describe.skipIf(endpoint !== undefined)("AssumeRoleWithWebIdentity", () => {
  let skylab: Skylab;
  let keys: KeyPair;
  let role: Role;
  const server = createServer();

  beforeAll(async () => {
    keys = await generateKeyPair("RS256");
    const jwks = JSON.stringify({
      keys: [{ ...(await exportJWK(keys.publicKey)), kid: "one", alg: "RS256", use: "sig" }],
    });
    server.on("request", (_request, response) => response.setHeader("content-type", "application/json").end(jwks));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const SKYLAB_IAM_OIDC_KEYS = `${ISSUER}=http://127.0.0.1:${port}/keys`;
    skylab = await startSkylab({ SKYLAB_AUTH: "enforce", SKYLAB_IAM_OIDC_KEYS });
    const root = clientsOf(skylab, { accessKeyId: "test", secretAccessKey: "test" });
    const { OpenIDConnectProviderArn } = await root.iam.send(
      new CreateOpenIDConnectProviderCommand({ Url: ISSUER, ClientIDList: ["app"] }),
    );
    role = await createRole(root, {
      Principal: { Federated: OpenIDConnectProviderArn },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { "issuer.test:aud": "app", "issuer.test:sub": "ada" } },
    });
  });
  afterAll(async () => {
    await skylab?.close();
    server.close();
  });

  const token = async (claims: JWTPayload = {}, key = keys): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const payload = { iss: ISSUER, aud: "app", sub: "ada", iat: now, exp: now + HOUR_SECONDS, ...claims };
    return new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid: "one" }).sign(key.privateKey);
  };
  const assume = (WebIdentityToken: string): Promise<AssumeRoleWithWebIdentityCommandOutput> => {
    const input = { RoleArn: role.arn, RoleSessionName: "ses", WebIdentityToken };
    // The SDK does not sign it, whatever key the client has.
    return skylab.client(STSClient).send(new AssumeRoleWithWebIdentityCommand(input));
  };

  it("gives who has the provider's token a session, and asks for no signature", async () => {
    const { AssumedRoleUser, Audience, Credentials, Provider, SubjectFromWebIdentityToken } = await assume(
      await token(),
    );
    expect({ Audience, Provider, SubjectFromWebIdentityToken }).toEqual({
      Audience: "app",
      Provider: `arn:aws:iam::${ROOT_ACCOUNT}:oidc-provider/issuer.test`,
      SubjectFromWebIdentityToken: "ada",
    });
    const key = keyOf(Credentials);
    const { Arn } = await skylab.client(STSClient, key).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(AssumedRoleUser?.Arn);
    await skylab.client(SQSClient, key).send(new ListQueuesCommand({}));
  });

  it("refuses whom the role does not trust", async () => {
    expect(await refusal(assume(await token({ sub: "bob" })))).toBe(
      "403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity",
    );
  });

  it("refuses a token for another audience", async () => {
    expect(await refusal(assume(await token({ aud: "other" })))).toBe(
      "400 InvalidIdentityTokenException: Incorrect token audience",
    );
  });

  it("refuses a token that another key signed", async () => {
    expect(await refusal(assume(await token({}, await generateKeyPair("RS256"))))).toMatch(
      /^400 InvalidIdentityTokenException: /,
    );
  });

  it("refuses a token that was changed", async () => {
    const [head, , signature] = (await token()).split(".");
    const [, other] = (await token({ sub: "bob" })).split(".");
    expect(await refusal(assume(`${head}.${other}.${signature}`))).toMatch(/^400 InvalidIdentityTokenException: /);
    const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    expect(await refusal(assume(`${none}.${other}.`))).toMatch(/^400 InvalidIdentityTokenException: /);
    expect(await refusal(assume("no token"))).toMatch(/^400 InvalidIdentityTokenException: /);
  });

  it("refuses a token that is over", async () => {
    const past = Math.floor(Date.now() / 1000) - 60;
    expect(await refusal(assume(await token({ iat: past - 60, exp: past })))).toMatch(
      /^400 ExpiredTokenException: Token expired: /,
    );
  });

  it("refuses a token of a provider that the account does not know", async () => {
    expect(await refusal(assume(await token({ iss: "https://other.test" })))).toBe(
      "400 InvalidIdentityTokenException: No OpenIDConnect provider found in your account for https://other.test",
    );
  });
});
