import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateVpcLink } from "./CreateVpcLink.ts";
import { DeleteVpcLink } from "./DeleteVpcLink.ts";
import { GetVpcLink } from "./GetVpcLink.ts";
import { GetVpcLinks } from "./GetVpcLinks.ts";
import { UpdateVpcLink } from "./UpdateVpcLink.ts";

const test = useApigateway();

it("a VPC link is on its way when it is made, and ready when somebody looks again", async () => {
  const as = { account: uniqueAccount() };
  const created = await test().call(CreateVpcLink, { Name: "inside", SubnetIds: ["subnet-aaaa"] }, as);
  expect(created).toEqual({
    CreatedDate: expect.any(Date),
    Name: "inside",
    SecurityGroupIds: [],
    SubnetIds: ["subnet-aaaa"],
    Tags: {},
    VpcLinkId: expect.stringMatching(/^[a-z0-9]{6}$/),
    VpcLinkStatus: "PENDING",
    VpcLinkStatusMessage: expect.any(String),
    VpcLinkVersion: "V2",
  });
  const named = { VpcLinkId: created.VpcLinkId ?? "" };
  const ready = {
    ...created,
    VpcLinkStatus: "AVAILABLE",
    VpcLinkStatusMessage: "VPC link is ready to route traffic",
  };
  expect(await test().call(GetVpcLink, named, as)).toEqual(ready);
  const updated = await test().call(UpdateVpcLink, { ...named, Name: "renamed" }, as);
  expect(updated).toEqual({ ...ready, Name: "renamed" });
  expect((await test().call(GetVpcLinks, {}, as)).Items).toEqual([updated]);
  await test().call(DeleteVpcLink, named, as);
  expect(await refusal(test().call(GetVpcLink, named, as))).toContain("NotFoundException");
});

it("a VPC link needs a subnet", async () => {
  const as = { account: uniqueAccount() };
  expect(await refusal(test().call(CreateVpcLink, { Name: "inside", SubnetIds: [] }, as))).toBe(
    "BadRequestException: SubnetIds for a vpc link cannot be empty",
  );
});
