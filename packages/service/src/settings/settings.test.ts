import { describe, expect, it } from "vitest";
import type { Environment } from "./environment.ts";
import { engineUrls, readSettings } from "./settings.ts";

const AVAILABLE = ["sqs", "sns"];
const read = (environment: Environment) => readSettings(environment, AVAILABLE);

describe("settings", () => {
  it("have a default each", () => {
    expect(read({ HOME: "/root", SKYLAB_HOST: "" })).toEqual({
      host: "127.0.0.1",
      port: 4566,
      data: ".skylab",
      services: AVAILABLE,
      region: "us-east-1",
      auth: "open",
      rootKey: { accessKeyId: "test", secretAccessKey: "test" },
      encryptionKey: undefined,
      durability: "durable",
      quotas: "off",
      logLevel: "info",
      adminToken: undefined,
      hostname: undefined,
      corsOrigins: [],
      internalSecret: undefined,
      serviceHosts: [],
      redisUrl: undefined,
      rabbitUrl: undefined,
      minio: {
        endpoint: undefined,
        accessKey: undefined,
        secretKey: undefined,
        bucket: "skylab",
        region: "us-east-1",
      },
    });
  });

  it("tell where engines are, those too that only others use", () => {
    expect(engineUrls(read({}))).toEqual([]);
    const environment = { RABBITMQ_URL: "amqp://rabbitmq:5672", MINIO_ENDPOINT: "http://minio:9000" };
    expect(engineUrls(read(environment))).toEqual(["amqp://rabbitmq:5672", "http://minio:9000"]);
  });

  it.each<[Environment, string]>([
    [{ SKYLAB_PORT: "http" }, 'SKYLAB_PORT must be a whole number from 0 to 65535, not "http".'],
    [{ SKYLAB_PORT: "65536" }, 'SKYLAB_PORT must be a whole number from 0 to 65535, not "65536".'],
    [{ EDGE_PORT: "-1" }, 'EDGE_PORT must be a whole number from 0 to 65535, not "-1".'],
    [{ SKYLAB_AUTH: "Enforce" }, 'SKYLAB_AUTH must be open, audit or enforce, not "Enforce".'],
    [{ SKYLAB_DURABILITY: "none" }, 'SKYLAB_DURABILITY must be durable or fast, not "none".'],
    [{ SKYLAB_QUOTAS: "on" }, 'SKYLAB_QUOTAS must be off or realistic, not "on".'],
    [{ SKYLAB_REGION: "Frankfurt" }, `SKYLAB_REGION must be a region's name, for example us-east-1, not "Frankfurt".`],
    [{ LS_LOG: "loud" }, 'LS_LOG must be trace, debug, info, warn, error or silent, not "loud".'],
    [
      { SKYLAB_SERVICE_HOSTS: "sqs=host" },
      'SKYLAB_SERVICE_HOSTS must list <service>=<host>:<port> by comma, not "sqs=host".',
    ],
    [{ REDIS_URL: "redis:6379:s3cret" }, "REDIS_URL must be a URL that begins with redis:// or rediss://."],
    [{ RABBITMQ_URL: "http://:s3cret@host" }, "RABBITMQ_URL must be a URL that begins with amqp:// or amqps://."],
    [
      { MINIO_ENDPOINT: "minio:9000" },
      'MINIO_ENDPOINT must be a URL that begins with http:// or https://, not "minio:9000".',
    ],
    [{ SKYLAB_ENCRYPTION_KEY: "too short" }, "SKYLAB_ENCRYPTION_KEY must have at least 16 characters."],
    [{ SKYLAB_SERVICES: "sqs,ec2" }, 'SKYLAB_SERVICES must name services that Skylab has (sqs, sns), not "ec2".'],
  ])("that are wrong end in one sentence: %o", (environment, sentence) => {
    expect(() => read(environment)).toThrow(new Error(sentence));
  });

  it("that nobody knows end in one sentence", () => {
    expect(() => read({ SKYLAB_PROT: "4567" })).toThrow(
      /^SKYLAB_PROT is not a setting of Skylab; the settings are SKYLAB_HOST, SKYLAB_PORT, .*\.$/,
    );
  });

  it.each<[Environment, object]>([
    [{ GATEWAY_LISTEN: "0.0.0.0:4510,[::]:443" }, { host: "0.0.0.0", port: 4510 }],
    [{ GATEWAY_LISTEN: "[::]:4566" }, { host: "::", port: 4566 }],
    [{ GATEWAY_LISTEN: ":4511" }, { host: "127.0.0.1", port: 4511 }],
    [{ GATEWAY_LISTEN: "0.0.0.0" }, { host: "0.0.0.0", port: 4566 }],
    [{ EDGE_PORT: "4512" }, { port: 4512 }],
    [{ DEBUG: "1" }, { logLevel: "debug" }],
    [{ DEBUG: "express:*" }, { logLevel: "info" }],
    [{ LS_LOG: "trace-internal", DEBUG: "0" }, { logLevel: "trace" }],
    [{ SERVICES: "s3,sqs:4576" }, { services: ["sqs"] }],
    [{ SERVICES: "s3" }, { services: AVAILABLE }],
    [{ DEFAULT_REGION: "eu-west-1" }, { region: "eu-west-1" }],
    [{ ENFORCE_IAM: "1" }, { auth: "enforce" }],
    [{ ENFORCE_IAM: "1", IAM_SOFT_MODE: "1" }, { auth: "audit" }],
    [{ LOCALSTACK_HOST: "aws.test:4566" }, { hostname: "aws.test" }],
    [{ DISABLE_CORS_CHECKS: "1" }, { corsOrigins: ["*"] }],
    [
      { EXTRA_CORS_ALLOWED_ORIGINS: "https://a.test, https://b.test" },
      { corsOrigins: ["https://a.test", "https://b.test"] },
    ],
  ])("are taken from LocalStack's names: %o", (environment, expected) => {
    expect(read(environment)).toMatchObject(expected);
  });

  it("tell where replicas and engines are", () => {
    const environment = {
      SKYLAB_SERVICE_HOSTS: "sqs=10.0.0.5:4566, sqs=sqs.test:80, s3=s3.test:80",
      REDIS_URL: "redis://redis:6379",
      RABBITMQ_URL: "amqps://user:password@rabbitmq",
      MINIO_ENDPOINT: "http://minio:9000",
      MINIO_ACCESS_KEY: "skylab",
      MINIO_SECRET_KEY: "s3cret",
      MINIO_BUCKET: "blobs",
    };
    expect(read(environment)).toMatchObject({
      serviceHosts: [
        { service: "sqs", host: "10.0.0.5", port: 4566 },
        { service: "sqs", host: "sqs.test", port: 80 },
        { service: "s3", host: "s3.test", port: 80 },
      ],
      redisUrl: "redis://redis:6379",
      rabbitUrl: "amqps://user:password@rabbitmq",
      minio: {
        endpoint: "http://minio:9000",
        accessKey: "skylab",
        secretKey: "s3cret",
        bucket: "blobs",
        region: "us-east-1",
      },
    });
  });

  it("are Skylab's own where both names are set", () => {
    expect(read({ SKYLAB_PORT: "4567", EDGE_PORT: "4568", GATEWAY_LISTEN: "0.0.0.0:4569" })).toMatchObject({
      host: "0.0.0.0",
      port: 4567,
    });
  });

  it("do not repeat a secret in the sentence that refuses it", () => {
    expect(() => read({ SKYLAB_ADMIN_TOKENS: "s3cret" })).toThrow(/^((?!s3cret).)*$/);
  });
});
