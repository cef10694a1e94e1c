import type { Resource } from "@aws-sdk/client-api-gateway";
import { describeResource } from "../../domain/rest/resource.ts";
import { resourceOf } from "../methods/find-method.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetResource.html */
export const GetResource: Operation<"GetResource"> = async (input, { place }, store): Promise<Resource> =>
  describeResource(await resourceOf(store.of(place), input), input.embed);
