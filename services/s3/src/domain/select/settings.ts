import type * as sdk from "@aws-sdk/client-s3";
import { formatNotImplemented, selectError } from "./errors.ts";
import type { CsvFormat } from "./records/csv-reader.ts";

/** How the object is to be read. */
export type InputFormat =
  | { readonly kind: "csv"; readonly format: CsvFormat; readonly header: "NONE" | "USE" | "IGNORE" }
  | { readonly kind: "json"; readonly type: "LINES" | "DOCUMENT" };

/** How the result is to be written. */
export type OutputFormat =
  | {
      readonly kind: "csv";
      readonly fieldDelimiter: string;
      readonly recordDelimiter: string;
      readonly quote: string;
      readonly escape: string;
      readonly isAlwaysQuoted: boolean;
    }
  | { readonly kind: "json"; readonly recordDelimiter: string };

/** @throws AwsError InvalidDataSource, ObjectSerializationConflict, InvalidFileHeaderInfo …; NotImplemented for Parquet */
export function readInputFormat({ CSV: csv, JSON: json, Parquet: parquet }: sdk.InputSerialization): InputFormat {
  const given = [csv, json, parquet].filter((format) => format !== undefined);
  if (given.length > 1) throw selectError("ObjectSerializationConflict");
  if (parquet !== undefined) throw formatNotImplemented("Parquet");
  if (json !== undefined) return { kind: "json", type: readJsonType(json.Type) };
  if (csv === undefined) throw selectError("InvalidDataSource");
  return { kind: "csv", format: readCsvFormat(csv), header: readHeaderInfo(csv.FileHeaderInfo) };
}

function readJsonType(type: string | undefined): "LINES" | "DOCUMENT" {
  if (type === undefined) throw selectError("MissingRequiredParameter");
  if (type !== "LINES" && type !== "DOCUMENT") throw selectError("InvalidJsonType");
  return type;
}

function readHeaderInfo(info = "NONE"): "NONE" | "USE" | "IGNORE" {
  if (info !== "NONE" && info !== "USE" && info !== "IGNORE") throw selectError("InvalidFileHeaderInfo");
  return info;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVInput.html */
const readCsvFormat = (csv: sdk.CSVInput): CsvFormat => ({
  fieldDelimiter: delimiter(csv.FieldDelimiter, ","),
  recordDelimiter: delimiter(csv.RecordDelimiter, "\n"),
  quote: single(csv.QuoteCharacter, '"'),
  escape: single(csv.QuoteEscapeCharacter, '"'),
  comment: single(csv.Comments, "#"),
  allowQuotedRecordDelimiter: csv.AllowQuotedRecordDelimiter === true,
});

/** @throws AwsError InvalidRequestParameter where there is none of it */
function delimiter(given: string | undefined, otherwise: string): string {
  if (given === "") throw selectError("InvalidRequestParameter");
  return given ?? otherwise;
}

function single(given: string | undefined, otherwise: string): string {
  if (given !== undefined && Array.from(given).length > 1) throw selectError("InvalidRequestParameter");
  return given ?? otherwise;
}

/** @throws AwsError MissingRequiredParameter, ObjectSerializationConflict, InvalidQuoteFields */
export function readOutputFormat({ CSV: csv, JSON: json }: sdk.OutputSerialization): OutputFormat {
  if (csv !== undefined && json !== undefined) throw selectError("ObjectSerializationConflict");
  if (json !== undefined) return { kind: "json", recordDelimiter: json.RecordDelimiter ?? "\n" };
  if (csv === undefined) throw selectError("MissingRequiredParameter");
  const quoted: string = csv.QuoteFields ?? "ASNEEDED";
  if (quoted !== "ALWAYS" && quoted !== "ASNEEDED") throw selectError("InvalidQuoteFields");
  return {
    kind: "csv",
    fieldDelimiter: csv.FieldDelimiter ?? ",",
    recordDelimiter: csv.RecordDelimiter ?? "\n",
    quote: single(csv.QuoteCharacter, '"'),
    escape: single(csv.QuoteEscapeCharacter, '"'),
    isAlwaysQuoted: quoted === "ALWAYS",
  };
}

/** Whether an object is compressed. @throws AwsError InvalidCompressionFormat; NotImplemented for BZIP2 */
export function readCompression(type: string | undefined): "NONE" | "GZIP" {
  if (type === undefined || type === "NONE") return "NONE";
  if (type === "BZIP2") throw formatNotImplemented("BZIP2");
  if (type !== "GZIP") throw selectError("InvalidCompressionFormat");
  return type;
}
