import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import type { StoredApi } from "../../domain/v2/snapshot.ts";
import { newRestApi } from "../../testing/new-rest-api.ts";
import { stageRows } from "../../store/stages.ts";
import { vpcLinkRows } from "../../store/vpc-links.ts";
import { v2VpcLinkRows } from "../../store/v2-vpc-links.ts";
import { apiRows } from "../../store/v2-apis.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateRestApi } from "./CreateRestApi.ts";
import { GetRestApi } from "./GetRestApi.ts";
import { GetTags } from "./GetTags.ts";
import { TagResource } from "./TagResource.ts";
import { UntagResource } from "./UntagResource.ts";

const test = useApigateway();

const arn = (path: string): string => `arn:aws:apigateway:us-east-1::${path}`;

it("an API's tags are those that it was made with, and what was added and taken away since", async () => {
  const { as, restApiId } = await newRestApi(test(), { tags: { a: "1", b: "2" } });
  const resourceArn = arn(`/restapis/${restApiId}`);
  await test().call(TagResource, { resourceArn, tags: { b: "3", c: "4" } }, as);
  expect(await test().call(GetTags, { resourceArn }, as)).toEqual({ tags: { a: "1", b: "3", c: "4" } });
  await test().call(UntagResource, { resourceArn, tagKeys: ["a", "not there"] }, as);
  expect((await test().call(GetRestApi, { restApiId }, as)).tags).toEqual({ b: "3", c: "4" });
});

it("what is no path of a thing, or no encoding of one, has no tags", async () => {
  for (const path of ["/restapis/%zz", "/constructor/x", ""]) {
    expect(await refusal(test().call(GetTags, { resourceArn: arn(path) }))).toBe(
      "BadRequestException: Invalid ARN specified in the request",
    );
  }
});

it("what is another region's or account's has no tags here", async () => {
  const { as, restApiId } = await newRestApi(test(), { tags: { a: "1" } });
  const own = arn(`/restapis/${restApiId}`);
  for (const resourceArn of [own.replace("us-east-1", "eu-west-1"), own.replace("::", `:${uniqueAccount()}:`)]) {
    for (const asking of [
      test().call(GetTags, { resourceArn }, as),
      test().call(TagResource, { resourceArn, tags: { b: "2" } }, as),
      test().call(UntagResource, { resourceArn, tagKeys: ["a"] }, as),
    ]) {
      expect(await refusal(asking)).toBe("BadRequestException: Invalid ARN specified in the request");
    }
  }
  expect(await test().call(GetTags, { resourceArn: own.replace("::", `:${as.account}:`) }, as)).toEqual({
    tags: { a: "1" },
  });
});

it("what belongs to an API has tags, too, and so have APIs of the other kinds", async () => {
  const { as, restApiId } = await newRestApi(test());
  const place = { account: as.account, region: "us-east-1" };
  const httpApi: StoredApi = {
    ApiId: "other",
    Name: "other",
    ProtocolType: "HTTP",
    RouteSelectionExpression: "$request.method $request.path",
    Tags: { a: "1" },
  };
  await test().store.change(place, async (rows) => {
    rows.put(stageRows, { stageName: "prod", deploymentId: "abc123" }, restApiId, "prod");
    rows.put(apiRows, httpApi, "other");
  });
  for (const path of [`/restapis/${restApiId}/stages/prod`, "/apis/other"]) {
    await test().call(TagResource, { resourceArn: arn(path), tags: { b: "2" } }, as);
    expect((await test().call(GetTags, { resourceArn: arn(path) }, as)).tags).toMatchObject({ b: "2" });
  }
  expect(await test().store.of(place).get(apiRows, "other")).toMatchObject({ Tags: { a: "1", b: "2" } });
});

it("a VPC link has tags, of whichever API it is", async () => {
  const { as } = await newRestApi(test());
  const place = { account: as.account, region: "us-east-1" };
  await test().store.change(place, async (rows) => {
    rows.put(vpcLinkRows, { id: "first", name: "first", targetArns: [], status: "AVAILABLE" }, "first");
    rows.put(v2VpcLinkRows, { VpcLinkId: "second", Name: "second", SecurityGroupIds: [], SubnetIds: [] }, "second");
  });
  for (const id of ["first", "second"]) {
    const resourceArn = arn(`/vpclinks/${id}`);
    await test().call(TagResource, { resourceArn, tags: { id } }, as);
    expect(await test().call(GetTags, { resourceArn }, as)).toEqual({ tags: { id } });
  }
  expect(await test().store.of(place).get(v2VpcLinkRows, "second")).toMatchObject({ Tags: { id: "second" } });
});

it("what is not there, or can have none, has no tags", async () => {
  const { as, restApiId } = await newRestApi(test());
  const get = (resourceArn: string) => refusal(test().call(GetTags, { resourceArn }, as));
  expect(await get(arn("/restapis/none"))).toBe(
    `NotFoundException: Invalid API identifier specified ${as.account}:none`,
  );
  expect(await get(arn("/apikeys/none"))).toContain("NotFoundException: ");
  for (const other of [
    arn(`/restapis/${restApiId}/resources/a`),
    `arn:aws:apigateway:eu-west-1::/restapis/${restApiId}`,
    "invalid-arn",
  ]) {
    expect(await get(other)).toBe("BadRequestException: Invalid ARN specified in the request");
  }
  const resourceArn = arn(`/restapis/${restApiId}`);
  expect(await refusal(test().call(TagResource, { resourceArn, tags: { "aws:a": "1" } }, as))).toContain(
    "BadRequestException: Invalid tag key",
  );
});

it("a new API has no tags that cannot be, and its id is free where it is not made", async () => {
  const as = { account: uniqueAccount() };
  const named = { name: "api", tags: { _custom_id_: "myownid123" } };
  const create = (more: object) => test().call(CreateRestApi, { ...named, ...more }, as);
  expect(await refusal(create({ tags: { ...named.tags, "aws:x": "1" } }))).toContain(
    "BadRequestException: Invalid tag",
  );
  expect(await refusal(create({ policy: "no JSON" }))).toContain("BadRequestException: Invalid policy document");
  expect(await test().call(CreateRestApi, named, { account: uniqueAccount() })).toMatchObject({ id: "myownid123" });
});
