import { readServiceSettings } from "@skylab/service";
import { expect, it } from "vitest";
import { reachOf, settings } from "./settings.ts";

const read = (environment: Readonly<Record<string, string>>) => readServiceSettings(environment, ["sns"], settings);
const reach = (environment: Readonly<Record<string, string>>, engines: readonly string[] = []) =>
  reachOf(read(environment), { port: () => 4567, engines });

it("where nothing is set, subscribers find Skylab on this machine, and mails are recorded", () => {
  const { endpoint, certificates, egress, mailFrom, smtpUrl } = reach({});
  expect(endpoint()).toBe("http://localhost:4567");
  expect(certificates).toBeUndefined();
  expect(egress.ownPorts()).toEqual([4567]);
  expect(egress.denied).toContainEqual({ kind: "network", address: "169.254.0.0", bits: 16, family: "ipv4" });
  expect({ mailFrom, smtpUrl }).toEqual({ mailFrom: "no-reply@sns.amazonaws.com", smtpUrl: undefined });
});

it("links begin with the endpoint that is set, and the certificate may be at LocalStack's host", () => {
  const { endpoint, certificates } = reach({
    SKYLAB_SNS_ENDPOINT: "https://skylab.example:8443/",
    SNS_CERT_URL_HOST: "sns.us-east-1.amazonaws.com",
  });
  expect(endpoint()).toBe("https://skylab.example:8443");
  expect(certificates).toBe("https://sns.us-east-1.amazonaws.com");
});

it("engines are denied, whatever the setting lists", () => {
  const engines = ["redis://redis:6379", "amqp://user:secret@127.0.0.1:5672"];
  expect(reach({ SKYLAB_SNS_HTTP_DENY: "10.0.0.0/8" }, engines).egress.denied).toEqual([
    { kind: "network", address: "10.0.0.0", bits: 8, family: "ipv4" },
    { kind: "host", host: "redis" },
    { kind: "network", address: "127.0.0.1", bits: 32, family: "ipv4", port: 5672 },
  ]);
});

it.each([
  ["SKYLAB_SNS_ENDPOINT", "localhost:4566"],
  ["SKYLAB_SNS_ENDPOINT", "http://localhost:4566/path"],
  ["SNS_CERT_URL_HOST", "https://host"],
  ["SKYLAB_SNS_HTTP_DENY", "http://host"],
  ["SKYLAB_SNS_SMTP_URL", "http://user:secret@host"],
  ["SKYLAB_SNS_MAIL_FROM", "nobody"],
])("%s cannot be %s", (name, value) => {
  expect(() => read({ [name]: value })).toThrow(new RegExp(`^${name} must `));
});

it("a bad URL of a mail server is not repeated: it may hold a password", () => {
  expect(() => read({ SKYLAB_SNS_SMTP_URL: "http://user:secret@host" })).not.toThrow(/secret/);
});
