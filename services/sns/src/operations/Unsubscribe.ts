import { isSameRegion } from "@skylab/aws";
import type { Call } from "@skylab/service";
import { invalidParameter } from "../domain/errors.ts";
import { readSubscriptionArn } from "../domain/read-arn.ts";
import { hearsOfItsEnd } from "../domain/subscriptions/protocols.ts";
import { newToken } from "../domain/subscriptions/token.ts";
import { isSigned } from "../is-signed.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
export const Unsubscribe: Operation<"Unsubscribe"> = async (input, call, store): Promise<Record<string, never>> => {
  const { id, topic: address } = readSubscriptionArn(input.SubscriptionArn);
  if (isSigned(call.caller) && !isSameRegion(address.place, call.place)) throw invalidParameter("SubscriptionArn");
  const topic = await store.topics.read(address);
  // AWS answers 200 here although there is no such subscription any more.
  if (topic === undefined) return {};
  const token = newToken(call.ids.bytes, call.clock.now());
  const ended = await store.subscriptions.remove(topic, id, { token });
  if (ended?.pending === undefined && ended !== undefined && hearsOfItsEnd(ended, endedBy(call))) {
    await store.confirmations.tellEnd(topic, ended, token.token);
  }
  return {};
};

/** The account of who ends it; nobody's, where nothing was signed. */
const endedBy = ({ caller }: Call): string => (isSigned(caller) ? caller.account : "");
