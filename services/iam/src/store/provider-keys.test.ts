import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { openGet, openGuard, readDenyRules } from "@skylab/egress";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { expect, it, onTestFinished } from "vitest";
import { readClaims } from "../domain/web-identity.ts";
import { verifyToken } from "./provider-keys.ts";

/** A server that tells where it is and which paths were asked. */
async function listen(answer: RequestListener): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`, asked };
}

const pair = await generateKeyPair("RS256");
const KEYS = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: "one", alg: "RS256", use: "sig" }] });

/** Verifies a token of the issuer by what it tells of its keys; nothing is reached on these ports. */
async function verify(issuer: string, ownPorts: readonly number[] = [], set?: string): Promise<void> {
  const payload = { iss: issuer, aud: "app", sub: "ada" };
  const token = await new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid: "one" }).sign(pair.privateKey);
  const rules = { denied: readDenyRules(), ownPorts: () => ownPorts, setting: "SKYLAB_IAM_HTTP_DENY" };
  const getConfigured = openGet(openGuard({ ...rules, ownPorts: () => [] }));
  const keys = {
    urls: new Map(set === undefined ? [] : [[issuer, set]]),
    getConfigured,
    get: openGet(openGuard(rules)),
    withinMs: 30_000,
  };
  await verifyToken(token, readClaims(token), { keys, now: Date.now() });
}

it("asks the issuer where its keys are, and takes them from there", async () => {
  const keys = await listen((_request, response) => response.end(KEYS));
  const issuer = await listen((_request, response) => response.end(JSON.stringify({ jwks_uri: `${keys.url}/jwks` })));
  await verify(issuer.url);
  expect([issuer.asked, keys.asked]).toEqual([["/.well-known/openid-configuration"], ["/jwks"]]);
});

it("asks nothing of a place that a provider names and that must not be reached", async () => {
  const inside = await listen((_request, response) => response.end(KEYS));
  const issuer = await listen((_request, response) => response.end(JSON.stringify({ jwks_uri: inside.url })));
  await expect(verify(issuer.url, [Number(new URL(inside.url).port)])).rejects.toThrow(
    /^Couldn't retrieve verification key/,
  );
  expect(inside.asked).toEqual([]);
});

it("takes keys from where an administrator says, also where no provider may name them", async () => {
  const inside = await listen((_request, response) => response.end(KEYS));
  await verify("https://issuer.test", [Number(new URL(inside.url).port)], inside.url);
  expect(inside.asked).toEqual(["/"]);
});

it("follows no redirect of a provider", async () => {
  const inside = await listen((_request, response) => response.end(KEYS));
  const issuer = await listen((_request, response) => response.writeHead(302, { location: inside.url }).end());
  await expect(verify(issuer.url)).rejects.toThrow(/^Couldn't retrieve verification key/);
  expect(inside.asked).toEqual([]);
});
