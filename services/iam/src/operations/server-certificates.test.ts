import { expect, test } from "vitest";
import { makeCertificate } from "../testing/certificates.ts";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { DeleteServerCertificate } from "./DeleteServerCertificate.ts";
import { GetServerCertificate } from "./GetServerCertificate.ts";
import { ListServerCertificates } from "./ListServerCertificates.ts";
import { ListServerCertificateTags } from "./ListServerCertificateTags.ts";
import { TagServerCertificate } from "./TagServerCertificate.ts";
import { UntagServerCertificate } from "./UntagServerCertificate.ts";
import { UpdateServerCertificate } from "./UpdateServerCertificate.ts";
import { UploadServerCertificate } from "./UploadServerCertificate.ts";

const iam = useIam();
const NOW = Date.UTC(2026, 10, 26);
const as = (account: string) => ({ account });
const authority = makeCertificate("Authority");
const server = makeCertificate("server.example.com", authority);
const MATERIAL = { CertificateBody: server.pem, PrivateKey: server.privateKey };

const upload = (account: string, ServerCertificateName: string, Path = "/") =>
  iam().call(UploadServerCertificate, { ServerCertificateName, Path, ...MATERIAL }, as(account));

async function names(account: string, PathPrefix?: string) {
  const { ServerCertificateMetadataList = [] } = await iam().call(ListServerCertificates, { PathPrefix }, as(account));
  return ServerCertificateMetadataList.map(({ ServerCertificateName }) => ServerCertificateName);
}

test("a certificate is read as it was uploaded, without its key", async () => {
  const { call, clock } = iam();
  clock.set(NOW);
  const account = "220000000001";
  const uploaded = await call(
    UploadServerCertificate,
    { ServerCertificateName: "web", Path: "/cloudfront/", CertificateChain: authority.pem, ...MATERIAL },
    as(account),
  );
  const ServerCertificateMetadata = {
    Path: "/cloudfront/",
    ServerCertificateName: "web",
    ServerCertificateId: expect.stringMatching(/^ASCA[A-Z0-9]{17}$/),
    Arn: "arn:aws:iam::220000000001:server-certificate/cloudfront/web",
    UploadDate: new Date(NOW),
    Expiration: new Date(Date.UTC(2049, 0, 1)),
  };
  expect(uploaded).toEqual({ ServerCertificateMetadata });
  expect(await call(GetServerCertificate, { ServerCertificateName: "web" }, as(account))).toEqual({
    ServerCertificate: {
      ServerCertificateMetadata,
      CertificateBody: server.pem,
      CertificateChain: authority.pem,
      Tags: [],
    },
  });
});

test("a second certificate of the same name is refused, in whatever letters", async () => {
  const account = "220000000002";
  await upload(account, "web");
  expect(await refusal(upload(account, "WEB"))).toBe(
    "EntityAlreadyExistsException: The Server Certificate with name WEB already exists.",
  );
});

test("a key of another certificate is refused", async () => {
  const foreign = { ...MATERIAL, PrivateKey: authority.privateKey };
  const uploaded = iam().call(UploadServerCertificate, { ServerCertificateName: "web", ...foreign });
  expect(await refusal(uploaded)).toBe(
    "KeyPairMismatchException: The public key certificate and the private key do not match.",
  );
});

test("the twenty-first certificate of an account is refused", async () => {
  const account = "220000000003";
  for (let number = 0; number < 20; number++) await upload(account, `web${String(number)}`);
  expect(await refusal(upload(account, "more"))).toBe(
    "LimitExceededException: Cannot exceed quota for ServerCertificatesPerAccount: 20",
  );
});

test("certificates are listed by path and page by page", async () => {
  const { call } = iam();
  const account = "220000000004";
  await upload(account, "a");
  await upload(account, "b", "/team/red/");
  await upload(account, "c", "/team/");
  expect(await names(account)).toEqual(["a", "b", "c"]);
  expect(await names(account, "/team/")).toEqual(["b", "c"]);
  const { IsTruncated, Marker } = await call(ListServerCertificates, { MaxItems: 2 }, as(account));
  expect(IsTruncated).toBe(true);
  expect(await call(ListServerCertificates, { MaxItems: 2, Marker }, as(account))).toMatchObject({
    ServerCertificateMetadataList: [{ ServerCertificateName: "c" }],
    IsTruncated: false,
  });
});

test("a certificate gets another name and path, and keeps the rest", async () => {
  const { call } = iam();
  const account = "220000000005";
  const { ServerCertificateMetadata: before } = await upload(account, "old");
  await call(
    UpdateServerCertificate,
    { ServerCertificateName: "old", NewServerCertificateName: "new", NewPath: "/team/" },
    as(account),
  );
  const { ServerCertificate } = await call(GetServerCertificate, { ServerCertificateName: "new" }, as(account));
  expect(ServerCertificate?.ServerCertificateMetadata).toEqual({
    ...before,
    Path: "/team/",
    ServerCertificateName: "new",
    Arn: "arn:aws:iam::220000000005:server-certificate/team/new",
  });
  expect(await names(account)).toEqual(["new"]);
});

test("a certificate does not get the name of another", async () => {
  const account = "220000000006";
  await upload(account, "one");
  await upload(account, "two");
  const renamed = iam().call(
    UpdateServerCertificate,
    { ServerCertificateName: "one", NewServerCertificateName: "two" },
    as(account),
  );
  expect(await refusal(renamed)).toBe(
    "EntityAlreadyExistsException: The Server Certificate with name two already exists.",
  );
});

test("a deleted certificate is gone", async () => {
  const { call } = iam();
  const account = "220000000007";
  await upload(account, "web");
  const input = { ServerCertificateName: "web" };
  await call(DeleteServerCertificate, input, as(account));
  const words = "NoSuchEntityException: The Server Certificate with name web cannot be found.";
  expect(await refusal(call(GetServerCertificate, input, as(account)))).toBe(words);
  expect(await refusal(call(DeleteServerCertificate, input, as(account)))).toBe(words);
});

test("tags are set, removed and listed", async () => {
  const { call } = iam();
  const account = "220000000008";
  await upload(account, "web");
  const ServerCertificateName = "web";
  const Tags = [
    { Key: "a", Value: "1" },
    { Key: "b", Value: "2" },
  ];
  await call(TagServerCertificate, { ServerCertificateName, Tags }, as(account));
  await call(UntagServerCertificate, { ServerCertificateName, TagKeys: ["a"] }, as(account));
  expect(await call(ListServerCertificateTags, { ServerCertificateName }, as(account))).toEqual({
    Tags: [{ Key: "b", Value: "2" }],
    IsTruncated: false,
  });
});
