import { expect, it } from "vitest";
import { CreateUsagePlan } from "../rest/operations/CreateUsagePlan.ts";
import { GetUsagePlan } from "../rest/operations/GetUsagePlan.ts";
import { useApigateway } from "../testing/use-apigateway.ts";
import { deployedWebSocketApi } from "../testing/web-socket-api.ts";
import { DeleteApi } from "../v2/operations/DeleteApi.ts";
import { DeleteStage } from "../v2/operations/DeleteStage.ts";

const test = useApigateway();

/** A WebSocket API in a plan of its account. */
async function newPlanned() {
  const { as, id: ApiId } = await deployedWebSocketApi(test(), { routes: { $connect: {} } });
  const apiStages = [{ apiId: ApiId, stage: "test" }];
  const { id: usagePlanId = "" } = await test().call(CreateUsagePlan, { name: "plan", apiStages }, as);
  const stages = async () => (await test().call(GetUsagePlan, { usagePlanId }, as)).apiStages;
  return { ApiId, apiStages, as, stages };
}

it("a stage of a WebSocket API that is deleted, or whose API is, is taken out of plans", async () => {
  const [one, other] = [await newPlanned(), await newPlanned()];
  await test().call(DeleteStage, { ApiId: one.ApiId, StageName: "test" }, one.as);
  expect([await one.stages(), await other.stages()]).toEqual([[], other.apiStages]);
  await test().call(DeleteApi, { ApiId: other.ApiId }, other.as);
  expect(await other.stages()).toEqual([]);
});
