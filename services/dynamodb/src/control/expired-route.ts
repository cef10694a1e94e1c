import type { ServiceDefinition, Types } from "@skylab/service";
import { EXPIRED_PATH } from "../facts.ts";
import type { DynamoStore } from "../store/store.ts";

/**
 * LocalStack's endpoint that deletes the items whose time to live has passed, and tells how many.
 * https://docs.localstack.cloud/aws/services/dynamodb/#developer-endpoints
 */
export const expiredRoute =
  ({ timeToLive }: DynamoStore): NonNullable<ServiceDefinition<Types, unknown>["control"]> =>
  (router, { clock }) => {
    router.route(EXPIRED_PATH).delete(async (_request, response) => {
      const deleted = await timeToLive.deleteDue(clock.now(), new AbortController().signal);
      response.json({ ExpiredItems: deleted });
    });
  };
