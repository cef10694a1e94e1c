import { type Condition, readConditions } from "./conditions.ts";
import { numberIn, readValueTest } from "./operand.ts";
import { invalidPattern } from "./refusal.ts";
import { Scanner } from "./scanner.ts";

export type DelimitedPattern = {
  readonly matches: (message: string) => boolean;
  /** All fields, by the pattern's names for them, or by their numbers: `{"$ip": "127.0.0.1", "$2": "-"}`. */
  readonly extract: (message: string) => Readonly<Record<string, string>>;
};

/** A field of the pattern; `undefined`: any number of fields, `...`. */
type Field = { readonly name: string | undefined; readonly holds: Condition<string> } | undefined;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-spacedelimited-log-events.html */
export function compileDelimited(pattern: string): DelimitedPattern {
  const fields = readFields(pattern);
  return {
    matches: (message) => align(fields, message)?.every(({ field, value }) => field?.holds(value) ?? true) ?? false,
    extract: (message) =>
      Object.fromEntries(
        (align(fields, message) ?? []).map(({ field, value }, index) => [`$${field?.name ?? index + 1}`, value]),
      ),
  };
}

function readFields(pattern: string): readonly Field[] {
  const scanner = new Scanner(pattern);
  scanner.expect("[");
  const fields: Field[] = [readField(scanner)];
  while (scanner.take(",")) fields.push(readField(scanner));
  scanner.expect("]");
  if (!scanner.isAtEnd || fields.filter((field) => field === undefined).length > 1) throw invalidPattern();
  return fields;
}

const NAME = /[\w-]+/y;

function readField(scanner: Scanner): Field {
  if (scanner.take("...") || scanner.take("…")) return undefined;
  const name = scanner.match(NAME)?.[0];
  if (scanner.match(/(?=[,\]])/y) !== undefined) return { name, holds: () => true };
  let isNamed = name !== undefined;
  const holds = readConditions(scanner, (): Condition<string> => {
    // Each further condition names the field again.
    if (!isNamed && scanner.match(NAME) === undefined) throw invalidPattern();
    isNamed = false;
    const test = readValueTest(scanner);
    return (text) => test({ text, number: numberIn(text) });
  });
  return { name, holds };
}

type Aligned = { readonly field: Field; readonly value: string };

/** Which field of a line is which of the pattern; `undefined` where there are too many or too few. */
function align(fields: readonly Field[], message: string): readonly Aligned[] | undefined {
  const values = valuesOf(message);
  const gap = fields.indexOf(undefined);
  if (gap === -1 ? values.length !== fields.length : values.length < fields.length - 1) return undefined;
  const behind = gap === -1 ? 0 : fields.length - gap - 1;
  return values.map((value, index) => {
    const fromEnd = values.length - index;
    if (gap === -1 || index < gap) return { value, field: fields[index] };
    return { value, field: fromEnd <= behind ? fields[fields.length - fromEnd] : undefined };
  });
}

/** What stands in brackets or quotes is one field. */
const VALUE = /\[(?<bracketed>[^\]]*)\]|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>\S+)/g;

const valuesOf = (message: string): readonly string[] =>
  Array.from(
    message.matchAll(VALUE),
    ({ groups = {} }) => groups["bracketed"] ?? groups["quoted"] ?? groups["plain"] ?? "",
  );
