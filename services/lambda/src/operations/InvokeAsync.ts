import { buffer } from "node:stream/consumers";
import { acceptEvent } from "../invocations/accept-event.ts";
import { readEvent } from "../domain/invocations/payload.ts";
import { findFunction } from "../find-function.ts";
import type { Operation, Output } from "../operation.ts";

/** Deprecated by AWS. https://docs.aws.amazon.com/lambda/latest/api/API_InvokeAsync.html */
export const InvokeAsync: Operation<"InvokeAsync"> = async (input, call, store): Promise<Output<"InvokeAsync">> => {
  const found = await findFunction({ name: input.FunctionName }, call.place, store);
  await acceptEvent({ found, payload: readEvent(await buffer(input.InvokeArgs)) }, call, store);
  return { Status: 202 };
};
