import type { CreateVpcLinkResponse } from "@aws-sdk/client-apigatewayv2";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { checkTags } from "../../domain/tags.ts";
import { describeNewVpcLink, newVpcLink } from "../../domain/v2/vpc-link.ts";
import { v2VpcLinkRows } from "../../store/v2-vpc-links.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html */
export const CreateVpcLink: Operation<"CreateVpcLink"> = async (input, call, store): Promise<CreateVpcLinkResponse> => {
  checkTags(input.Tags);
  const link = newVpcLink(input, { id: newId(call.ids, PART_ID_LENGTH), now: call.clock.now() });
  await store.change(call.place, async (rows) => rows.put(v2VpcLinkRows, link, link.VpcLinkId));
  return describeNewVpcLink(link);
};
