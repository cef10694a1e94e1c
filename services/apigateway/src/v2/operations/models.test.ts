import { refusal } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { newHttpApi, newWebSocketApi } from "../../testing/v2-api.ts";
import { CreateModel } from "./CreateModel.ts";
import { DeleteModel } from "./DeleteModel.ts";
import { GetModel } from "./GetModel.ts";
import { GetModels } from "./GetModels.ts";
import { GetModelTemplate } from "./GetModelTemplate.ts";
import { UpdateModel } from "./UpdateModel.ts";

const test = useApigateway();

const Schema = JSON.stringify({ type: "object", properties: { text: { type: "string" } } });

it("a WebSocket API has models, with templates to begin with", async () => {
  const { ApiId, as } = await newWebSocketApi(test());
  const created = await test().call(CreateModel, { ApiId, Name: "Message", Schema }, as);
  expect(created).toEqual({ ContentType: "application/json", ModelId: expect.any(String), Name: "Message", Schema });
  const named = { ApiId, ModelId: created.ModelId ?? "" };
  const updated = await test().call(UpdateModel, { ...named, Description: "what is said" }, as);
  expect(updated).toEqual({ ...created, Description: "what is said" });
  expect(await test().call(GetModel, named, as)).toEqual(updated);
  expect((await test().call(GetModels, { ApiId }, as)).Items).toEqual([updated]);
  expect((await test().call(GetModelTemplate, named, as)).Value).toContain('"text" : "foo"');
  await test().call(DeleteModel, named, as);
  expect(await refusal(test().call(GetModelTemplate, named, as))).toBe(
    `NotFoundException: Invalid Model identifier specified ${named.ModelId}`,
  );
});

it("a model has a name of its own, of letters and digits, and a schema", async () => {
  const { ApiId, as } = await newWebSocketApi(test());
  const create = (Name: string, schema = Schema): Promise<string> =>
    refusal(test().call(CreateModel, { ApiId, Name, Schema: schema }, as));
  await test().call(CreateModel, { ApiId, Name: "Message", Schema }, as);
  expect(await create("Message")).toContain("ConflictException");
  expect(await create("p-m3")).toBe("BadRequestException: Model name must be alphanumeric: p-m3");
  expect(await create("Other", "{")).toContain("BadRequestException");
});

it("an HTTP API has none", async () => {
  const { ApiId, as } = await newHttpApi(test());
  expect(await refusal(test().call(CreateModel, { ApiId, Name: "Message", Schema }, as))).toBe(
    "BadRequestException: Currently, Models are not permitted for APIs with a protocol type of HTTP",
  );
});
