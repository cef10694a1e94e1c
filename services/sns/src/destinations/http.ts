import { AwsError } from "@skylab/aws";
import { DeniedError, type Guard } from "@skylab/egress";
import { DELIVERED, type Delivery, type Destination, type Outcome } from "../domain/delivery/delivery.ts";
import { DEFAULT_CONTENT_TYPE, effectiveDeliveryPolicy } from "../domain/delivery/delivery-policy.ts";
import { type Notice, subscriptionOf } from "../domain/messages/notice.ts";
import { subscriptionArn } from "../domain/subscriptions/subscription.ts";
import type { Envelopes } from "./envelopes.ts";
import { failed, failureOf, refused } from "./failures.ts";
import { authorizationFor, type Login, loginOf } from "./http-challenge.ts";
import { type Answer, openPost, type Post, type SendPost } from "./post.ts";

/** An endpoint that has not answered by then has failed. https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html */
const ANSWERS_WITHIN_MS = 15_000;

const MAX_REDIRECTS = 3;

export type HttpParts = {
  readonly envelopes: Envelopes;
  readonly guard: Guard;
  /** Milliseconds; AWS's where absent. */
  readonly answersWithin?: number;
};

/** Web servers: `http` and `https`. */
export function openHttp({ envelopes, guard, answersWithin = ANSWERS_WITHIN_MS }: HttpParts): Destination {
  const send = openPost(guard);
  return {
    deliver: async (delivery) => {
      const { headers, body } = await requestOf(delivery, envelopes);
      const { url, login } = addressOf(delivery.subscriber.endpoint);
      const giveUp = AbortSignal.timeout(answersWithin);
      try {
        return outcomeOf(await followed(send, { url, headers, body, signal: giveUp }, login));
      } catch (error) {
        if (giveUp.aborted) return failed("Timeout", `The endpoint did not answer within ${answersWithin} ms.`);
        if (error instanceof DeniedError) return refused("Forbidden", error.message);
        return failed("ConnectionFailed", error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** The URL without its login, which is told only to who asks. */
function addressOf(endpoint: string): { readonly url: URL; readonly login: Login | undefined } {
  const url = new URL(endpoint);
  const login = loginOf(url);
  url.username = "";
  url.password = "";
  return { url, login };
}

async function requestOf(delivery: Delivery, envelopes: Envelopes): Promise<Pick<Post, "headers" | "body">> {
  const notice = envelopes.notice(delivery);
  const isRaw = delivery.subscriber.raw && notice.type === "Notification";
  const body = Buffer.from(isRaw ? notice.message : await envelopes.write(delivery));
  return { headers: { ...headersOf(delivery, notice), "content-length": String(body.length) }, body };
}

/** https://docs.aws.amazon.com/sns/latest/dg/http-header.html */
function headersOf(delivery: Delivery, { type, id, topicArn }: Notice): Record<string, string> {
  const { topic, subscriber } = delivery;
  const { contentType } = effectiveDeliveryPolicy(topic.deliveryPolicy, subscriber.deliveryPolicy);
  const isNotification = type === "Notification";
  return {
    "x-amz-sns-message-type": type,
    "x-amz-sns-message-id": id,
    "x-amz-sns-topic-arn": topicArn,
    ...(type !== "SubscriptionConfirmation" && {
      "x-amz-sns-subscription-arn": subscriptionArn(subscriptionOf(delivery)),
    }),
    ...(isNotification && subscriber.raw && { "x-amz-sns-rawdelivery": "true" }),
    "content-type": isNotification ? contentType : DEFAULT_CONTENT_TYPE,
    "user-agent": "Amazon Simple Notification Service Agent",
    "accept-encoding": "gzip,deflate",
  };
}

/** Sends it, with the login where it is asked for, and on to where the answer points. */
async function followed(send: SendPost, first: Post, login: Login | undefined): Promise<Answer> {
  let { url } = first;
  for (let redirects = 0; ; redirects += 1) {
    const isHome = url.origin === first.url.origin;
    const answer = await withLogin(send, { ...first, url }, isHome ? login : undefined);
    const target = redirectOf(answer, url);
    if (target === undefined || redirects === MAX_REDIRECTS) return answer;
    url = target;
  }
}

async function withLogin(send: SendPost, post: Post, login: Login | undefined): Promise<Answer> {
  const answer = await send(post);
  if (answer.status !== UNAUTHORIZED || login === undefined) return answer;
  const authorization = authorizationFor(answer.challenges, login, post.url.pathname + post.url.search);
  return authorization === undefined ? answer : await send({ ...post, headers: { ...post.headers, authorization } });
}

function redirectOf({ status, location }: Answer, from: URL): URL | undefined {
  if (!REDIRECTS.has(status) || location === undefined || !URL.canParse(location, from.href)) return undefined;
  const target = new URL(location, from);
  return /^https?:$/.test(target.protocol) ? target : undefined;
}

const UNAUTHORIZED = 401;
/** The message is posted again. After 303 See Other nothing is to be posted. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 307, 308]);

function outcomeOf({ status, statusText }: Answer): Outcome {
  if (status >= 200 && status < 300) return DELIVERED;
  return failureOf(new AwsError(String(status), `The endpoint answered ${status} ${statusText}.`, { status }));
}
