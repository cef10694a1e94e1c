import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateVpcLink } from "./CreateVpcLink.ts";
import { DeleteVpcLink } from "./DeleteVpcLink.ts";
import { GetVpcLink } from "./GetVpcLink.ts";
import { GetVpcLinks } from "./GetVpcLinks.ts";
import { UpdateVpcLink } from "./UpdateVpcLink.ts";

const test = useApigateway();

const TARGET = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/a/50dc6c495c0c9188";

it("a VPC link is available at once, and is kept as it was made and changed", async () => {
  const { call } = test();
  const as = { account: uniqueAccount() };
  const link = await call(CreateVpcLink, { name: "link", targetArns: [TARGET] }, as);
  const vpcLinkId = link.id ?? "";
  expect(link).toEqual({ id: vpcLinkId, name: "link", targetArns: [TARGET], status: "AVAILABLE" });
  const name = { op: "replace", path: "/name", value: "other" } as const;
  await call(UpdateVpcLink, { vpcLinkId, patchOperations: [name] }, as);
  expect(await call(GetVpcLink, { vpcLinkId }, as)).toEqual({ ...link, name: "other", tags: {} });
  expect(await call(GetVpcLinks, {}, as)).toEqual({ items: [{ ...link, name: "other" }] });
  await call(DeleteVpcLink, { vpcLinkId }, as);
  expect(await refusal(call(GetVpcLink, { vpcLinkId }, as))).toBe(
    "NotFoundException: Invalid Vpc Link identifier specified",
  );
});

it("a VPC link leads to one network load balancer", async () => {
  const { call } = test();
  expect(await refusal(call(CreateVpcLink, { name: "link", targetArns: [] }))).toContain("BadRequestException");
  const queue = "arn:aws:sqs:us-east-1:111122223333:queue";
  expect(await refusal(call(CreateVpcLink, { name: "link", targetArns: [queue] }))).toContain("BadRequestException");
});
