import { expect, test } from "vitest";
import { refusal } from "@skylab/service/testing";
import { useIam } from "../testing/use-iam.ts";
import { AddClientIDToOpenIDConnectProvider } from "./AddClientIDToOpenIDConnectProvider.ts";
import { CreateOpenIDConnectProvider } from "./CreateOpenIDConnectProvider.ts";
import { DeleteOpenIDConnectProvider } from "./DeleteOpenIDConnectProvider.ts";
import { GetOpenIDConnectProvider } from "./GetOpenIDConnectProvider.ts";
import { ListOpenIDConnectProviders } from "./ListOpenIDConnectProviders.ts";
import { ListOpenIDConnectProviderTags } from "./ListOpenIDConnectProviderTags.ts";
import { RemoveClientIDFromOpenIDConnectProvider } from "./RemoveClientIDFromOpenIDConnectProvider.ts";
import { TagOpenIDConnectProvider } from "./TagOpenIDConnectProvider.ts";
import { UntagOpenIDConnectProvider } from "./UntagOpenIDConnectProvider.ts";
import { UpdateOpenIDConnectProviderThumbprint } from "./UpdateOpenIDConnectProviderThumbprint.ts";

const iam = useIam();
/** An input without members, which the frame's types take for bytes. */
const NOTHING = new Uint8Array();
const NOW = Date.UTC(2026, 10, 26);
const as = (account: string) => ({ account });
const Url = "https://token.actions.githubusercontent.com";
const THUMBPRINT = "a".repeat(40);

/** Creates a provider and gives its ARN. */
async function create(account: string, url = Url): Promise<string> {
  const created = await iam().call(CreateOpenIDConnectProvider, { Url: url }, as(account));
  return created.OpenIDConnectProviderArn ?? "";
}

test("a provider is read as it was created", async () => {
  const { call, clock } = iam();
  clock.set(NOW);
  const account = "200000000001";
  const created = await call(
    CreateOpenIDConnectProvider,
    {
      Url: "https://example.com/oidc",
      ClientIDList: ["sts.amazonaws.com", "other", "other"],
      ThumbprintList: [THUMBPRINT],
      Tags: [{ Key: "team", Value: "red" }],
    },
    as(account),
  );
  expect(created).toEqual({
    OpenIDConnectProviderArn: "arn:aws:iam::200000000001:oidc-provider/example.com/oidc",
    Tags: [{ Key: "team", Value: "red" }],
  });
  const { OpenIDConnectProviderArn = "" } = created;
  expect(await call(GetOpenIDConnectProvider, { OpenIDConnectProviderArn }, as(account))).toEqual({
    Url: "example.com/oidc",
    ClientIDList: ["sts.amazonaws.com", "other"],
    ThumbprintList: [THUMBPRINT],
    CreateDate: new Date(NOW),
    Tags: [{ Key: "team", Value: "red" }],
  });
});

test("a provider that nothing was said of has empty lists", async () => {
  const account = "200000000002";
  const OpenIDConnectProviderArn = await create(account);
  expect(await iam().call(GetOpenIDConnectProvider, { OpenIDConnectProviderArn }, as(account))).toMatchObject({
    ClientIDList: [],
    ThumbprintList: [],
    Tags: [],
  });
});

test("a second provider of the same URL is refused in AWS's words", async () => {
  const account = "200000000003";
  await create(account);
  expect(await refusal(create(account))).toBe(
    "EntityAlreadyExistsException: Provider with url https://token.actions.githubusercontent.com already exists.",
  );
});

test("a provider whose URL is none is refused in AWS's words", async () => {
  expect(await refusal(create("200000000004", "example.org"))).toBe(
    "ValidationError: Invalid Open ID Connect Provider URL",
  );
});

test("the hundred-and-first provider of an account is refused", async () => {
  const account = "200000000005";
  for (let number = 0; number < 100; number++) await create(account, `https://example.com/${String(number)}`);
  expect(await refusal(create(account, "https://example.com/more"))).toBe(
    "LimitExceededException: Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100",
  );
});

test("client ids are added and removed, each once, without complaint", async () => {
  const { call } = iam();
  const account = "200000000006";
  const OpenIDConnectProviderArn = await create(account);
  const clientIds = async () =>
    (await call(GetOpenIDConnectProvider, { OpenIDConnectProviderArn }, as(account))).ClientIDList;
  for (const ClientID of ["one", "two", "one"]) {
    await call(AddClientIDToOpenIDConnectProvider, { OpenIDConnectProviderArn, ClientID }, as(account));
  }
  expect(await clientIds()).toEqual(["one", "two"]);
  for (const ClientID of ["one", "three"]) {
    await call(RemoveClientIDFromOpenIDConnectProvider, { OpenIDConnectProviderArn, ClientID }, as(account));
  }
  expect(await clientIds()).toEqual(["two"]);
});

test("thumbprints are replaced whole", async () => {
  const { call } = iam();
  const account = "200000000007";
  const OpenIDConnectProviderArn = await create(account);
  const ThumbprintList = ["c".repeat(40), "d".repeat(40)];
  await call(UpdateOpenIDConnectProviderThumbprint, { OpenIDConnectProviderArn, ThumbprintList }, as(account));
  expect(await call(GetOpenIDConnectProvider, { OpenIDConnectProviderArn }, as(account))).toMatchObject({
    ThumbprintList,
  });
});

test("an account sees its own providers and no other's", async () => {
  const { call } = iam();
  const arn = await create("200000000008");
  await create("200000000009", "https://example.com");
  expect(await call(ListOpenIDConnectProviders, NOTHING, as("200000000008"))).toEqual({
    OpenIDConnectProviderList: [{ Arn: arn }],
  });
  const stranger = call(GetOpenIDConnectProvider, { OpenIDConnectProviderArn: arn }, as("200000000009"));
  expect(await refusal(stranger)).toBe(`NoSuchEntityException: OpenIDConnect Provider not found for arn ${arn}`);
});

test("a deleted provider is gone, and deleting it again is refused in words of its own", async () => {
  const { call } = iam();
  const account = "200000000010";
  const OpenIDConnectProviderArn = await create(account);
  await call(DeleteOpenIDConnectProvider, { OpenIDConnectProviderArn }, as(account));
  expect(await refusal(call(GetOpenIDConnectProvider, { OpenIDConnectProviderArn }, as(account)))).toBe(
    `NoSuchEntityException: OpenIDConnect Provider not found for arn ${OpenIDConnectProviderArn}`,
  );
  expect(await refusal(call(DeleteOpenIDConnectProvider, { OpenIDConnectProviderArn }, as(account)))).toBe(
    `NoSuchEntityException: OpenId connect Provider ${OpenIDConnectProviderArn} cannot be found.`,
  );
});

test("what is no ARN is refused", async () => {
  const OpenIDConnectProviderArn = "token.actions.githubusercontent.com";
  expect(await refusal(iam().call(GetOpenIDConnectProvider, { OpenIDConnectProviderArn }))).toBe(
    "ValidationError: Invalid ARN: Could not be parsed!",
  );
});

test("tags are set, replaced, removed and listed page by page", async () => {
  const { call } = iam();
  const account = "200000000011";
  const OpenIDConnectProviderArn = await create(account);
  const tags = ["k1", "k2", "k3"].map((Key) => ({ Key, Value: "old" }));
  await call(TagOpenIDConnectProvider, { OpenIDConnectProviderArn, Tags: tags }, as(account));
  await call(TagOpenIDConnectProvider, { OpenIDConnectProviderArn, Tags: [{ Key: "k2", Value: "new" }] }, as(account));
  await call(UntagOpenIDConnectProvider, { OpenIDConnectProviderArn, TagKeys: ["k3", "k4"] }, as(account));
  const first = await call(ListOpenIDConnectProviderTags, { OpenIDConnectProviderArn, MaxItems: 1 }, as(account));
  expect(first).toMatchObject({ Tags: [{ Key: "k1", Value: "old" }], IsTruncated: true });
  const { Marker } = first;
  expect(await call(ListOpenIDConnectProviderTags, { OpenIDConnectProviderArn, Marker }, as(account))).toEqual({
    Tags: [{ Key: "k2", Value: "new" }],
    IsTruncated: false,
  });
});

test("the fifty-first tag is refused", async () => {
  const account = "200000000012";
  const OpenIDConnectProviderArn = await create(account);
  const setTags = (numbers: readonly number[]) =>
    iam().call(
      TagOpenIDConnectProvider,
      { OpenIDConnectProviderArn, Tags: numbers.map((number) => ({ Key: `k${String(number)}`, Value: "" })) },
      as(account),
    );
  await setTags(Array.from({ length: 50 }, (_, number) => number));
  expect(await refusal(setTags([50]))).toBe(
    "LimitExceededException: The number of tags has reached the maximum limit.",
  );
});
