import { readServiceSettings } from "@skylab/service";
import { expect, it } from "vitest";
import { egressOf, settings } from "./settings.ts";

const read = (environment: Readonly<Record<string, string>>) =>
  readServiceSettings(environment, ["apigateway"], settings);

it("integrations reach neither metadata, nor what the setting lists, nor engines, nor Skylab's own port", () => {
  const whereabouts = { port: () => 4567, engines: ["redis://redis:6379"] };
  const { denied, ownPorts } = egressOf(read({ SKYLAB_APIGATEWAY_HTTP_DENY: "default,minio" }), whereabouts);
  expect(denied).toContainEqual({ kind: "network", address: "169.254.0.0", bits: 16, family: "ipv4" });
  expect(denied).toContainEqual({ kind: "host", host: "minio" });
  expect(denied).toContainEqual({ kind: "host", host: "redis" });
  expect(ownPorts()).toEqual([4567]);
});

it("a list that cannot be read is refused by the setting's name", () => {
  expect(() => read({ SKYLAB_APIGATEWAY_HTTP_DENY: "http://host" })).toThrow(/^SKYLAB_APIGATEWAY_HTTP_DENY must /);
});
