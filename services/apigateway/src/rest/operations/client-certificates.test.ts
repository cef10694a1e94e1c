import { X509Certificate } from "node:crypto";
import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { DeleteClientCertificate } from "./DeleteClientCertificate.ts";
import { GenerateClientCertificate } from "./GenerateClientCertificate.ts";
import { GetClientCertificate } from "./GetClientCertificate.ts";
import { GetClientCertificates } from "./GetClientCertificates.ts";
import { UpdateClientCertificate } from "./UpdateClientCertificate.ts";

const test = useApigateway();

it("a client certificate is one: it vouches for its key for a year, and the key is not told", async () => {
  const { call, clock } = test();
  const made = await call(GenerateClientCertificate, { description: "backends", tags: { team: "pets" } });
  expect(Object.keys(made).toSorted()).toEqual([
    "clientCertificateId",
    "createdDate",
    "description",
    "expirationDate",
    "pemEncodedCertificate",
    "tags",
  ]);
  const certificate = new X509Certificate(made.pemEncodedCertificate ?? "");
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(Date.parse(certificate.validFrom)).toBe(Number(made.createdDate));
  expect(Date.parse(certificate.validTo)).toBe(Number(made.expirationDate));
  expect(Number(made.expirationDate) - clock.now()).toBeGreaterThan(364 * 86_400_000);
});

it("certificates are listed, described anew and deleted", async () => {
  const { call } = test();
  const as = { account: uniqueAccount() };
  const { clientCertificateId = "" } = await call(GenerateClientCertificate, {}, as);
  const description = { op: "replace", path: "/description", value: "new" } as const;
  const changed = await call(UpdateClientCertificate, { clientCertificateId, patchOperations: [description] }, as);
  expect(changed).toMatchObject({ clientCertificateId, description: "new", tags: {} });
  expect(changed).not.toHaveProperty("privateKey");
  const { items = [] } = await call(GetClientCertificates, {}, as);
  expect(items.map((one) => one.clientCertificateId)).toEqual([clientCertificateId]);
  expect(items[0]).not.toHaveProperty("privateKey");
  await call(DeleteClientCertificate, { clientCertificateId }, as);
  expect(await refusal(call(GetClientCertificate, { clientCertificateId }, as))).toBe(
    "NotFoundException: Invalid Client Certificate identifier specified",
  );
});
