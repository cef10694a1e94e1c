import { isRegionName } from "@skylab/aws";
import { z } from "zod";
import type { Environment } from "./environment.ts";
import { fromLocalStack, LOCALSTACK_NAMES } from "./localstack-settings.ts";
import { isOfService } from "./service-settings.ts";
import { SettingsError } from "./settings-error.ts";

const oneOf = <const Word extends string>(words: readonly Word[]): z.ZodEnum<{ [W in Word]: W }> =>
  z.enum(words, { error: `must be ${words.slice(0, -1).join(", ")} or ${words.at(-1)}` });

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);

const MAX_PORT = 65_535;

/** Who guesses it reads all secrets of a stolen disk. */
const MIN_ENCRYPTION_KEY = 16;

/** Where a replica of a service is, or by DNS all of them. */
export type ServiceHost = { readonly service: string; readonly host: string; readonly port: number };

const serviceHosts = list.transform((items, context) =>
  items.flatMap((item): readonly ServiceHost[] => {
    const [, service, host, port] = /^([a-z][a-z0-9-]*)=([^\s:/]+):(\d{1,5})$/.exec(item) ?? [];
    if (service !== undefined && host !== undefined) return [{ service, host, port: Number(port) }];
    context.addIssue({ code: "custom", message: "must list <service>=<host>:<port> by comma" });
    return [];
  }),
);

const urlOf = (...schemes: readonly string[]): z.ZodString =>
  z.string().refine((text) => URL.canParse(text) && schemes.some((scheme) => text.startsWith(`${scheme}://`)), {
    error: `must be a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(" or ")}`,
  });

/** Every setting by its name in the environment, but for those of single services; the descriptions stand in README.md. */
export const settingsSchema = z.strictObject({
  SKYLAB_HOST: z.string().default("127.0.0.1").describe("Address to listen on; `0.0.0.0` for other machines, too."),
  SKYLAB_PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= MAX_PORT, {
      error: `must be a whole number from 0 to ${MAX_PORT}`,
    })
    .default("4566")
    .transform(Number)
    .describe("Port to listen on; 0 for any that is free."),
  SKYLAB_DATA: z.string().default(".skylab").describe("Folder where everything is kept."),
  SKYLAB_SERVICES: list.optional().describe("Which services to serve, by comma; all where absent."),
  SKYLAB_REGION: z
    .string()
    .refine(isRegionName, { error: "must be a region's name, for example us-east-1" })
    .default("us-east-1")
    .describe("Region of requests that name none."),
  SKYLAB_AUTH: oneOf(["open", "audit", "enforce"])
    .default("open")
    .describe("Who is let in: `open`, `audit` or `enforce`, see above."),
  SKYLAB_ROOT_ACCESS_KEY_ID: z.string().default("test").describe("The root key of account 000000000000."),
  SKYLAB_ROOT_SECRET_ACCESS_KEY: z.string().default("test").describe("Its secret."),
  SKYLAB_ENCRYPTION_KEY: z
    .string()
    .min(MIN_ENCRYPTION_KEY, { error: `must have at least ${MIN_ENCRYPTION_KEY} characters` })
    .optional()
    .describe("What the secrets of access keys are stored encrypted with; one of the data folder's own where absent."),
  SKYLAB_DURABILITY: oneOf(["durable", "fast"]).default("durable").describe("`durable` or `fast`, see above."),
  SKYLAB_QUOTAS: oneOf(["off", "realistic"])
    .default("off")
    .describe("AWS's quotas on rates and accounts: `off`, or `realistic` where a service knows them, see its README."),
  SKYLAB_LOG_LEVEL: oneOf(["trace", "debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("The least level that is logged; `info` has a line a request."),
  SKYLAB_ADMIN_TOKEN: z
    .string()
    .optional()
    .describe("Lets callers from other machines use the admin endpoints: `Authorization: Bearer <token>`."),
  SKYLAB_HOSTNAME: z
    .string()
    .optional()
    .describe("Another name under which this machine's browsers and tools reach Skylab."),
  SKYLAB_CORS_ORIGINS: list
    .default([])
    .describe("Origins of web pages that may call, by comma, beside those of this machine; `*` for all."),
  SKYLAB_INTERNAL_SECRET: z
    .string()
    .optional()
    .describe("Distributed mode: what gateway and services prove by who they are to each other."),
  SKYLAB_SERVICE_HOSTS: serviceHosts
    .default([])
    .describe(
      "Distributed mode: where services are, `<service>=<host>:<port>` by comma; `<service>:4566` where absent.",
    ),
  REDIS_URL: urlOf("redis", "rediss").optional().describe("Distributed mode: `redis://redis:6379`."),
  RABBITMQ_URL: urlOf("amqp", "amqps").optional().describe("Distributed mode: `amqp://user:password@rabbitmq:5672`."),
  MINIO_ENDPOINT: urlOf("http", "https")
    .optional()
    .describe("Distributed mode: `http://minio:9000`, or any other store with S3's API."),
  MINIO_ACCESS_KEY: z.string().optional().describe("Distributed mode: who may use it."),
  MINIO_SECRET_KEY: z.string().optional().describe("Distributed mode: the secret of that key."),
  MINIO_BUCKET: z.string().default("skylab").describe("Distributed mode: the bucket there that is Skylab's own."),
  MINIO_REGION: z.string().default("us-east-1").describe("Distributed mode: the region of that bucket."),
});

type Parsed = z.output<typeof settingsSchema>;

/** Settings as the product uses them. */
export type Settings = {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly services: readonly string[];
  readonly region: string;
  readonly auth: Parsed["SKYLAB_AUTH"];
  readonly rootKey: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly encryptionKey: string | undefined;
  readonly durability: Parsed["SKYLAB_DURABILITY"];
  readonly quotas: Parsed["SKYLAB_QUOTAS"];
  readonly logLevel: Parsed["SKYLAB_LOG_LEVEL"];
  readonly adminToken: string | undefined;
  readonly hostname: string | undefined;
  readonly corsOrigins: readonly string[];
  readonly internalSecret: string | undefined;
  readonly serviceHosts: readonly ServiceHost[];
  readonly redisUrl: string | undefined;
  readonly rabbitUrl: string | undefined;
  readonly minio: {
    readonly endpoint: string | undefined;
    readonly accessKey: string | undefined;
    readonly secretKey: string | undefined;
    readonly bucket: string;
    readonly region: string;
  };
};

/** Secrets are not repeated in an error's sentence. */
const SECRETS: ReadonlySet<string> = new Set([
  "SKYLAB_ROOT_SECRET_ACCESS_KEY",
  "SKYLAB_ENCRYPTION_KEY",
  "SKYLAB_ADMIN_TOKEN",
  "SKYLAB_INTERNAL_SECRET",
  "REDIS_URL",
  "RABBITMQ_URL",
  "MINIO_SECRET_KEY",
]);

/** Where engines are, as far as this process is told, whether it uses them or not. */
export const engineUrls = ({ minio, rabbitUrl, redisUrl }: Settings): readonly string[] =>
  [redisUrl, rabbitUrl, minio.endpoint].filter((url) => url !== undefined);

/**
 * A setting that has no default, and that this process cannot do without.
 * @throws SettingsError where it is absent.
 */
export function required(name: keyof Parsed, value: string | undefined): string {
  if (value === undefined) throw new SettingsError(`${name} must be set where services are containers of their own.`);
  return value;
}

/**
 * Reads the settings from an environment. LocalStack's names count where they mean the same and Skylab's own name is
 * absent; an empty value is an absent one. What is one service's business, `readServiceSettings` judges.
 * @param available the names of the services that may be asked for.
 * @throws SettingsError for an unknown `SKYLAB_*` name or a bad value.
 */
export function readSettings(environment: Environment, available: readonly string[]): Settings {
  const own = Object.entries(environment).filter(
    ([name, value]) => (name.startsWith("SKYLAB_") || isOfFrame(name)) && !isOfService(name) && value !== "",
  );
  for (const [name] of own) refuseUnknown(name);
  const borrowed = fromLocalStack(environment, available);
  const parsed = settingsSchema.safeParse({ ...borrowed, ...Object.fromEntries(own) });
  if (!parsed.success) throw badValue(parsed.error, environment);
  return settingsOf(parsed.data, available);
}

const isOfFrame = (name: string): boolean => Object.hasOwn(settingsSchema.shape, name);

function refuseUnknown(name: string): void {
  if (isOfFrame(name)) return;
  throw new SettingsError(
    `${name} is not a setting of Skylab; the settings are ${Object.keys(settingsSchema.shape).join(", ")}.`,
  );
}

function badValue(error: z.ZodError, environment: Environment): SettingsError {
  const issue = error.issues[0];
  const name = String(issue?.path[0]);
  const source = environment[name] ? name : (LOCALSTACK_NAMES[name]?.find((alias) => environment[alias]) ?? name);
  const value = SECRETS.has(name) ? "" : `, not "${environment[source] ?? ""}"`;
  return new SettingsError(`${source} ${issue?.message ?? "cannot be read"}${value}.`);
}

function settingsOf(parsed: Parsed, available: readonly string[]): Settings {
  const services = parsed.SKYLAB_SERVICES ?? available;
  const unknown = services.find((name) => !available.includes(name));
  if (unknown !== undefined || services.length === 0) {
    throw new SettingsError(
      `SKYLAB_SERVICES must name services that Skylab has (${available.join(", ")}), not "${unknown ?? ""}".`,
    );
  }
  return {
    host: parsed.SKYLAB_HOST,
    port: parsed.SKYLAB_PORT,
    data: parsed.SKYLAB_DATA,
    services,
    region: parsed.SKYLAB_REGION,
    auth: parsed.SKYLAB_AUTH,
    rootKey: {
      accessKeyId: parsed.SKYLAB_ROOT_ACCESS_KEY_ID,
      secretAccessKey: parsed.SKYLAB_ROOT_SECRET_ACCESS_KEY,
    },
    encryptionKey: parsed.SKYLAB_ENCRYPTION_KEY,
    durability: parsed.SKYLAB_DURABILITY,
    quotas: parsed.SKYLAB_QUOTAS,
    logLevel: parsed.SKYLAB_LOG_LEVEL,
    adminToken: parsed.SKYLAB_ADMIN_TOKEN,
    hostname: parsed.SKYLAB_HOSTNAME,
    corsOrigins: parsed.SKYLAB_CORS_ORIGINS,
    internalSecret: parsed.SKYLAB_INTERNAL_SECRET,
    serviceHosts: parsed.SKYLAB_SERVICE_HOSTS,
    redisUrl: parsed.REDIS_URL,
    rabbitUrl: parsed.RABBITMQ_URL,
    minio: {
      endpoint: parsed.MINIO_ENDPOINT,
      accessKey: parsed.MINIO_ACCESS_KEY,
      secretKey: parsed.MINIO_SECRET_KEY,
      bucket: parsed.MINIO_BUCKET,
      region: parsed.MINIO_REGION,
    },
  };
}
