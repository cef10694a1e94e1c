import type { ListOriginationNumbersResult } from "@aws-sdk/client-sns";
import type { Operation } from "../operation.ts";

/**
 * No account has any: one rents them from another service.
 * https://docs.aws.amazon.com/sns/latest/api/API_ListOriginationNumbers.html
 */
export const ListOriginationNumbers: Operation<
  "ListOriginationNumbers"
> = async (): Promise<ListOriginationNumbersResult> => ({ PhoneNumbers: [] });
