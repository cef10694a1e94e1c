import type { EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";
import { mappingNotFound } from "../domain/mappings/errors.ts";
import { describeMapping } from "../domain/mappings/mapping.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
export const GetEventSourceMapping: Operation<"GetEventSourceMapping"> = async (
  input,
  call,
  store,
): Promise<EventSourceMappingConfiguration> => {
  const mapping = await store.mappings.find({ place: call.place, uuid: input.UUID });
  if (mapping === undefined) throw mappingNotFound();
  return describeMapping(mapping);
};
