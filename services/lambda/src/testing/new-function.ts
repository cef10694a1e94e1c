import { randomInt } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import type { LambdaOperations } from "../operation.ts";
import { CreateFunction } from "../operations/CreateFunction.ts";
import type { TestLambda } from "./use-lambda.ts";

type Input = LambdaOperations["CreateFunction"]["input"];

/** A zip file with these texts in it; another one each time where nothing is said. */
export const zipOf = (files: Readonly<Record<string, string>> = { "index.js": `// ${Math.random()}` }): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

/** What it takes to make a function. */
export const functionInput = (account: string, more: Partial<Input> = {}): Input => ({
  FunctionName: "work",
  Runtime: "nodejs22.x",
  Handler: "index.handler",
  Role: `arn:aws:iam::${account}:role/worker`,
  Code: { ZipFile: zipOf() },
  ...more,
});

/** A function of an account of its own. */
export type NewFunction = {
  readonly as: { readonly account: string };
  readonly place: { readonly account: string; readonly region: string };
  readonly FunctionName: string;
  readonly arn: string;
};

/** An account that no other test has. */
const newAccount = (): string => String(randomInt(100_000_000_000, 999_999_999_999));

/** Makes one as a client does. */
export async function newFunction(test: TestLambda, more: Partial<Input> = {}): Promise<NewFunction> {
  const account = newAccount();
  const { FunctionName } = functionInput(account, more);
  await test.call(CreateFunction, functionInput(account, more), { account });
  const place = { account, region: "us-east-1" };
  return { as: { account }, place, FunctionName, arn: `arn:aws:lambda:us-east-1:${account}:function:${FunctionName}` };
}
