import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll } from "vitest";

/** Somebody who issues tokens, and tells the keys on 127.0.0.1. */
export type Issuer = {
  readonly url: string;
  readonly sign: (claims: JWTPayload) => Promise<string>;
};

/** An issuer, before the tests of a suite and until behind them. */
export function useIssuer(): () => Issuer {
  let issuer: Issuer | undefined;
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    const keys = [{ ...(await exportJWK(publicKey)), kid: "key", alg: "RS256", use: "sig" }];
    const server = createServer((request, response) => {
      const answer = request.url === "/keys" ? { keys } : { issuer: url, jwks_uri: `${url}/keys` };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
    // Longer than clients keep an unused connection: a machine that stands still closes none that is just taken.
    server.keepAliveTimeout = 65_000;
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // as: it listens on a port.
    const header = { alg: "RS256", kid: "key" };
    issuer = {
      url,
      sign: (claims) => new SignJWT({ iss: url, ...claims }).setProtectedHeader(header).sign(privateKey),
    };
    close = async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    };
  });
  afterAll(() => close?.());
  return () => {
    if (!issuer) throw new Error("The issuer answers only while tests run.");
    return issuer;
  };
}
