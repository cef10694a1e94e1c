import { describe, expect, it } from "vitest";
import {
  type ApplicationRow,
  changeApplication,
  checkApplicationName,
  isSameApplication,
  newApplication,
} from "./application.ts";
import { readPlatform } from "./platform.ts";

const CREDENTIALS = { PlatformCredential: "the secret", PlatformPrincipal: "the client" };
const row = (attributes: Record<string, string> = {}): ApplicationRow =>
  newApplication("id", "ADM", { ...CREDENTIALS, ...attributes });

/** Of a key that nobody has: valid until 2 January 2036. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBrDCCAVGgAwIBAgIULw9Kkc70wKC6VQ0osC1kak/7ZtYwCgYIKoZIzj0EAwIw
KzEpMCcGA1UEAwwgQXBwbGUgUHVzaCBTZXJ2aWNlczogY29tLmV4YW1wbGUwHhcN
MjYxMTI2MTAxNDE1WhcNMzYwMTAyMTAxNDE1WjArMSkwJwYDVQQDDCBBcHBsZSBQ
dXNoIFNlcnZpY2VzOiBjb20uZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABEFGG+uwy8P2kxOJ9jKaINn+xSGz/Xza5tlscbBeWNPd8IIhKFzfRJINwLiD
/4hslkkWnPKEoBszqoFsaxQWAMKjUzBRMB0GA1UdDgQWBBS4uQnLfcZpePeN9iue
ij+UpD8arzAfBgNVHSMEGDAWgBS4uQnLfcZpePeN9iueij+UpD8arzAPBgNVHRMB
Af8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQCSnns3cM9vSUcVPoFWEoKBDjKT
fDqqqjwmpHHCUZFIrQIhAMqN8uQ5cJlOtBbOUAPpSNfUrfPN1evFgxs/IDif2ath
-----END CERTIFICATE-----`;

describe("a platform application", () => {
  it.each([
    ["", "Invalid parameter:  Reason: cannot be empty"],
    [
      "@name",
      "Invalid parameter: @name Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'",
    ],
    ["a".repeat(257), `Invalid parameter: ${"a".repeat(257)} Reason: must be at most 256 characters long`],
  ])("of the name %j is refused in AWS's words", (name, words) => {
    expect(() => checkApplicationName(name)).toThrow(words);
  });

  it("has a name of letters, digits, and a few signs", () => {
    expect(() => checkApplicationName("A.b-c_9".padEnd(256, "x"))).not.toThrow();
  });

  it("is of a platform that AWS knows", () => {
    expect(readPlatform("APNS_VOIP_SANDBOX")).toBe("APNS_VOIP_SANDBOX");
    expect(() => readPlatform("AAA")).toThrow("Invalid parameter: Platform Reason: AAA is not supported");
  });

  it("shows what was set, and never its credentials", () => {
    const { attributes } = row({ EventEndpointCreated: "arn:aws:sns:us-east-1:123456789012:made" });
    expect(attributes).toEqual({ Enabled: "true", EventEndpointCreated: "arn:aws:sns:us-east-1:123456789012:made" });
    expect(JSON.stringify(row())).not.toMatch(/the secret|the client/);
  });

  it("needs principal and credential, but for Firebase, which knows no principal", () => {
    const { PlatformCredential, PlatformPrincipal } = CREDENTIALS;
    expect(() => newApplication("id", "ADM", { PlatformCredential })).toThrow(
      "Invalid parameter: Attributes Reason: PlatformCredential attribute provided without PlatformPrincipal",
    );
    expect(() => newApplication("id", "ADM", { PlatformPrincipal })).toThrow(
      "Invalid parameter: Attributes Reason: PlatformPrincipal attribute provided without PlatformCredential",
    );
    expect(() => newApplication("id", "GCM", {})).toThrow(
      "Invalid parameter: Attributes Reason: Platform credentials are invalid",
    );
    expect(newApplication("id", "GCM", { PlatformCredential }).attributes).toEqual({ Enabled: "true" });
  });

  it.each(["101", "-1", "1.5", "many"])("refuses to sample %s per cent in AWS's words", (rate) => {
    expect(() => row({ SuccessFeedbackSampleRate: rate })).toThrow(
      `Invalid parameter: Attributes Reason: Invalid value for attribute: SuccessFeedbackSampleRate: ${rate} value provided is not an integer between 0-100`,
    );
  });

  it("refuses attributes that there are not", () => {
    expect(() => row({ InvalidKey: "x" })).toThrow(
      "Invalid parameter: Attributes Reason: Invalid attribute name: InvalidKey",
    );
    expect(() => row({ constructor: "x" })).toThrow("Invalid attribute name: constructor");
  });

  it("loses what is set to nothing, and is disabled by any case", () => {
    const changed = changeApplication(row({ EventDeliveryFailure: "arn" }), {
      EventDeliveryFailure: "",
      Enabled: "False",
    });
    expect(changed.attributes).toEqual({ Enabled: "false" });
  });

  it("is the same only with the same credentials and attributes", () => {
    expect(isSameApplication(row({ SuccessFeedbackSampleRate: "5" }), row({ SuccessFeedbackSampleRate: "5" }))).toBe(
      true,
    );
    expect(isSameApplication(row(), row({ SuccessFeedbackSampleRate: "5" }))).toBe(false);
    expect(isSameApplication(row(), row({ PlatformCredential: "another" }))).toBe(false);
  });

  it("tells until when Apple takes its certificate, as long as it has one", () => {
    const made = newApplication("id", "APNS", { PlatformCredential: "key", PlatformPrincipal: CERTIFICATE });
    expect(made.attributes).toEqual({ Enabled: "true", AppleCertificateExpiryDate: "2036-01-02T10:14:15Z" });
    const changed = changeApplication(made, { PlatformCredential: "key", PlatformPrincipal: "KEYID12345" });
    expect(changed.attributes).toEqual({ Enabled: "true" });
    const broken = { PlatformCredential: "key", PlatformPrincipal: CERTIFICATE.replaceAll(/^[^-]+$/gm, "AAAA") };
    expect(() => newApplication("id", "APNS", broken)).toThrow("Platform credentials are invalid");
  });
});
