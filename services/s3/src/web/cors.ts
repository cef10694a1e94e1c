import type * as sdk from "@aws-sdk/client-s3";
import type { AwsError } from "@skylab/aws";
import type { RequestHead, WireResponse } from "@skylab/protocol";
import type { Exchange } from "@skylab/service";
import { corsHeaders, matchingRule, type PageRequest, readPageRequest } from "../domain/cors/cors-rules.ts";
import { corsBucketNotFound, corsNotAllowed, corsNotEnabled, originNeeded } from "../domain/cors/errors.ts";
import type { S3Store } from "../store/store.ts";
import { webAddress } from "./address.ts";

/** What a bucket says of a page that asks for it. */
type Judgement = {
  readonly page: PageRequest;
  /** `undefined`: the bucket has none, or there is no bucket. Then the frame's own rules decide. */
  readonly rules: readonly sdk.CORSRule[] | undefined;
  /** Allowed by this one. */
  readonly rule: sdk.CORSRule | undefined;
  /** What is said where the page may not. */
  readonly refusal: () => AwsError;
};

async function judge(store: S3Store, head: RequestHead): Promise<Judgement | undefined> {
  const page = readPageRequest(head.method, head.headers);
  if (page === undefined) return undefined;
  const { method } = page;
  const address = webAddress(head);
  const bucket = address && (await store.buckets.find(address.bucket));
  if (bucket === undefined)
    return { page, rules: undefined, rule: undefined, refusal: () => corsBucketNotFound(method) };
  const rules = bucket.configurations.cors?.CORSRules;
  if (rules === undefined) return { page, rules, rule: undefined, refusal: () => corsNotEnabled(method) };
  const resourceType = (address?.path.length ?? 0) > 1 ? "OBJECT" : "BUCKET";
  return { page, rules, rule: matchingRule(rules, page), refusal: () => corsNotAllowed({ method, resourceType }) };
}

const OK = 200;
/** As the frame answers preflights. */
const NO_CONTENT = 204;

/**
 * Answers a preflight; its headers are those of every answer to a page. A bucket that has rules is known by them alone, so
 * that a page sees here what it will see at AWS; else pages may ask that may ask Skylab's other services.
 * @throws AwsError BadRequest, AccessForbidden
 */
export async function answerPreflight(store: S3Store, exchange: Exchange): Promise<WireResponse> {
  const judgement = await judge(store, exchange.head);
  if (judgement === undefined) throw originNeeded();
  if (judgement.rule !== undefined) return { status: OK, headers: {}, body: "" };
  if (judgement.rules === undefined && exchange.page?.allowed) return { status: NO_CONTENT, headers: {}, body: "" };
  throw judgement.refusal();
}

/** @throws AwsError AccessForbidden where neither the bucket nor the frame lets a page ask. */
export async function refuseForeignPage(store: S3Store, { head, page }: Exchange): Promise<void> {
  if (page?.allowed) return;
  const judgement = await judge(store, head);
  if (judgement !== undefined && judgement.rule === undefined) throw judgement.refusal();
}

/** The headers by which a browser shows its page an answer. */
export const originHeaders =
  (store: S3Store) =>
  async ({ head, page }: Exchange): Promise<Readonly<Record<string, string>>> => {
    const judgement = await judge(store, head);
    if (judgement?.rule !== undefined) return corsHeaders(judgement.rule, judgement.page);
    return judgement?.rules === undefined && page?.allowed ? page.headers : {};
  };
