import { createServer } from "node:http";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll } from "vitest";
import { listen } from "./listen.ts";

/** Somebody who issues tokens, and tells the keys by OpenID's discovery. */
export type TestIssuer = {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Signs claims with the newest key. `iss` is the issuer's URL unless they say another. */
  readonly sign: (claims: JWTPayload, header?: Readonly<Record<string, string>>) => Promise<string>;
  /** From now on signs with another key. */
  readonly rotate: () => Promise<void>;
  /** The paths that were asked for. */
  readonly asked: string[];
  /** What is told of keys; where false, nothing but faults. */
  isUp: boolean;
};

/** An issuer on a port, before the tests of a file and until behind them. */
export function useIssuer(): () => TestIssuer {
  let issuer: TestIssuer | undefined;
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const asked: string[] = [];
    const keys = [await newKey("key-0")];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      const isAboutKeys = request.url === "/keys" || request.url?.endsWith("/jwks.json") === true;
      const answer = isAboutKeys ? { keys: keys.map(({ jwk }) => jwk) } : { jwks_uri: `${made.url}/keys` };
      response.writeHead(made.isUp ? 200 : 503, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
    const listening = await listen(server);
    const url = `http://127.0.0.1:${listening.port}`;
    const made: TestIssuer = {
      url,
      asked,
      isUp: true,
      sign: async (claims, header = {}) => {
        const key = keys.at(-1);
        if (key === undefined) throw new Error("There is always a key.");
        const signed = new SignJWT({ iss: url, ...claims });
        return await signed.setProtectedHeader({ alg: "RS256", kid: key.kid, ...header }).sign(key.privateKey);
      },
      rotate: async () => void keys.push(await newKey(`key-${keys.length}`)),
    };
    issuer = made;
    close = listening.close;
  });
  afterAll(() => close?.());
  return () => {
    if (!issuer) throw new Error("The issuer answers only while tests run.");
    return issuer;
  };
}

async function newKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" } };
}
