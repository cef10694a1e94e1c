import { generateKeyPair, X509Certificate } from "node:crypto";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { TLSSocket } from "node:tls";
import { promisify } from "node:util";
import { selfSigned } from "@skylab/aws";
import { uniqueAccount } from "@skylab/service/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DeleteClientCertificate } from "../../rest/operations/DeleteClientCertificate.ts";
import { GenerateClientCertificate } from "../../rest/operations/GenerateClientCertificate.ts";
import { TestInvokeMethod } from "../../rest/operations/TestInvokeMethod.ts";
import { UpdateStage } from "../../rest/operations/UpdateStage.ts";
import { clientCertificateRows } from "../../store/client-certificates.ts";
import { openStore } from "../../store/store.ts";
import { deployedApi, type MethodToDeploy, STAGE } from "../../testing/deployed-api.ts";
import { useFront } from "../../testing/use-front.ts";

const test = useFront();

let endpoint = "";
let close: (() => void) | undefined;

/** An endpoint that asks for a certificate, and answers which one it was shown. */
beforeAll(async () => {
  const pair = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const validity = { notBefore: Date.UTC(2020, 0), notAfter: Date.UTC(2099, 0) };
  const { pem } = await selfSigned({ ...pair, ...validity, commonName: "localhost" });
  const key = pair.privateKey.export({ type: "pkcs8", format: "pem" });
  const server = createServer(
    { cert: pem, key, requestCert: true, rejectUnauthorized: false },
    ({ socket }, response) => {
      const shown = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
      response.end(shown?.fingerprint256 ?? "nothing");
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // as: it listens on a port.
  endpoint = `https://127.0.0.1:${port}/`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterAll(() => close?.());

const method = (type: "HTTP" | "HTTP_PROXY"): MethodToDeploy => ({
  integration: { type, integrationHttpMethod: "GET", uri: endpoint, tlsConfig: { insecureSkipVerification: true } },
  ...(type === "HTTP" && { responses: { "200": {} } }),
});

/** An API before the endpoint, and a certificate of its account. */
async function newApi() {
  const as = { account: uniqueAccount() };
  const made = await test().call(GenerateClientCertificate, {}, as);
  const { clientCertificateId = "", pemEncodedCertificate = "" } = made;
  const methods = { "GET /plain": method("HTTP"), "GET /proxy": method("HTTP_PROXY") };
  const api = await deployedApi(test(), { account: as.account, methods });
  const present = async (value: string): Promise<void> => {
    const patchOperations = [{ op: "replace", path: "/clientCertificateId", value } as const];
    await test().call(UpdateStage, { restApiId: api.id, stageName: STAGE, patchOperations }, as);
  };
  const { fingerprint256 } = new X509Certificate(pemEncodedCertificate);
  return { ...api, clientCertificateId, fingerprint256, present };
}

it("a stage shows its certificate to HTTP endpoints, and none where it has none", async () => {
  const { clientCertificateId, fingerprint256, present, url } = await newApi();
  const shown = () => Promise.all(["plain", "proxy"].map(async (path) => (await test().ask(`${url}/${path}`)).text));
  expect(await shown()).toEqual(["nothing", "nothing"]);
  await present(clientCertificateId);
  expect(await shown()).toEqual([fingerprint256, fingerprint256]);
  await present("");
  expect(await shown()).toEqual(["nothing", "nothing"]);
});

it("a certificate that is no more, or another account's, is not shown", async () => {
  const { as, clientCertificateId, fingerprint256, present, url } = await newApi();
  const other = await newApi();
  await present(other.clientCertificateId);
  expect((await test().ask(`${url}/proxy`)).text).toBe("nothing");
  await present(clientCertificateId);
  expect((await test().ask(`${url}/proxy`)).text).toBe(fingerprint256);
  await test().call(DeleteClientCertificate, { clientCertificateId }, as);
  expect((await test().ask(`${url}/proxy`)).text).toBe("nothing");
});

it("a test of a method shows the certificate that it names", async () => {
  const { as, clientCertificateId, fingerprint256, id, resources } = await newApi();
  const input = { restApiId: id, resourceId: resources.get("/proxy") ?? "", httpMethod: "GET" };
  expect((await test().call(TestInvokeMethod, input, as)).body).toBe("nothing");
  expect((await test().call(TestInvokeMethod, { ...input, clientCertificateId }, as)).body).toBe(fingerprint256);
});

it("its key is kept sealed, and opened by the same encryption key alone", async () => {
  const { as, clientCertificateId } = await newApi();
  const { engines, store } = test();
  const place = { account: as.account, region: "us-east-1" };
  const row = await store.of(place).get(clientCertificateRows, clientCertificateId);
  expect(JSON.stringify(row)).not.toContain("PRIVATE KEY");
  expect((await store.clientCertificates.find(place, clientCertificateId))?.key).toContain("PRIVATE KEY");
  const elsewhere = openStore({ ...engines, records: { ...engines.records }, encryptionKey: new Uint8Array(32) });
  expect(await elsewhere.clientCertificates.find(place, clientCertificateId)).toBeUndefined();
});
