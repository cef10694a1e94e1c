import { describe, expect, it } from "vitest";
import { changeEndpoint, endpointIdOf, isSameEndpoint, newEndpoint } from "./endpoint.ts";

const GCM = { platform: "GCM" };

describe("an endpoint", () => {
  it("has its token, is enabled, and has user data where there are some", () => {
    expect(newEndpoint(GCM, { Token: "A1" }).attributes).toEqual({ Enabled: "true", Token: "A1" });
    expect(newEndpoint(GCM, { Token: "A1", CustomUserData: "me" }).attributes).toEqual({
      Enabled: "true",
      Token: "A1",
      CustomUserData: "me",
    });
  });

  it("believes its attributes where a parameter says otherwise", () => {
    const Attributes = { Token: "B2", CustomUserData: "you", Enabled: "FALSE" };
    expect(newEndpoint(GCM, { Token: "A1", CustomUserData: "me", Attributes }).attributes).toEqual({
      Enabled: "false",
      Token: "B2",
      CustomUserData: "you",
    });
  });

  it("shows an Apple token in lower case, as AWS does", () => {
    expect(newEndpoint({ platform: "APNS_SANDBOX" }, { Token: "A1F0" }).attributes["Token"]).toBe("a1f0");
  });

  it.each([
    [{ Token: "" }, "Token Reason: cannot be empty"],
    [
      { Token: "A", Attributes: { Token: "" } },
      "Attributes Reason: Invalid value for attribute: Token: cannot be empty",
    ],
    [{ Token: "A", Attributes: { InvalidKey: "x" } }, "Attributes Reason: Invalid attribute name: InvalidKey"],
    [{ Token: "A", Attributes: { ChannelId: "x" } }, "Attributes Reason: Invalid attribute name: ChannelId"],
    [
      { Token: "A", Attributes: { CustomUserData: "ä".repeat(1025) } },
      "Attributes Reason: Invalid value for attribute: CustomUserData: must be at most 2048 bytes long in UTF-8 encoding",
    ],
    [
      { Token: "A", CustomUserData: "ä".repeat(1025) },
      "CustomUserData Reason: must be at most 2048 bytes long in UTF-8 encoding",
    ],
  ])("of %j is refused in AWS's words", (input, words) => {
    expect(() => newEndpoint(GCM, input)).toThrow(`Invalid parameter: ${words}`);
  });

  it.each(["PlatformPrincipal", "PlatformCredential"])("has no %s", (name) => {
    expect(() => changeEndpoint(newEndpoint(GCM, { Token: "A" }), "GCM", { [name]: "x" })).toThrow(
      `Invalid parameter: Attributes Reason: Invalid attribute name: ${name}`,
    );
  });

  it("of Baidu has a channel and a user", () => {
    const input = { Token: "C1", Attributes: { ChannelId: "C1", UserId: "U1" } };
    expect(newEndpoint({ platform: "BAIDU" }, input).attributes).toMatchObject({ ChannelId: "C1", UserId: "U1" });
  });

  it("loses user data that are set to nothing, and is the same without them", () => {
    const made = newEndpoint(GCM, { Token: "A" });
    const changed = changeEndpoint(newEndpoint(GCM, { Token: "A", CustomUserData: "me" }), "GCM", {
      CustomUserData: "",
    });
    expect(isSameEndpoint(made, changed)).toBe(true);
    expect(isSameEndpoint(made, newEndpoint(GCM, { Token: "A", CustomUserData: "me" }))).toBe(false);
    expect(isSameEndpoint(made, newEndpoint(GCM, { Token: "A", Attributes: { Enabled: "false" } }))).toBe(false);
  });

  it("has the same id for the same token of the same application: a UUID of version 3, as AWS's are", () => {
    const place = { account: "123456789012", region: "us-east-1" };
    const shop = { place, platform: "GCM", name: "shop" };
    const id = endpointIdOf(shop, "A1");
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(endpointIdOf(shop, "A1")).toBe(id);
    expect(endpointIdOf(shop, "A2")).not.toBe(id);
    expect(endpointIdOf({ ...shop, place: { ...place, region: "us-west-2" } }, "A1")).not.toBe(id);
  });
});
