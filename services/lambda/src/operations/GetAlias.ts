import type { AliasConfiguration } from "@aws-sdk/client-lambda";
import { describeAlias } from "../domain/aliases/alias.ts";
import { cannotFindAlias } from "../domain/aliases/errors.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export const GetAlias: Operation<"GetAlias"> = async (input, call, store): Promise<AliasConfiguration> => {
  const of = readFunctionName({ name: input.FunctionName }, call.place);
  const alias = await store.aliases.read({ ...of, alias: input.Name });
  if (alias === undefined) throw cannotFindAlias(functionArn(of, input.Name));
  return describeAlias(of, alias);
};
