import type { z } from "zod";
import { notImplemented, type ServiceDefinition, type Types } from "./service-definition.ts";
import { LOCALSTACK_NAMES } from "./settings/localstack-settings.ts";
import type { ServiceSettings } from "./settings/service-settings.ts";
import { settingsSchema } from "./settings/settings.ts";

/** The settings as a Markdown table, for README.md: the frame's, and those that services bring along. */
export function settingsTable(own: ServiceSettings): string {
  const rows = Object.entries(settingsSchema.shape).map(([name, schema]) => {
    const aliases = (LOCALSTACK_NAMES[name] ?? []).map((alias) => `\`${alias}\``).join(", ");
    return `| \`${name}\` | ${shownDefault(name, schema)} | ${schema.description ?? ""} | ${aliases} |`;
  });
  const ownRows = Object.entries(own).map(([name, { description }]) => `| \`${name}\` | none | ${description} | |`);
  return ["| setting | default | what it does | LocalStack's name |", "|---|---|---|---|", ...rows, ...ownRows].join(
    "\n",
  );
}

function shownDefault(name: string, schema: z.ZodType): string {
  const value = schema.parse(undefined);
  if (typeof value === "string" || typeof value === "number") return `\`${value}\``;
  return name === "SKYLAB_SERVICES" ? "all" : "none";
}

/** A service's operations as a Markdown table, for its README.md: what is built, and what IAM decides it by. */
export function operationTable<Operations extends Types, Engines>({
  model,
  operations,
  access,
}: Pick<ServiceDefinition<Operations, Engines>, "model" | "operations" | "access">): string {
  const rows = Object.keys(model.operations).map((name) => {
    const state = operations[name] === notImplemented ? "501" : "built";
    return `| ${name} | ${state} | \`${access[name]?.action ?? ""}\` |`;
  });
  return ["| operation | state | IAM action |", "|---|---|---|", ...rows].join("\n");
}
