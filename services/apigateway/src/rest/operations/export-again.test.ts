import { uniqueAccount } from "@skylab/service/testing";
import { expect, it } from "vitest";
import { bookShop } from "../../testing/book-shop.ts";
import { useExports, WHOLE } from "../../testing/rest-exports.ts";
import { useApigateway } from "../../testing/use-apigateway.ts";
import { GetResources } from "./GetResources.ts";

type As = { readonly account: string };

const test = useApigateway();
const { deployed, exportApi } = useExports(test);

it.each([
  ["swagger", "application/json"],
  ["swagger", "application/yaml"],
  ["oas30", "application/json"],
  ["oas30", "application/yaml"],
])("what is exported as %s in %s, imported and exported again is the same", async (exportType, accepts) => {
  const as = { account: uniqueAccount() };
  const first = await deployed(bookShop(as.account), as);
  const export1 = await exportApi(first, as, { exportType, accepts, ...WHOLE });
  const second = await deployed(Buffer.from(export1.body ?? "").toString(), as);
  const export2 = await exportApi(second, as, { exportType, accepts, ...WHOLE });
  expect(export2.contentDisposition).toBe(export1.contentDisposition);
  // The resource policy goes on to name the API that it was exported of.
  const text = (bytes: Uint8Array = new Uint8Array()) =>
    Buffer.from(bytes).toString().replaceAll(first, "ID").replaceAll(second, "ID");
  expect(text(export2.body)).toBe(text(export1.body));
  // Also what answers requests is: but for ids.
  expect(await methods(second, as)).toEqual(await methods(first, as));
});

/** Methods by their paths, without ids. */
async function methods(restApiId: string, as: As): Promise<unknown> {
  const { items = [] } = await test().call(GetResources, { restApiId, embed: ["methods"] }, as);
  const told = items.map(({ id = "", path = "", resourceMethods }): [string, unknown] => [
    path,
    JSON.parse(
      JSON.stringify(resourceMethods ?? {}, (name, value: unknown) =>
        name === "authorizerId" || name === "requestValidatorId" ? "ID" : value === id ? "ID" : value,
      ),
    ),
  ]);
  return Object.fromEntries(told);
}
