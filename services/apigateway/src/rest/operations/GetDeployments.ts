import type { Deployments } from "@aws-sdk/client-api-gateway";
import { pageOf, readPage } from "../../domain/page.ts";
import { describeDeployment } from "../../domain/rest/deployment.ts";
import { apiOf } from "../../store/rest-apis.ts";
import { deploymentRows } from "../../store/stages.ts";
import type { Operation } from "../operation.ts";

export const GetDeployments: Operation<"GetDeployments"> = async (input, { place }, store): Promise<Deployments> => {
  const { restApiId } = input;
  const rows = store.of(place);
  await apiOf(rows, place, restApiId);
  const { after, limit } = readPage(input);
  const listed = await rows.list(deploymentRows, { prefix: [restApiId], after, limit: limit + 1 });
  const { items, ...position } = pageOf(listed, limit);
  return { items: items.map(({ row }) => describeDeployment(row)), ...position };
};
