import type { MethodSetting } from "@aws-sdk/client-api-gateway";
import type { PublishedRestStage } from "../../store/published.ts";
import { mayNotInvalidate } from "./failure.ts";
import { contextAt } from "../mappings/json-path.ts";
import { mappingSource } from "../mappings/parameter-mapping.ts";
import { mappingScope } from "./request-mapping.ts";
import type { RestAnswer, RestCall } from "./rest-call.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html: "maximum … that can be cached" */
const MAX_ANSWER_BYTES = 1_048_576;

/** What the answers that a process remembers may take; the oldest are forgotten beyond it. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Where a stage says no other. */
const DEFAULT_TTL_SECONDS = 300;

type Entry = { readonly answer: RestAnswer; readonly until: number; readonly bytes: number };

/** Answers of all stages that cache, those asked for last at the end. */
const entries = new Map<string, Entry>();
let total = 0;

/** Names a stage as it is now: whatever is changed of it, a flush of its cache above all, begins a new one. */
const names = new WeakMap<PublishedRestStage, string>();
let lastName = 0;

/** What a request has to do with the cache; `undefined`: nothing. */
export type Caching = { readonly key: string; readonly ttlMs: number };

/** Whether the answer to a request may come from the cache. */
export function cachingOf(call: RestCall, settings: MethodSetting): Caching | undefined {
  const { method, published } = call;
  if (settings.cachingEnabled !== true || published.stage.cacheClusterEnabled !== true) return undefined;
  // What is said of all methods is said of reading alone.
  if (method.key !== "GET" && settings === published.stage.methodSettings?.["*/*"]) return undefined;
  const ttlMs = (settings.cacheTtlInSeconds ?? DEFAULT_TTL_SECONDS) * 1000;
  return ttlMs === 0 ? undefined : { key: keyOf(call), ttlMs };
}

function keyOf(call: RestCall): string {
  const { method, published } = call;
  let name = names.get(published);
  if (name === undefined) names.set(published, (name = String((lastName += 1))));
  const { cacheKeyParameters = [], cacheNamespace = method.resource.id } = method.integration?.integration ?? {};
  const scope = mappingScope(call);
  const values = cacheKeyParameters.map((parameter) => mappingSource(parameter)(scope));
  const deployment = contextAt(call.context, ["deploymentId"]);
  return JSON.stringify([name, deployment, cacheNamespace, call.request.head.method, values]);
}

/** Whether the cache is asked, and what the client is told where it wanted it not to be. */
export type CacheUse = { readonly asksCache: boolean; readonly warning?: string };

const ASKS: CacheUse = { asksCache: true };
const IGNORED = "199 Cache-control headers were ignored because the caller was unauthorized.";

/** `Cache-Control: max-age=0`: the integration is to be asked. @throws RestFailure */
export async function cacheUse(call: RestCall, settings: MethodSetting): Promise<CacheUse> {
  if (!/\bmax-age=0\b/i.test(call.headers.get("cache-control")?.join(",") ?? "")) return ASKS;
  const isFree = settings.requireAuthorizationForCacheControl !== true;
  if (isFree || (await call.mayInvalidateCache())) return { asksCache: false };
  const strategy = settings.unauthorizedCacheControlHeaderStrategy;
  if (strategy === "FAIL_WITH_403") throw mayNotInvalidate();
  return strategy === "SUCCEED_WITH_RESPONSE_HEADER" ? { asksCache: true, warning: IGNORED } : ASKS;
}

/** What was answered before, if that still holds. */
export function cached({ key }: Caching, now: number): RestAnswer | undefined {
  const entry = entries.get(key);
  if (entry === undefined) return undefined;
  forget(key);
  if (entry.until <= now) return undefined;
  keep(key, entry);
  return entry.answer;
}

/** Keeps an answer that may be given again. */
export function remember({ key, ttlMs }: Caching, answer: RestAnswer, now: number): void {
  const { body, status } = answer;
  if (status < 200 || status >= 300 || !(typeof body === "string" || Buffer.isBuffer(body))) return;
  const bytes = Buffer.byteLength(body) + key.length;
  if (bytes > MAX_ANSWER_BYTES) return;
  forget(key);
  keep(key, { answer, until: now + ttlMs, bytes });
  for (const oldest of entries.keys()) {
    if (total <= MAX_BYTES) return;
    forget(oldest);
  }
}

function keep(key: string, entry: Entry): void {
  entries.set(key, entry);
  total += entry.bytes;
}

function forget(key: string): void {
  total -= entries.get(key)?.bytes ?? 0;
  entries.delete(key);
}
