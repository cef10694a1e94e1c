import { type Readable, pipeline, Transform, type TransformCallback } from "node:stream";
import { type AuthenticatedForm, authenticateForm, formForOtherRegion, missingField } from "@skylab/auth";
import { escapeText, type RequestHead, s3Address, type WireResponse } from "@skylab/protocol";
import { type Caller, discardRest, type Exchange, type Inside } from "@skylab/service";
import type { Bucket } from "../domain/bucket.ts";
import { noSuchBucket } from "../domain/errors.ts";
import { checkForm, type Fields } from "../domain/post-form/check-form.ts";
import { fileTooLarge, fileTooSmall, noFile } from "../domain/post-form/errors.ts";
import { formAnswer, keyOfForm, type Uploaded } from "../domain/post-form/form-answer.ts";
import { allowedSizes, type PostPolicy, readPostPolicy, type SizeRange } from "../domain/post-form/post-policy.ts";
import { putHeaders } from "../domain/post-form/put-headers.ts";
import { encodeKey } from "../domain/website/redirects.ts";
import type { S3Operations } from "../operation.ts";
import type { S3Store } from "../store/store.ts";
import { decodePath } from "./address.ts";
import { type BrowserForm, readForm } from "./read-form.ts";
import { taggingOfForm } from "./form-tagging.ts";

/** Whether a request is a form to a bucket. Whoever posts to one with a query asks for an operation. */
export function isForm(head: RequestHead): boolean {
  if (head.method !== "POST" || head.query !== "") return false;
  const { bucket, path } = s3Address(head);
  return bucket !== undefined && (path === "/" || path === "");
}

type FormRequest = { readonly store: S3Store; readonly exchange: Exchange; readonly inside: Inside<S3Operations> };

/** Puts the object that a form in a browser uploads. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
export async function postObject({ store, exchange, inside }: FormRequest): Promise<WireResponse> {
  const name = decodePath(s3Address(exchange.head).bucket ?? "");
  const bucket = await store.buckets.find(name);
  if (bucket === undefined) throw noSuchBucket(name);
  const form = await readForm(exchange.request);
  try {
    const { caller, sizes, key } = await admit(form, bucket, inside);
    if (form.file === undefined) throw noFile();
    const headers = putHeaders(form.fields, taggingOfForm(form.fields.get("tagging")?.value));
    const put = { method: "PUT", path: `/${bucket.name}/${encodeKey(key)}`, query: "", headers };
    const answer = await inside.answer(put, ofSize(form.file.body, sizes), caller);
    return answerForm(answer, form.fields, { bucket: bucket.name, key, bucketUrl: urlOf(exchange, bucket) });
  } finally {
    // What a browser sends behind the file.
    discardRest(exchange.request);
  }
}

type Admitted = { readonly caller: Caller; readonly sizes: SizeRange; readonly key: string };

/** Who sends a form, and what it may put where. @throws AwsError in the order in which S3 finds what is wrong */
async function admit(form: BrowserForm, bucket: Bucket, inside: Inside<S3Operations>): Promise<Admitted> {
  const key = form.fields.get("key")?.value;
  if (key === undefined || key === "") throw missingField("key");
  const { identity, signed } = await authenticate(form.fields, inside);
  requireRegion(signed, form.fields, bucket);
  inside.frame.auth.identities?.noteUse(identity, { service: "s3", region: bucket.region });
  const named = keyOfForm(key, form.file?.filename);
  const text = form.fields.get("policy")?.value;
  if (text === undefined) return { caller: identity, sizes: allowedSizes(NO_POLICY), key: named };
  const policy = readPostPolicy(text);
  checkForm(policy, { fields: form.fields, bucket: bucket.name, key: named }, inside.frame.clock.now());
  return { caller: identity, sizes: allowedSizes(policy), key: named };
}

function requireRegion(signed: AuthenticatedForm["signed"], fields: Fields, { region }: Bucket): void {
  const asked = signed?.scope?.region ?? region;
  if (asked !== region) throw formForOtherRegion(fields.get("x-amz-credential")?.value ?? "", asked, region);
}

/** Who signs nothing needs none: the bucket's own policy and ACL decide. */
const NO_POLICY: PostPolicy = { expiresAt: Number.POSITIVE_INFINITY, conditions: [] };

function authenticate(fields: Fields, { frame }: Inside<S3Operations>): Promise<AuthenticatedForm> {
  const { auth, clock, log } = frame;
  return authenticateForm(new Map(Array.from(fields, ([name, { value }]) => [name, value])), {
    mode: auth.mode,
    rootKey: auth.rootKey,
    issuerNow: clock.now(),
    lookup: auth.identities?.lookup ?? (() => Promise.resolve(undefined)),
    report: (refusal, identity) => log.warn({ code: refusal.code, caller: identity.arn }, `audit: ${refusal.message}`),
  });
}

/** The file, if it is as large as it may be: S3 tells how large it is where it is not, and so it flows to its end. */
function ofSize(file: Readable, { max, min }: SizeRange): Readable {
  let size = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      size += chunk.length;
      done(null, size > max ? undefined : chunk);
    },
    flush(done) {
      if (size > max) done(fileTooLarge(size, max));
      else done(size < min ? fileTooSmall(size, min) : null);
    },
  });
  // An error of either ends the other, and whoever reads is told.
  pipeline(file, check, () => undefined);
  return check;
}

/** The bucket's URL, as the form was sent to it. */
const urlOf = ({ endpoint, head }: Exchange, { name }: Bucket): string =>
  s3Address(head).isVirtual === true ? endpoint : `${endpoint}/${name}`;

function answerForm(put: WireResponse, fields: Fields, uploaded: Omit<Uploaded, "etag">): WireResponse {
  const etag = String(put.headers["etag"] ?? "");
  const redirect = (fields.get("success_action_redirect") ?? fields.get("redirect"))?.value;
  const status = fields.get("success_action_status")?.value;
  const answer = formAnswer({ ...uploaded, etag }, { redirect, status });
  const headers = { ...put.headers, location: answer.location };
  if (!answer.shows) return { status: answer.status, headers, body: "" };
  const { bucket, key } = uploaded;
  const members = Object.entries({ Location: answer.location, Bucket: bucket, Key: key, ETag: etag });
  const elements = members.map(([name, value]) => `<${name}>${escapeText(value)}</${name}>`);
  return {
    status: answer.status,
    headers: { ...headers, "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>${elements.join("")}</PostResponse>`,
  };
}
