import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { newHttpApi } from "../../testing/v2-api.ts";
import { CreateApi } from "./CreateApi.ts";
import { CreateStage } from "./CreateStage.ts";
import { CreateVpcLink } from "./CreateVpcLink.ts";
import { GetApi } from "./GetApi.ts";
import { GetStage } from "./GetStage.ts";
import { GetTags } from "./GetTags.ts";
import { TagResource } from "./TagResource.ts";
import { UntagResource } from "./UntagResource.ts";

const test = useApigateway();

it("APIs, stages and VPC links have tags, which are told with them", async () => {
  const { ApiId, as } = await newHttpApi(test());
  await test().call(CreateStage, { ApiId, StageName: "$default", Tags: { a: "1" } }, as);
  const { VpcLinkId } = await test().call(CreateVpcLink, { Name: "inside", SubnetIds: ["subnet-aaaa"] }, as);
  for (const path of [`apis/${ApiId}`, `apis/${ApiId}/stages/$default`, `vpclinks/${VpcLinkId}`]) {
    const ResourceArn = `arn:aws:apigateway:us-east-1::/${path}`;
    await test().call(TagResource, { ResourceArn, Tags: { b: "2", c: "3" } }, as);
    await test().call(UntagResource, { ResourceArn, TagKeys: ["a", "b"] }, as);
    expect(await test().call(GetTags, { ResourceArn }, as)).toEqual({ Tags: { c: "3" } });
  }
  expect((await test().call(GetApi, { ApiId }, as)).Tags).toEqual({ c: "3" });
  expect((await test().call(GetStage, { ApiId, StageName: "$default" }, as)).Tags).toEqual({ c: "3" });
});

it("tags that AWS keeps for itself are refused where something is made, too", async () => {
  const { ApiId, as } = await newHttpApi(test());
  const Tags = { "aws:own": "1" };
  const stage = test().call(CreateStage, { ApiId, StageName: "prod", Tags }, as);
  expect(await refusal(stage)).toContain("BadRequestException");
  const api = test().call(CreateApi, { Name: "orders", ProtocolType: "HTTP", Tags }, as);
  expect(await refusal(api)).toContain("BadRequestException");
});

it("what is not there has no tags", async () => {
  const as = { account: uniqueAccount() };
  const ResourceArn = "arn:aws:apigateway:us-east-1::/apis/missing";
  expect(await refusal(test().call(GetTags, { ResourceArn }, as))).toContain("NotFoundException");
  expect(await refusal(test().call(TagResource, { ResourceArn, Tags: { a: "1" } }, as))).toContain("NotFoundException");
});
