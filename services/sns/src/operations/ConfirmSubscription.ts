import type { ConfirmSubscriptionResponse } from "@aws-sdk/client-sns";
import { AwsError, isSameRegion } from "@skylab/aws";
import { invalidParameter } from "../domain/errors.ts";
import { readTopicArn } from "../domain/read-arn.ts";
import { confirmed } from "../domain/subscriptions/confirmed.ts";
import { subscriptionArn } from "../domain/subscriptions/subscription.ts";
import { isToken } from "../domain/subscriptions/token.ts";
import { isSigned } from "../is-signed.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export const ConfirmSubscription: Operation<"ConfirmSubscription"> = async (
  input,
  call,
  store,
): Promise<ConfirmSubscriptionResponse> => {
  const address = readTopicArn(input.TopicArn);
  const isAuthenticated = isSigned(call.caller);
  if (isAuthenticated && !isSameRegion(address.place, call.place)) throw invalidParameter("Topic");
  if (!isToken(input.Token)) throw invalidToken();
  // AWS tells of the token also where it is the topic that is not there.
  const topic = await store.topics.read(address);
  if (topic === undefined) throw invalidParameter("Token");
  const known = await store.subscriptions.withToken(topic, input.Token);
  if (known === undefined) throw invalidParameter("Token");

  const confirmation = {
    at: call.clock.now(),
    isAuthenticated,
    authenticateOnUnsubscribe: isAuthenticated && input.AuthenticateOnUnsubscribe?.toLowerCase() === "true",
  };
  const changed = await store.subscriptions.change(topic, known.id, (current) =>
    current.pending === undefined ? current : confirmed(current, confirmation),
  );
  if (changed !== undefined) return { SubscriptionArn: subscriptionArn({ topic, id: changed.id }) };
  // It was over, and comes back, without what was being replayed to it.
  const { replay: _over, ...ended } = known;
  const again = confirmed({ ...ended, id: call.ids.uuid() }, confirmation);
  const { id } = (await store.subscriptions.create(topic, again)) ?? again;
  return { SubscriptionArn: subscriptionArn({ topic, id }) };
};

/** Recorded: what does not look like a token is refused in other words than one that nobody has. */
const invalidToken = (): AwsError => new AwsError("InvalidParameter", "Invalid token", { status: 400 });
