import type { ContextEntry, ContextKeyTypeEnum } from "@aws-sdk/client-iam";
import type { Context } from "@skylab/auth";
import { invalidInput } from "./errors.ts";

/**
 * The context that a simulation is given. The order and the words of the refusals were recorded from AWS.
 * @throws AwsError `InvalidInput`
 */
export function readContext(entries: readonly ContextEntry[]): Context {
  const context = new Map<string, readonly string[]>();
  for (const entry of entries) {
    // An entry with nothing in it does no harm.
    if (Object.values(entry).every((member) => member === undefined)) continue;
    const { name, values } = readEntry(entry);
    if (context.has(name.toLowerCase())) throw invalidInput(`Duplicate context key: ${name}.`);
    context.set(name.toLowerCase(), values);
  }
  return Object.fromEntries(context);
}

function readEntry({ ContextKeyName: name, ContextKeyType: type, ContextKeyValues: values }: ContextEntry): {
  readonly name: string;
  readonly values: readonly string[];
} {
  if (name === undefined) throw invalidInput("ContextKeyName cannot be null or empty.");
  if (values === undefined || values.length === 0) {
    throw invalidInput(`Context values for context key ${name} cannot be null or empty.`);
  }
  if (type === undefined) throw invalidInput(`Context key ${name} has invalid type null.`);
  if (!type.endsWith("List") && values.length > 1) {
    throw invalidInput(`Context key ${type} expected a single value, but received ${String(values.length)}.`);
  }
  const form = FORMS[type];
  if (form && !values.every(form.isValid)) {
    throw invalidInput(`Invalid context value for key ${name}: expected ${form.name}.`);
  }
  return { name, values };
}

type Form = { readonly name: string; readonly isValid: (value: string) => boolean };

const NUMBER: Form = {
  name: "numeric format",
  isValid: (value) => /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value),
};

const DATE: Form = {
  name: "DateTime format",
  isValid: (value) => /^-?\d+$/.test(value) || (/^\d{4}-/.test(value) && !Number.isNaN(Date.parse(value))),
};

const IP: Form = {
  name: "IP address",
  isValid: (value) => (value.includes(":") ? URL.canParse(`http://[${value}]/`) : IPV4.test(value)),
};

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

const BINARY: Form = {
  name: "base-64 encoded binary format",
  isValid: (value) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value),
};

/** Texts may be anything; and so may booleans, whatever their name says. */
const FORMS: Partial<Record<ContextKeyTypeEnum, Form>> = {
  numeric: NUMBER,
  numericList: NUMBER,
  date: DATE,
  dateList: DATE,
  ip: IP,
  ipList: IP,
  binary: BINARY,
  binaryList: BINARY,
};
