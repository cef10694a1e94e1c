import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { expect, it, onTestFinished } from "vitest";
import { CONFIRMATION, delivery, type Given } from "../testing/deliveries.ts";
import { useSns } from "../testing/use-sns.ts";
import { openEmail } from "./email.ts";
import { openEnvelopes } from "./envelopes.ts";

const test = useSns();

type Arrived = { readonly from: string; readonly to: readonly string[]; readonly text: string };

/** A mail server on this machine; what `options` refuse it does not take. */
async function startMailServer(options: SMTPServerOptions = {}) {
  const arrived: Arrived[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData: (stream, { envelope }, done) => {
      void text(stream).then((content) => {
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        arrived.push({ from, to: envelope.rcptTo.map(({ address }) => address), text: content });
        done();
      });
    },
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = server.server.address() as AddressInfo; // as: it listens on a port.
  return { arrived, url: `smtp://127.0.0.1:${port}`, port };
}

const deliver = (smtpUrl: string | undefined, { subscriber, ...given }: Given = {}) => {
  const { signing, emailMessages: mails } = test().store;
  const envelopes = openEnvelopes(signing, { endpoint: () => "http://localhost:4566", certificates: undefined });
  const parts = { envelopes, from: "no-reply@sns.amazonaws.com", smtpUrl, mails, log: test().engines.log };
  return openEmail(parts).deliver(
    delivery({ ...given, subscriber: { protocol: "email", endpoint: "ann@example.com", ...subscriber } }),
  );
};

/** The body of a mail as it was before it was put into lines. */
const bodyOf = (mail: string): string =>
  Buffer.from(
    mail
      .slice(mail.indexOf("\r\n\r\n") + 4)
      .replaceAll("=\r\n", "")
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString();

it("people get a mail from the topic's name, with a link to leave", async () => {
  const { arrived, url } = await startMailServer();
  expect(await deliver(url, { topic: { displayName: "Orders" } })).toEqual({ delivered: true });
  expect(arrived).toMatchObject([{ from: "no-reply@sns.amazonaws.com", to: ["ann@example.com"] }]);
  const mail = arrived[0]?.text ?? "";
  expect(mail).toMatch(/^From: Orders <no-reply@sns.amazonaws.com>\r$/m);
  expect(mail).toMatch(/^Subject: My First Message\r$/m);
  expect(bodyOf(mail)).toContain("Hello world!\r\n\r\n--\r\nIf you wish to stop receiving");
  expect(bodyOf(mail)).toContain(
    "http://localhost:4566/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-west-2:123456789012:MyTopic:c9135db0-26c4-47ec-8998-413945fb5a96",
  );
});

it("programs get the envelope", async () => {
  const { arrived, url } = await startMailServer();
  await deliver(url, { subscriber: { protocol: "email-json" } });
  expect(JSON.parse(bodyOf(arrived[0]?.text ?? ""))).toMatchObject({ Type: "Notification", Message: "Hello world!" });
});

it("a subscription is confirmed by a link", async () => {
  const { arrived, url } = await startMailServer();
  await deliver(url, { content: CONFIRMATION });
  const mail = arrived[0]?.text ?? "";
  expect(mail).toMatch(/^Subject: AWS Notification - Subscription Confirmation\r$/m);
  expect(bodyOf(mail)).toContain("&Token=2336412f37f");
});

it("a subject or a name that would be a header more is none", async () => {
  const { arrived, url } = await startMailServer();
  await deliver(url, { topic: { displayName: "a\r\nBcc: x@y.z" }, publication: { subject: "b\r\nBcc: x@y.z" } });
  expect(arrived[0]?.to).toEqual(["ann@example.com"]);
  expect(arrived[0]?.text).not.toMatch(/^Bcc:/m);
});

it.each([
  [550, false],
  [451, true],
])("a mailbox that is refused with %s: to be tried again is %s", async (responseCode, retry) => {
  const { url } = await startMailServer({
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error("no"), { responseCode })),
  });
  expect(await deliver(url)).toMatchObject({ delivered: false, retry, code: String(responseCode) });
});

it("a mail server that is not there is tried again", async () => {
  expect(await deliver("smtp://127.0.0.1:1")).toMatchObject({
    delivered: false,
    retry: true,
    code: "ConnectionFailed",
  });
});

it("where no mail server is named, mails are recorded", async () => {
  const place = { account: "111111111111", region: "us-east-1" };
  expect(await deliver(undefined, { topic: { place } })).toEqual({ delivered: true });
  expect(await test().store.emailMessages.list(place)).toMatchObject([
    { to: "ann@example.com", subject: "My First Message", text: expect.stringMatching(/^Hello world!\n\n--\n/) },
  ]);
});
