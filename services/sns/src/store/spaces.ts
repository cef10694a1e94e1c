/** name -> TopicRow */
export const TOPICS_SPACE = "sns.topics";

/** id of a deleted topic -> its name, until nothing is left of its subscriptions */
export const DELETED_TOPICS_SPACE = "sns.deleted-topics";

/** topic's id, id -> Subscription */
export const SUBSCRIPTIONS_SPACE = "sns.subscriptions";

/** topic's id, protocol, SHA-256 of the endpoint -> id of its subscription */
export const ENDPOINTS_SPACE = "sns.subscribed-endpoints";

/** topic's id, token -> id of the subscription that it confirms; it expires */
export const TOKENS_SPACE = "sns.subscription-tokens";

/** when, topic's name, topic's id, subscription's id -> nothing: the subscriptions that end then if nobody confirms them */
export const PENDING_SPACE = "sns.pending-subscriptions";

/** topic's account, topic's name, topic's id, id -> nothing: the subscriptions of this account, to whosever topics */
export const OWNED_SPACE = "sns.owned-subscriptions";

/** What SNS keeps in the records of a place: the spaces of its tables, which a reset empties. */
export const SPACES: readonly string[] = [
  TOPICS_SPACE,
  DELETED_TOPICS_SPACE,
  SUBSCRIPTIONS_SPACE,
  ENDPOINTS_SPACE,
  TOKENS_SPACE,
  PENDING_SPACE,
  OWNED_SPACE,
];
