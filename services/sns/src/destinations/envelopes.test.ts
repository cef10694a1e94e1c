import { expect, it } from "vitest";
import { delivery, PUBLICATION } from "../testing/deliveries.ts";
import type { Signing } from "../store/signing.ts";
import { useSns } from "../testing/use-sns.ts";
import { openEnvelopes } from "./envelopes.ts";

const test = useSns();

/** Signing that tells what it signed, and fails so many times at first. */
function toldSigning(failures = 0): Signing & { readonly signed: readonly string[] } {
  const { signing } = test().store;
  const signed: string[] = [];
  return {
    signed,
    sign: async (text, version) => {
      if (signed.push(text) <= failures) throw new Error("no records");
      return await signing.sign(text, version);
    },
    certificate: signing.certificate,
  };
}

const opened = (signing: Signing) => openEnvelopes(signing, { endpoint: () => "http://s", certificates: undefined });

it("one signature serves all subscribers of a publication who get the same text", async () => {
  const signing = toldSigning();
  const envelopes = opened(signing);
  const publication = { ...PUBLICATION, messages: { lambda: "for functions" } };
  const to = (protocol: "sqs" | "http" | "lambda", id: string) =>
    delivery({ content: { type: "Notification", publication }, subscriber: { protocol, id } });
  const written = await Promise.all([
    envelopes.write(to("sqs", "one")),
    envelopes.write(to("http", "two")),
    envelopes.write(to("lambda", "three")),
  ]);
  expect(signing.signed).toHaveLength(2);
  const [one, two, three] = written.map((text) => JSON.parse(text));
  expect(one.Signature).toBe(two.Signature);
  expect(one.UnsubscribeURL).not.toBe(two.UnsubscribeURL);
  expect(three).toMatchObject({ Message: "for functions" });
  expect(three.Signature).not.toBe(one.Signature);
});

it("versions are signed apart, and what could not be signed is signed again", async () => {
  const signing = toldSigning(1);
  const envelopes = opened(signing);
  const one = delivery();
  await expect(envelopes.write(one)).rejects.toThrow("no records");
  expect((await envelopes.enclose(one)).enclosed.seal).toMatchObject({ version: "1" });
  expect((await envelopes.enclose(one, "2")).enclosed.seal).toMatchObject({ version: "2" });
  expect(signing.signed).toHaveLength(3);
});

it("the certificate may be elsewhere than Skylab", async () => {
  const bases = { endpoint: () => "http://s", certificates: "https://sns.us-east-1.amazonaws.com" };
  const { enclosed } = await openEnvelopes(toldSigning(), bases).enclose(delivery());
  expect(enclosed.unsubscribeUrl).toMatch(/^http:\/\/s\/\?Action=Unsubscribe&/);
  expect(enclosed.seal?.certificateUrl).toMatch(
    /^https:\/\/sns\.us-east-1\.amazonaws\.com\/SimpleNotificationService-[0-9a-f]{32}\.pem$/,
  );
});

it("notifications of FIFO topics are signed by nobody", async () => {
  const signing = toldSigning();
  const publication = { sequenceNumber: "10000000000000000000" };
  expect(await opened(signing).write(delivery({ publication }))).not.toContain("Signature");
  expect(signing.signed).toEqual([]);
});
