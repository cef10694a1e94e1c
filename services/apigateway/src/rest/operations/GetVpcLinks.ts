import type { VpcLinks } from "@aws-sdk/client-api-gateway";
import { pageOf, readPage } from "../../domain/page.ts";
import { listedVpcLink } from "../../domain/rest/vpc-link.ts";
import { listMatching } from "../../store/list-matching.ts";
import { vpcLinkRows } from "../../store/vpc-links.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetVpcLinks.html */
export const GetVpcLinks: Operation<"GetVpcLinks"> = async (input, { place }, store): Promise<VpcLinks> => {
  const page = readPage(input);
  const { items, ...more } = pageOf(await listMatching(store.of(place), vpcLinkRows, { page }), page.limit);
  return { items: items.map(({ row }) => listedVpcLink(row)), ...more };
};
