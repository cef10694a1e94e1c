import { STATUS_CODES } from "node:http";
import { Readable } from "node:stream";
import { AwsError } from "@skylab/aws";
import type { RequestHead, WireResponse } from "@skylab/protocol";
import type { Caller, Exchange, Inside } from "@skylab/service";
import { noSuchWebsite } from "../domain/bucket-configuration/errors.ts";
import type { Bucket } from "../domain/bucket.ts";
import { noSuchBucket, noSuchKey } from "../domain/errors.ts";
import { printable } from "../domain/printable.ts";
import { errorHeaders, errorPage, type PageError } from "../domain/website/error-page.ts";
import {
  encodeKey,
  folderRedirect,
  objectRedirect,
  redirectAll,
  type Redirection,
  routingRedirect,
  type Visit,
} from "../domain/website/redirects.ts";
import type { WebsiteAddress } from "../domain/website/website-address.ts";
import type { S3Operations } from "../operation.ts";
import type { S3Store } from "../store/store.ts";
import { decodePath } from "./address.ts";
import { ownerWhereAllAreRoot } from "./open-mode.ts";

/** Whom a website is shown to, and from what. */
type Show = {
  readonly store: S3Store;
  readonly inside: Inside<S3Operations>;
  readonly head: RequestHead;
  readonly bucket: Bucket;
  readonly visit: Visit;
  /** Nobody where absent: policies decide what everybody may read. */
  readonly visitor: Caller | undefined;
};

/** What a request for a website needs. */
export type WebsiteRequest = {
  readonly store: S3Store;
  readonly exchange: Exchange;
  readonly inside: Inside<S3Operations>;
};

/** Shows a bucket as a website. https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html */
export async function showWebsite(address: WebsiteAddress, request: WebsiteRequest): Promise<WireResponse> {
  const { inside } = request;
  const answer = await find(address, request).catch((error: unknown) => pageOf(inside, error));
  if (request.exchange.head.method !== "HEAD" || !(answer.body instanceof Readable)) return answer;
  answer.body.destroy();
  return { ...answer, body: "" };
}

async function find(address: WebsiteAddress, { store, exchange, inside }: WebsiteRequest): Promise<WireResponse> {
  const { head } = exchange;
  if (head.method !== "GET" && head.method !== "HEAD") throw notOfWebsites(head.method);
  const bucket = await store.buckets.find(address.bucket);
  if (bucket === undefined) throw noSuchBucket(address.bucket);
  const { website } = bucket.configurations;
  if (website === undefined) throw noSuchWebsite(bucket.name);
  // Relative links of its pages need the slash.
  if (address.path === "") return sendOn({ status: 302, location: `${address.base}/` });
  const visit = visitOf(address, exchange);
  if (website.RedirectAllRequestsTo !== undefined) {
    const query = head.query === "" ? "" : `?${head.query}`;
    return sendOn(redirectAll(website.RedirectAllRequestsTo, visit, `${address.path}${query}`));
  }
  const redirection = routingRedirect(website.RoutingRules ?? [], visit);
  if (redirection !== undefined) return sendOn(redirection);
  const show = { store, inside, head, bucket, visit, visitor: ownerWhereAllAreRoot(bucket, inside) };
  return showObject(show, website.IndexDocument?.Suffix ?? "").catch((error: unknown) => showError(show, error));
}

const visitOf = ({ base, path }: WebsiteAddress, { endpoint, head }: Exchange): Visit => ({
  protocol: endpoint.startsWith("https:") ? "https" : "http",
  host: head.headers.host ?? "",
  base,
  key: decodePath(path.slice(1)),
});

const notOfWebsites = (method: string): AwsError =>
  new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", {
    status: 405,
    headers: { allow: "GET, HEAD" },
    members: { Method: method, ResourceType: "OBJECT" },
  });

async function showObject(show: Show, suffix: string): Promise<WireResponse> {
  const { visit } = show;
  const isFolder = visit.key === "" || visit.key.endsWith("/");
  try {
    const answer = await read(show, isFolder ? visit.key + suffix : visit.key, asksFor(show.head));
    const location = answer.headers["x-amz-website-redirect-location"];
    return typeof location === "string" ? instead(answer, objectRedirect(location, visit)) : answer;
  } catch (error) {
    const isMissing = error instanceof AwsError && error.code === "NoSuchKey";
    if (isMissing && !isFolder && (await isThere(show, `${visit.key}/${suffix}`))) return sendOn(folderRedirect(visit));
    throw error;
  }
}

const NOTHING = Buffer.alloc(0);

/** What GetObject answers for a key. Whoever asks a website learns what is not there; the API keeps it to itself. */
async function read(show: Show, key: string, headers: RequestHead["headers"]): Promise<WireResponse> {
  const { bucket, inside, store, visitor } = show;
  const get = { method: "GET", path: `/${bucket.name}/${encodeKey(key)}`, query: "", headers };
  try {
    return await inside.answer(get, NOTHING, visitor);
  } catch (error) {
    const isDenied = error instanceof AwsError && error.code === "AccessDenied";
    if (!isDenied || (await store.objects.find(bucket, key))?.kind === "object") throw error;
    throw noSuchKey(key);
  }
}

/** Conditions and ranges are the object's to know; nothing else of a visitor's request is. */
function asksFor({ headers }: RequestHead): RequestHead["headers"] {
  const names = ["if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "range"];
  return Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}

async function isThere({ bucket, inside, visitor }: Show, key: string): Promise<boolean> {
  const asked = { Bucket: bucket.name, Key: key };
  return inside.perform("HeadObject", asked, visitor).then(
    () => true,
    () => false,
  );
}

/** The website's own page for what went wrong, or a way around it; else S3's page. */
async function showError(show: Show, error: unknown): Promise<WireResponse> {
  if (!(error instanceof AwsError)) throw error;
  const { bucket, inside, visit } = show;
  const { status } = inside.refuse(error);
  const { website } = bucket.configurations;
  const redirection = routingRedirect(website?.RoutingRules ?? [], visit, status);
  if (redirection !== undefined) return sendOn(redirection);
  const key = website?.ErrorDocument?.Key;
  if (key === undefined || status < FIRST_ERROR || status >= FIRST_FAULT) throw error;
  return read(show, key, {}).then(
    (page) => ({ ...page, status }),
    (nested: unknown) => pageOf(inside, error, nested),
  );
}

/** The page that a website shows of its own is for errors of the 4xx class. */
const FIRST_ERROR = 400;
const FIRST_FAULT = 500;

const sendOn = ({ status, location }: Redirection): WireResponse => ({
  status,
  headers: { location: printable(location) },
  body: "",
});

function instead({ body }: WireResponse, redirection: Redirection): WireResponse {
  if (body instanceof Readable) body.destroy();
  return sendOn(redirection);
}

/** An error as S3 shows it to people. That nothing has changed is none. */
function pageOf(inside: Inside<S3Operations>, error: unknown, nested?: unknown): WireResponse {
  const refused = inside.refuse(error);
  if (refused.status < FIRST_ERROR) return refused;
  const told = toldOf(error);
  const page = { requestId: inside.requestId, nested: nested === undefined ? undefined : toldOf(nested) };
  return {
    status: refused.status,
    headers: {
      ...refused.headers,
      ...errorHeaders(told),
      "content-type": "text/html; charset=utf-8",
    },
    body: errorPage(titleOf(refused.status), told, page),
  };
}

const titleOf = (status: number): string => `${status} ${STATUS_CODES[status] ?? ""}`;

const toldOf = (error: unknown): PageError =>
  error instanceof AwsError
    ? { code: error.code, message: error.message, members: error.members }
    : { code: "InternalError", message: "We encountered an internal error. Please try again.", members: {} };
