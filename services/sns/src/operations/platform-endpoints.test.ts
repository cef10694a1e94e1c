import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { newAccount } from "../testing/new-account.ts";
import { useSns } from "../testing/use-sns.ts";
import { CreatePlatformApplication } from "./CreatePlatformApplication.ts";
import { CreatePlatformEndpoint } from "./CreatePlatformEndpoint.ts";
import { DeleteEndpoint } from "./DeleteEndpoint.ts";
import { GetEndpointAttributes } from "./GetEndpointAttributes.ts";
import { ListEndpointsByPlatformApplication } from "./ListEndpointsByPlatformApplication.ts";
import { SetEndpointAttributes } from "./SetEndpointAttributes.ts";

const test = useSns();

type Application = { readonly as: { readonly account: string }; readonly PlatformApplicationArn: string };

async function newApplication(): Promise<Application> {
  const as = { account: newAccount() };
  const input = { Name: "shop", Platform: "GCM", Attributes: { PlatformCredential: "key" } };
  const { PlatformApplicationArn = "" } = await test().call(CreatePlatformApplication, input, as);
  return { as, PlatformApplicationArn };
}

async function createEndpoint({ as, PlatformApplicationArn }: Application, input: EndpointInput): Promise<string> {
  return (await test().call(CreatePlatformEndpoint, { PlatformApplicationArn, ...input }, as)).EndpointArn ?? "";
}
type EndpointInput = { Token: string; CustomUserData?: string; Attributes?: Record<string, string> };

const attributesOf = async ({ as }: Application, EndpointArn: string): Promise<unknown> =>
  (await test().call(GetEndpointAttributes, { EndpointArn }, as)).Attributes;

const exists = (arn: string): string =>
  `InvalidParameter: Invalid parameter: Token Reason: Endpoint ${arn} already exists with the same Token, but different attributes.`;

describe("endpoints", () => {
  it("are one to a token: the same attributes, the same ARN; others are refused in AWS's words", async () => {
    const shop = await newApplication();
    const arn = await createEndpoint(shop, { Token: "A", CustomUserData: "me" });
    expect(arn).toMatch(new RegExp(`^arn:aws:sns:us-east-1:${shop.as.account}:endpoint/GCM/shop/[0-9a-f-]{36}$`));
    expect(await createEndpoint(shop, { Token: "A", Attributes: { CustomUserData: "me" } })).toBe(arn);
    expect(await refusal(createEndpoint(shop, { Token: "A" }))).toBe(exists(arn));
    expect(await refusal(createEndpoint(shop, { Token: "A", CustomUserData: "you" }))).toBe(exists(arn));
    expect(await attributesOf(shop, arn)).toEqual({ Enabled: "true", Token: "A", CustomUserData: "me" });
  });

  it("are one even where many ask at a time", async () => {
    const shop = await newApplication();
    const arns = await Promise.all(Array.from({ length: 20 }, () => createEndpoint(shop, { Token: "A" })));
    expect(new Set(arns).size).toBe(1);
  });

  it("keep their ARN when their token changes, and then another may have the old one", async () => {
    const shop = await newApplication();
    const arn = await createEndpoint(shop, { Token: "A" });
    await test().call(SetEndpointAttributes, { EndpointArn: arn, Attributes: { Token: "B" } }, shop.as);
    expect(await attributesOf(shop, arn)).toEqual({ Enabled: "true", Token: "B" });
    const second = await createEndpoint(shop, { Token: "A" });
    expect(second).not.toBe(arn);
    expect(await createEndpoint(shop, { Token: "B" })).toBe(arn);
    const change = { EndpointArn: second, Attributes: { Token: "B" } };
    expect(await refusal(test().call(SetEndpointAttributes, change, shop.as))).toBe(exists(arn));
  });

  it("are disabled and enabled", async () => {
    const shop = await newApplication();
    const EndpointArn = await createEndpoint(shop, { Token: "A", Attributes: { Enabled: "false" } });
    expect(await attributesOf(shop, EndpointArn)).toEqual({ Enabled: "false", Token: "A" });
    await test().call(SetEndpointAttributes, { EndpointArn, Attributes: { Enabled: "true" } }, shop.as);
    expect(await attributesOf(shop, EndpointArn)).toEqual({ Enabled: "true", Token: "A" });
  });

  it("are deleted, however often, and have the same ARN when they are made again", async () => {
    const shop = await newApplication();
    const EndpointArn = await createEndpoint(shop, { Token: "A" });
    await test().call(DeleteEndpoint, { EndpointArn }, shop.as);
    await test().call(DeleteEndpoint, { EndpointArn }, shop.as);
    const words = "NotFound: Endpoint does not exist";
    expect(await refusal(test().call(GetEndpointAttributes, { EndpointArn }, shop.as))).toBe(words);
    const change = { EndpointArn, Attributes: { Enabled: "false" } };
    expect(await refusal(test().call(SetEndpointAttributes, change, shop.as))).toBe(words);
    expect(await createEndpoint(shop, { Token: "A", CustomUserData: "back" })).toBe(EndpointArn);
  });

  it("are listed a hundred a page", async () => {
    const shop = await newApplication();
    const { as, PlatformApplicationArn } = shop;
    const made = new Set<string>();
    for (let number = 0; number < 103; number += 1) made.add(await createEndpoint(shop, { Token: `T${number}` }));
    const first = await test().call(ListEndpointsByPlatformApplication, { PlatformApplicationArn }, as);
    const further = { PlatformApplicationArn, NextToken: first.NextToken };
    const second = await test().call(ListEndpointsByPlatformApplication, further, as);
    expect([first.Endpoints?.length, second.Endpoints?.length, second.NextToken]).toEqual([100, 3, undefined]);
    const listed = [...(first.Endpoints ?? []), ...(second.Endpoints ?? [])].map(({ EndpointArn }) => EndpointArn);
    expect(new Set(listed)).toEqual(made);
  });

  it("of another account do not exist", async () => {
    const [shop, other] = [await newApplication(), await newApplication()];
    const EndpointArn = await createEndpoint(shop, { Token: "A" });
    const words = "NotFound: Endpoint does not exist";
    expect(await refusal(test().call(GetEndpointAttributes, { EndpointArn }, other.as))).toBe(words);
    await test().call(DeleteEndpoint, { EndpointArn }, other.as);
    expect(await attributesOf(shop, EndpointArn)).toEqual({ Enabled: "true", Token: "A" });
  });
});
