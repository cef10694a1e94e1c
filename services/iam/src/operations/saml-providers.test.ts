import { expect, test } from "vitest";
import { makeCertificate, makeSamlMetadata } from "../testing/certificates.ts";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { CreateSAMLProvider } from "./CreateSAMLProvider.ts";
import { DeleteSAMLProvider } from "./DeleteSAMLProvider.ts";
import { GetSAMLProvider } from "./GetSAMLProvider.ts";
import { ListSAMLProviders } from "./ListSAMLProviders.ts";
import { ListSAMLProviderTags } from "./ListSAMLProviderTags.ts";
import { TagSAMLProvider } from "./TagSAMLProvider.ts";
import { UntagSAMLProvider } from "./UntagSAMLProvider.ts";
import { UpdateSAMLProvider } from "./UpdateSAMLProvider.ts";

const iam = useIam();
/** An input without members, which the frame's types take for bytes. */
const NOTHING = new Uint8Array();
const NOW = Date.UTC(2026, 10, 26);
const as = (account: string) => ({ account });
const certificate = makeCertificate("idp.example.com");
const SAMLMetadataDocument = makeSamlMetadata(certificate);

/** Creates a provider and gives its ARN. */
async function create(account: string, Name = "Corporate"): Promise<string> {
  const created = await iam().call(CreateSAMLProvider, { Name, SAMLMetadataDocument }, as(account));
  return created.SAMLProviderArn ?? "";
}

test("a provider is read as it was created, and valid for a hundred years", async () => {
  const { call, clock } = iam();
  clock.set(NOW);
  const account = "210000000001";
  const SAMLProviderArn = await create(account);
  expect(SAMLProviderArn).toBe("arn:aws:iam::210000000001:saml-provider/Corporate");
  const CreateDate = new Date(NOW);
  const ValidUntil = new Date(NOW);
  ValidUntil.setUTCFullYear(CreateDate.getUTCFullYear() + 100);
  expect(await call(GetSAMLProvider, { SAMLProviderArn }, as(account))).toEqual({
    SAMLProviderUUID: expect.stringMatching(/^[A-Z0-9]{22,64}$/),
    SAMLMetadataDocument,
    CreateDate,
    ValidUntil,
    Tags: [],
    AssertionEncryptionMode: "Allowed",
    PrivateKeyList: [],
  });
  expect(await call(ListSAMLProviders, NOTHING, as(account))).toEqual({
    SAMLProviderList: [{ Arn: SAMLProviderArn, CreateDate, ValidUntil }],
  });
});

test("a second provider of the same name is refused", async () => {
  const account = "210000000002";
  await create(account);
  expect(await refusal(create(account))).toBe(
    "EntityAlreadyExistsException: SAMLProvider with name Corporate already exists.",
  );
});

test("metadata that are none are refused, at first and later", async () => {
  const { call } = iam();
  const account = "210000000003";
  const SAMLProviderArn = await create(account);
  const words = "InvalidInputException: Could not parse metadata";
  const broken = "x".repeat(1000);
  expect(await refusal(call(CreateSAMLProvider, { Name: "Other", SAMLMetadataDocument: broken }, as(account)))).toBe(
    words,
  );
  expect(await refusal(call(UpdateSAMLProvider, { SAMLProviderArn, SAMLMetadataDocument: broken }, as(account)))).toBe(
    words,
  );
});

test("metadata and encryption are updated, each by itself", async () => {
  const { call } = iam();
  const account = "210000000004";
  const SAMLProviderArn = await create(account);
  const updated = makeSamlMetadata(certificate, "https://new.example.com");
  await call(UpdateSAMLProvider, { SAMLProviderArn, SAMLMetadataDocument: updated }, as(account));
  await call(UpdateSAMLProvider, { SAMLProviderArn, AssertionEncryptionMode: "Required" }, as(account));
  expect(await call(GetSAMLProvider, { SAMLProviderArn }, as(account))).toMatchObject({
    SAMLMetadataDocument: updated,
    AssertionEncryptionMode: "Required",
  });
});

test("a provider has two private keys at most, which are replaced one by one", async () => {
  const { call } = iam();
  const account = "210000000005";
  const SAMLProviderArn = await create(account);
  const AddPrivateKey = certificate.privateKey;
  const keys = async () => {
    const { PrivateKeyList = [] } = await call(GetSAMLProvider, { SAMLProviderArn }, as(account));
    return PrivateKeyList.map(({ KeyId }) => KeyId ?? "");
  };
  await call(UpdateSAMLProvider, { SAMLProviderArn, AddPrivateKey }, as(account));
  await call(UpdateSAMLProvider, { SAMLProviderArn, AddPrivateKey }, as(account));
  const [first = "", second] = await keys();
  expect(await refusal(call(UpdateSAMLProvider, { SAMLProviderArn, AddPrivateKey }, as(account)))).toBe(
    "LimitExceededException: Cannot exceed quota for PrivateKeysPerSAMLProvider: 2",
  );
  await call(UpdateSAMLProvider, { SAMLProviderArn, AddPrivateKey, RemovePrivateKey: first }, as(account));
  expect(await keys()).toEqual([second, expect.not.stringMatching(first)]);
});

test("a provider that is not there is refused in AWS's words", async () => {
  const { call } = iam();
  const account = "210000000006";
  const SAMLProviderArn = await create(account);
  await call(DeleteSAMLProvider, { SAMLProviderArn }, as(account));
  const words = `NoSuchEntityException: Manifest not found for arn ${SAMLProviderArn}`;
  expect(await refusal(call(GetSAMLProvider, { SAMLProviderArn }, as(account)))).toBe(words);
  expect(await refusal(call(DeleteSAMLProvider, { SAMLProviderArn }, as(account)))).toBe(words);
  expect(await call(ListSAMLProviders, NOTHING, as(account))).toEqual({ SAMLProviderList: [] });
});

test("tags are set, removed and listed", async () => {
  const { call } = iam();
  const account = "210000000007";
  const SAMLProviderArn = await create(account);
  const Tags = [
    { Key: "a", Value: "1" },
    { Key: "b", Value: "2" },
  ];
  await call(TagSAMLProvider, { SAMLProviderArn, Tags }, as(account));
  await call(UntagSAMLProvider, { SAMLProviderArn, TagKeys: ["a"] }, as(account));
  expect(await call(ListSAMLProviderTags, { SAMLProviderArn }, as(account))).toEqual({
    Tags: [{ Key: "b", Value: "2" }],
    IsTruncated: false,
  });
});
