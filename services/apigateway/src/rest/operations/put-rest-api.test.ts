import { refusal, uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { bookShop } from "../../testing/book-shop.ts";
import { newRestApi } from "../../testing/new-rest-api.ts";
import { useDocuments } from "../../testing/rest-documents.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { CreateResource } from "./CreateResource.ts";
import { GetAuthorizers } from "./GetAuthorizers.ts";
import { GetModels } from "./GetModels.ts";
import { GetResources } from "./GetResources.ts";
import { GetRestApi } from "./GetRestApi.ts";

const test = useApigateway();
const { importApi, methodsOf, pathsOf, putApi } = useDocuments(test);

const SERVED = `
openapi: 3.0.1
info:
  title: served
  version: 1.0
servers:
  - url: https://example.com/{basePath}
    variables:
      basePath:
        default: /base/part/
paths:
  /test:
    get:
      responses: { 200: { description: fine } }
      x-amazon-apigateway-integration:
        type: mock
        requestParameters:
          integration.request.header.nothing: true
          integration.request.header.quoted: "'True'"
        responses: { default: { statusCode: 200 } }
`;

it.each([
  ["ignore", ["/", "/test"], "/test"],
  ["prepend", ["/", "/base", "/base/part", "/base/part/test"], "/base/part/test"],
  ["split", ["/", "/part", "/part/test"], "/part/test"],
])("the base path of a server is there by what is asked: %s", async (basepath, paths, path) => {
  const { as, restApiId } = await newRestApi(test());
  const api = await putApi(SERVED, as, { restApiId, mode: "overwrite", parameters: { basepath } });
  expect(api).toMatchObject({ name: "served", version: "1.0", tags: {} });
  expect(api.warnings).toEqual([
    `Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.nothing' of resource '${path}' and method 'GET' but got 'true'`,
  ]);
  expect(await pathsOf(restApiId, as)).toEqual(paths);
  const methods = await methodsOf(restApiId, as);
  expect(methods.get(`GET ${path}`)?.methodIntegration?.requestParameters).toEqual({
    "integration.request.header.quoted": "'True'",
  });
});

it("overwriting leaves what the document has, under the ids that it had", async () => {
  const { as, restApiId, rootId } = await newRestApi(test(), { description: "before", tags: { team: "books" } });
  const { id: booksId } = await test().call(CreateResource, { restApiId, parentId: rootId, pathPart: "books" }, as);
  await test().call(CreateResource, { restApiId, parentId: rootId, pathPart: "gone" }, as);
  const { info, ...shop } = bookShop(as.account);
  const { description: _description, ...shortInfo } = info;
  const api = await putApi({ ...shop, info: shortInfo }, as, { restApiId, mode: "overwrite" });
  expect(api).toMatchObject({ id: restApiId, rootResourceId: rootId, name: "Book shop", tags: { team: "books" } });
  expect(api).not.toHaveProperty("description");
  expect(await pathsOf(restApiId, as)).toEqual(["/", "/books", "/books/{isbn}", "/books/{isbn}/{proxy+}"]);
  const { items: resources = [] } = await test().call(GetResources, { restApiId }, as);
  expect(resources.find(({ path }) => path === "/books")?.id).toBe(booksId);
  const { items: models = [] } = await test().call(GetModels, { restApiId }, as);
  expect(models.map(({ name }) => name)).toEqual(["Book", "Books", "Problem"]);
  const { items: authorizers = [] } = await test().call(GetAuthorizers, { restApiId }, as);
  const empty = { swagger: "2.0", info: { title: "empty", version: "2" }, paths: {} };
  const again = { ...empty, securityDefinitions: { clerk: shop.securityDefinitions.clerk } };
  await putApi(again, as, { restApiId, mode: "overwrite" });
  expect(await pathsOf(restApiId, as)).toEqual(["/"]);
  const kept = await test().call(GetAuthorizers, { restApiId }, as);
  expect(kept.items).toEqual(authorizers.filter(({ name }) => name === "clerk"));
  expect(await test().call(GetRestApi, { restApiId }, as)).not.toHaveProperty("policy");
});

it("merging adds to what there is, and a method of the document takes the place of another", async () => {
  const as = { account: uniqueAccount() };
  const { id: restApiId = "" } = await importApi(bookShop(as.account), as);
  const get = { responses: {}, "x-amazon-apigateway-integration": { type: "mock" } };
  const document = {
    swagger: "2.0",
    info: { title: "Book shop", version: "1.5" },
    paths: { "/books": { get }, "/carts": { get } },
    definitions: { Cart: { type: "object" } },
  };
  const api = await putApi(document, as, { restApiId, mode: "merge" });
  expect(api).toMatchObject({ version: "1.5", description: "Sells books", binaryMediaTypes: ["image/*"] });
  const methods = await methodsOf(restApiId, as);
  expect([...methods.keys()].toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
    "ANY /books/{isbn}/{proxy+}",
    "GET /",
    "GET /books",
    "GET /carts",
    "POST /books",
  ]);
  expect(methods.get("GET /books")).toMatchObject({ authorizationType: "NONE", methodIntegration: { type: "MOCK" } });
  expect(methods.get("GET /books")).not.toHaveProperty("operationName");
  const { items: models = [] } = await test().call(GetModels, { restApiId }, as);
  expect(models.map(({ name }) => name)).toEqual(["Book", "Books", "Cart", "Problem"]);
});

it("a put that is refused changes nothing", async () => {
  const as = { account: uniqueAccount() };
  const { id: restApiId = "" } = await importApi(bookShop(as.account), as);
  const before = await methodsOf(restApiId, as);
  const wrong = { swagger: "2.0", info: { title: "wrong" }, paths: {}, definitions: { "a-b": { type: "object" } } };
  expect(await refusal(putApi(wrong, as, { restApiId, mode: "overwrite" }))).toContain("Errors found during import:");
  expect(await methodsOf(restApiId, as)).toEqual(before);
  expect((await test().call(GetRestApi, { restApiId }, as)).name).toBe("Book shop");
});
