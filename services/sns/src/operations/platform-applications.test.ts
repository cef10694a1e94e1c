import { refusal } from "@skylab/service/testing";
import { describe, expect, it } from "vitest";
import { newOwner, type Owner } from "../testing/new-account.ts";
import { useSns } from "../testing/use-sns.ts";
import { CreatePlatformApplication } from "./CreatePlatformApplication.ts";
import { CreatePlatformEndpoint } from "./CreatePlatformEndpoint.ts";
import { DeletePlatformApplication } from "./DeletePlatformApplication.ts";
import { GetEndpointAttributes } from "./GetEndpointAttributes.ts";
import { GetPlatformApplicationAttributes } from "./GetPlatformApplicationAttributes.ts";
import { ListEndpointsByPlatformApplication } from "./ListEndpointsByPlatformApplication.ts";
import { ListPlatformApplications } from "./ListPlatformApplications.ts";
import { SetPlatformApplicationAttributes } from "./SetPlatformApplicationAttributes.ts";

const test = useSns();

async function createApplication(as: Owner, Name = "shop", attributes: Record<string, string> = {}): Promise<string> {
  const Attributes = { PlatformCredential: "key", ...attributes };
  const made = await test().call(CreatePlatformApplication, { Name, Platform: "GCM", Attributes }, as);
  return made.PlatformApplicationArn ?? "";
}

describe("platform applications", () => {
  it("are made once, however often the same is asked for", async () => {
    const as = newOwner();
    const arn = await createApplication(as, "shop", { SuccessFeedbackSampleRate: "5" });
    expect(arn).toBe(`arn:aws:sns:us-east-1:${as.account}:app/GCM/shop`);
    expect(await createApplication(as, "shop", { SuccessFeedbackSampleRate: "5" })).toBe(arn);
    expect(await refusal(createApplication(as, "shop"))).toBe(
      "InvalidParameter: Invalid parameter: Name Reason: An application with the same name but different properties already exists",
    );
  });

  it("tell what was set of them, and not by which credentials they were made", async () => {
    const as = newOwner();
    const PlatformApplicationArn = await createApplication(as);
    const Attributes = { EventEndpointCreated: "arn:aws:sns:us-east-1:123456789012:made", PlatformCredential: "new" };
    await test().call(SetPlatformApplicationAttributes, { PlatformApplicationArn, Attributes }, as);
    const told = await test().call(GetPlatformApplicationAttributes, { PlatformApplicationArn }, as);
    expect(told.Attributes).toEqual({ Enabled: "true", EventEndpointCreated: Attributes.EventEndpointCreated });
  });

  it("are listed a hundred a page", async () => {
    const as = newOwner();
    const names = Array.from({ length: 101 }, (_, index) => `app-${String(index).padStart(3, "0")}`);
    for (const name of names) await createApplication(as, name);
    const first = await test().call(ListPlatformApplications, {}, as);
    expect(first.PlatformApplications).toHaveLength(100);
    const second = await test().call(ListPlatformApplications, { NextToken: first.NextToken }, as);
    expect(second).toEqual({
      PlatformApplications: [
        {
          PlatformApplicationArn: `arn:aws:sns:us-east-1:${as.account}:app/GCM/app-100`,
          Attributes: { Enabled: "true" },
        },
      ],
      NextToken: undefined,
    });
  });

  it("of another account, and of none, do not exist", async () => {
    const [owner, other] = [newOwner(), newOwner()];
    const PlatformApplicationArn = await createApplication(owner);
    const words = "NotFound: PlatformApplication does not exist";
    const asked = { PlatformApplicationArn, Attributes: { Enabled: "false" }, Token: "A" };
    expect(await refusal(test().call(GetPlatformApplicationAttributes, asked, other))).toBe(words);
    expect(await refusal(test().call(SetPlatformApplicationAttributes, asked, other))).toBe(words);
    expect(await refusal(test().call(ListEndpointsByPlatformApplication, asked, other))).toBe(words);
    expect(await refusal(test().call(CreatePlatformEndpoint, asked, other))).toBe(words);
    expect((await test().call(ListPlatformApplications, {}, other)).PlatformApplications).toEqual([]);
    await test().call(DeletePlatformApplication, { PlatformApplicationArn }, other);
    expect((await test().call(ListPlatformApplications, {}, owner)).PlatformApplications).toHaveLength(1);
  });

  it("take their endpoints with them, for good", async () => {
    const as = newOwner();
    const PlatformApplicationArn = await createApplication(as);
    const { EndpointArn = "" } = await test().call(CreatePlatformEndpoint, { PlatformApplicationArn, Token: "A" }, as);
    const spaces = await spacesWithRecords(as);
    await test().call(DeletePlatformApplication, { PlatformApplicationArn }, as);
    for (const space of spaces) expect(await recordsIn(as, space)).toBe(0);
    await test().call(DeletePlatformApplication, { PlatformApplicationArn }, as);
    const words = "NotFound: Endpoint does not exist";
    expect(await refusal(test().call(GetEndpointAttributes, { EndpointArn }, as))).toBe(words);
    await createApplication(as);
    expect(await refusal(test().call(GetEndpointAttributes, { EndpointArn }, as))).toBe(words);
    const listed = await test().call(ListEndpointsByPlatformApplication, { PlatformApplicationArn }, as);
    expect(listed.Endpoints).toEqual([]);
  });

  it("are forgotten by a reset, and their endpoints", async () => {
    const as = newOwner();
    const PlatformApplicationArn = await createApplication(as);
    await test().call(CreatePlatformEndpoint, { PlatformApplicationArn, Token: "A" }, as);
    const before = await spacesWithRecords(as);
    await test().store.reset(as.account);
    expect((await test().call(ListPlatformApplications, {}, as)).PlatformApplications).toEqual([]);
    for (const space of before) expect(await recordsIn(as, space)).toBe(0);
  });
});

/** The spaces of the endpoints of an account's applications. */
async function spacesWithRecords({ account }: Owner): Promise<readonly string[]> {
  const found = await test().store.platformApplications.find({
    place: { account, region: "us-east-1" },
    platform: "GCM",
    name: "shop",
  });
  const spaces = ["endpoints", "tokens"].map((kind) => `sns.platform-${kind}.${found?.row.id}`);
  for (const space of spaces) expect(await recordsIn({ account }, space)).toBe(1);
  return spaces;
}

const recordsIn = ({ account }: Owner, space: string): Promise<number> =>
  test().engines.records.partition(`${account}/us-east-1`).count(space);
