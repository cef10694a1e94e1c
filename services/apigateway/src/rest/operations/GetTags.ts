import type { Tags } from "@aws-sdk/client-api-gateway";
import { findTagged } from "../../find-tagged.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetTags.html */
export const GetTags: Operation<"GetTags"> = async ({ resourceArn }, { place }, store): Promise<Tags> => ({
  tags: await findTagged(resourceArn, store, place).read(),
});
