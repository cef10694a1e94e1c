import { createHash, createVerify, X509Certificate } from "node:crypto";
import { openGuard, readDenyRules } from "@skylab/egress";
import { expect, it } from "vitest";
import { CONFIRMATION, delivery, type Given, PUBLICATION } from "../testing/deliveries.ts";
import { startReceiver } from "../testing/receiver.ts";
import { useSns } from "../testing/use-sns.ts";
import { openEnvelopes } from "./envelopes.ts";
import { openHttp } from "./http.ts";

const test = useSns();
const envelopes = () =>
  openEnvelopes(test().store.signing, { endpoint: () => "http://localhost:4566", certificates: undefined });

const guardOf = (own: readonly number[]) =>
  openGuard({ denied: readDenyRules(), ownPorts: () => own, setting: "SKYLAB_SNS_HTTP_DENY" });

type Rules = { readonly own?: readonly number[]; readonly answersWithin?: number };

const deliver = (endpoint: string, { subscriber, ...given }: Given = {}, { own = [], ...rules }: Rules = {}) =>
  openHttp({ envelopes: envelopes(), guard: guardOf(own), ...rules }).deliver(
    delivery({ ...given, subscriber: { ...subscriber, protocol: "http", endpoint } }),
  );

it("a notification comes with AWS's headers, in its envelope", async () => {
  const receiver = await startReceiver();
  expect(await deliver(`${receiver.url}/hook?a=b`)).toEqual({ delivered: true });
  const [request] = receiver.requests;
  expect(request).toMatchObject({
    method: "POST",
    path: "/hook?a=b",
    headers: {
      "x-amz-sns-message-type": "Notification",
      "x-amz-sns-message-id": PUBLICATION.id,
      "x-amz-sns-topic-arn": "arn:aws:sns:us-west-2:123456789012:MyTopic",
      "x-amz-sns-subscription-arn": "arn:aws:sns:us-west-2:123456789012:MyTopic:c9135db0-26c4-47ec-8998-413945fb5a96",
      "content-type": "text/plain; charset=UTF-8",
      "user-agent": "Amazon Simple Notification Service Agent",
      "accept-encoding": "gzip,deflate",
      host: `127.0.0.1:${receiver.port}`,
    },
  });
  expect(request?.headers).not.toHaveProperty("x-amz-sns-rawdelivery");
  expect(JSON.parse(request?.body ?? "")).toMatchObject({ Type: "Notification", Message: "Hello world!" });
});

it("what comes is verified as AWS's pages say, with the certificate", async () => {
  const receiver = await startReceiver();
  await deliver(receiver.url, { topic: { signatureVersion: "2" } });
  const told: Record<string, string> = JSON.parse(receiver.requests[0]?.body ?? "{}");
  const { id, pem } = await test().store.signing.certificate();
  expect(told).toMatchObject({
    SignatureVersion: "2",
    SigningCertURL: `http://localhost:4566/SimpleNotificationService-${id}.pem`,
  });
  const names = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
  const signed = names.map((name) => `${name}\n${told[name]}\n`).join("");
  const verify = createVerify("RSA-SHA256").update(signed);
  expect(verify.verify(new X509Certificate(pem).publicKey, told["Signature"] ?? "", "base64")).toBe(true);
});

it("raw messages come as they were published, and say so", async () => {
  const receiver = await startReceiver();
  const attributes = { a: { type: "String", value: "b" } };
  await deliver(receiver.url, { subscriber: { raw: true }, publication: { message: "{ü}", attributes } });
  expect(receiver.requests[0]).toMatchObject({ body: "{ü}", headers: { "x-amz-sns-rawdelivery": "true" } });
});

it("a delivery policy says of which type the content is", async () => {
  const receiver = await startReceiver();
  const deliveryPolicy = JSON.stringify({ requestPolicy: { headerContentType: "application/json" } });
  await deliver(receiver.url, { subscriber: { deliveryPolicy } });
  expect(receiver.requests[0]?.headers).toMatchObject({ "content-type": "application/json" });
});

it("a subscription is confirmed before it has an ARN, and never raw", async () => {
  const receiver = await startReceiver();
  await deliver(receiver.url, { content: CONFIRMATION, subscriber: { raw: true } });
  const [request] = receiver.requests;
  expect(request?.headers).toMatchObject({ "x-amz-sns-message-type": "SubscriptionConfirmation" });
  expect(request?.headers).not.toHaveProperty("x-amz-sns-subscription-arn");
  expect(request?.headers).not.toHaveProperty("x-amz-sns-rawdelivery");
  expect(JSON.parse(request?.body ?? "")).toMatchObject({ Token: "2336412f37f" });
});

it.each([
  [400, false],
  [403, false],
  [404, false],
  [410, false],
  [429, true],
  [500, true],
  [503, true],
])("an answer of %s: to be tried again is %s", async (status, retry) => {
  const receiver = await startReceiver(() => ({ status, body: "no" }));
  expect(await deliver(receiver.url)).toMatchObject({ delivered: false, retry, code: String(status) });
  expect(receiver.requests).toHaveLength(1);
});

it("nobody who listens, and nobody who answers in time, are tried again", async () => {
  expect(await deliver("http://127.0.0.1:1/")).toMatchObject({
    delivered: false,
    retry: true,
    code: "ConnectionFailed",
  });
  const silent = await startReceiver(() => new Promise(() => undefined));
  expect(await deliver(silent.url, {}, { answersWithin: 200 })).toMatchObject({ retry: true, code: "Timeout" });
});

it("a denied place is not tried again", async () => {
  expect(await deliver("http://169.254.169.254/latest")).toMatchObject({ retry: false, code: "Forbidden" });
});

it("a redirect is followed with the message, but not to where deliveries must not go", async () => {
  const target = await startReceiver();
  const receiver = await startReceiver(({ path }) => ({
    status: 307,
    headers: { location: path === "/there" ? `${target.url}/here` : "http://169.254.169.254/" },
  }));
  expect(await deliver(`${receiver.url}/there`)).toEqual({ delivered: true });
  expect(target.requests[0]).toMatchObject({ method: "POST", path: "/here" });
  expect(target.requests[0]?.body).toContain("Hello world!");
  expect(await deliver(receiver.url)).toMatchObject({ retry: false, code: "Forbidden" });
  expect(await deliver(`${receiver.url}/there`, {}, { own: [target.port] })).toMatchObject({ code: "Forbidden" });
  expect(target.requests).toHaveLength(1);
});

it("redirects in a circle end", async () => {
  const receiver = await startReceiver(() => ({ status: 302, headers: { location: "/again" } }));
  expect(await deliver(receiver.url)).toMatchObject({ delivered: false, retry: false, code: "302" });
  expect(receiver.requests).toHaveLength(4);
});

it("the URL's password is told to who asks for it, and to nobody else", async () => {
  const elsewhere = await startReceiver(() => ({ status: 401, headers: { "www-authenticate": "Basic realm=x" } }));
  const receiver = await startReceiver(({ path, headers }) => {
    if (path === "/away") return { status: 308, headers: { location: elsewhere.url } };
    if (headers.authorization !== undefined) return { status: 200 };
    return { status: 401, headers: { "www-authenticate": 'Basic realm="hooks"' } };
  });
  const endpoint = receiver.url.replace("http://", "http://user:p%40ss@");
  expect(await deliver(endpoint)).toEqual({ delivered: true });
  expect(receiver.requests.map(({ headers }) => headers.authorization)).toEqual([
    undefined,
    `Basic ${Buffer.from("user:p@ss").toString("base64")}`,
  ]);
  expect(await deliver(`${endpoint}/away`)).toMatchObject({ delivered: false, retry: false, code: "401" });
  expect(elsewhere.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  expect(await deliver(receiver.url)).toMatchObject({ delivered: false, retry: false, code: "401" });
});

it.each([
  ["MD5", "md5"],
  ["SHA-256", "sha256"],
])("a digest is answered: %s", async (algorithm, hashName) => {
  const hash = (text: string): string => createHash(hashName).update(text).digest("hex");
  const challenge = `Digest realm="hooks", qop="auth,auth-int", algorithm=${algorithm}, nonce="n0nce", opaque="0pa"`;
  const receiver = await startReceiver(({ headers }) => {
    const { authorization = "" } = headers;
    const said = (name: string): string => new RegExp(`\\b${name}="?([^",]+)`).exec(authorization)?.[1] ?? "";
    const expected = hash(
      `${hash("user:hooks:secret")}:n0nce:${said("nc")}:${said("cnonce")}:auth:${hash("POST:/hook?a=b")}`,
    );
    const isRight = said("response") === expected && said("opaque") === "0pa" && said("uri") === "/hook?a=b";
    return isRight ? { status: 200 } : { status: 401, headers: { "www-authenticate": challenge } };
  });
  const endpoint = `${receiver.url.replace("http://", "http://user:secret@")}/hook?a=b`;
  expect(await deliver(endpoint)).toEqual({ delivered: true });
  expect(receiver.requests).toHaveLength(2);
});

it("connections are kept, and one that the receiver closed while it was idle costs no attempt", async () => {
  const receiver = await startReceiver();
  const http = openHttp({ envelopes: envelopes(), guard: guardOf([]) });
  const to = delivery({ subscriber: { protocol: "http", endpoint: receiver.url } });
  for (let count = 0; count < 3; count += 1) expect(await http.deliver(to)).toEqual({ delivered: true });
  expect(receiver.connections()).toBe(1);
  receiver.closeIdle();
  expect(await http.deliver(to)).toEqual({ delivered: true });
  expect(receiver.requests).toHaveLength(4);
});

it("a percent sign in a login that begins no byte stands for itself", async () => {
  const receiver = await startReceiver(({ headers }) =>
    headers.authorization === `Basic ${Buffer.from("a%zz:100%").toString("base64")}`
      ? { status: 200 }
      : { status: 401, headers: { "www-authenticate": "Basic realm=x" } },
  );
  expect(await deliver(receiver.url.replace("//", "//a%zz:100%@"))).toEqual({ delivered: true });
});
