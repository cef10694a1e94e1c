import { expect, it } from "vitest";
import { CreateModel } from "../rest/operations/CreateModel.ts";
import { deployableApi } from "../testing/deployable-api.ts";
import { useApigateway } from "../testing/use-apigateway.ts";
import { apiOf } from "./rest-apis.ts";
import { takeSnapshot } from "./take-snapshot.ts";

const test = useApigateway();

it("a snapshot is of one moment: it is taken again where the API was changed meanwhile", async () => {
  const { call, store } = test();
  const place = { account: "111122223333", region: "us-east-1" };
  const { restApiId } = await deployableApi(test());
  const model = { restApiId, name: "Late", contentType: "application/json", schema: '{"type":"object"}' };
  const seen: boolean[] = [];
  await store.change(place, async (rows) => {
    const { models } = await takeSnapshot(rows, await apiOf(rows, place, restApiId));
    seen.push(models.some(({ name }) => name === "Late"));
    if (seen.length === 1) await call(CreateModel, model);
  });
  expect(seen).toEqual([false, true]);
});
