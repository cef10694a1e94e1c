import type { Caller } from "@skylab/service";
import { uniqueAccount } from "@skylab/service/testing";
import type { RestOperations } from "../rest/operation.ts";
import { CreateRestApi } from "../rest/operations/CreateRestApi.ts";
import type { TestApigateway } from "./use-apigateway.ts";

/** A REST API of an account of its own. */
export type TestRestApi = {
  readonly as: Pick<Caller, "account">;
  readonly restApiId: string;
  readonly rootId: string;
};

export async function newRestApi(
  { call }: TestApigateway,
  input: Partial<RestOperations["CreateRestApi"]["input"]> = {},
  as: TestRestApi["as"] = { account: uniqueAccount() },
): Promise<TestRestApi> {
  const { id = "", rootResourceId = "" } = await call(CreateRestApi, { name: "pets", ...input }, as);
  return { as, restApiId: id, rootId: rootResourceId };
}
