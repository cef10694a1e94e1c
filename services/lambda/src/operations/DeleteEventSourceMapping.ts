import type { EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";
import { mappingNotFound } from "../domain/mappings/errors.ts";
import { describeMapping } from "../domain/mappings/mapping.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html */
export const DeleteEventSourceMapping: Operation<"DeleteEventSourceMapping"> = async (
  input,
  call,
  store,
): Promise<EventSourceMappingConfiguration> => {
  const { clock, ids, place } = call;
  const deleted = await store.mappings.update({ place, uuid: input.UUID }, (mapping) =>
    mapping.wanted === "Deleted"
      ? mapping
      : { ...mapping, wanted: "Deleted", state: "Deleting", revision: ids.uuid(), modifiedAt: clock.now() },
  );
  // It is gone when whoever runs it has ended that.
  if (deleted === undefined) throw mappingNotFound();
  return describeMapping(deleted);
};
