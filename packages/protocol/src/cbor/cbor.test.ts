import { AwsError } from "@skylab/aws";
import { describe, expect, it } from "vitest";
import { createCodec } from "../codec.ts";
import { asBytes } from "../handler-values.ts";
import { loadModel } from "../models.ts";
import type { RequestHead, Values } from "../wire.ts";
import { CborSyntaxError, decodeCbor } from "./decode.ts";
import { CborSink } from "./sink.ts";

const headOf = (operation: string): RequestHead => ({
  method: "POST",
  path: `/service/GraniteServiceVersion20100801/operation/${operation}`,
  query: "",
  headers: { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" },
});

function decode(operation: string, hex: string): Values {
  const codec = createCodec(loadModel("cloudwatch"));
  const head = headOf(operation);
  const body = Buffer.from(hex, "hex");
  return codec.decode(codec.route(head, body), head, body);
}

describe("decodeCbor", () => {
  // https://www.rfc-editor.org/rfc/rfc8949#appendix-A
  it.each<[string, unknown]>([
    ["00", 0],
    ["17", 23],
    ["1818", 24],
    ["1903e8", 1000],
    ["1a000f4240", 1_000_000],
    ["1b000000e8d4a51000", 1_000_000_000_000],
    ["1bffffffffffffffff", 18_446_744_073_709_551_615n],
    ["3bffffffffffffffff", -18_446_744_073_709_551_616n],
    ["c249010000000000000000", 18_446_744_073_709_551_616n],
    ["c349010000000000000000", -18_446_744_073_709_551_617n],
    ["3903e7", -1000],
    ["f90000", 0],
    ["f93c00", 1],
    ["f97bff", 65_504],
    ["f90001", 5.960_464_477_539_063e-8],
    ["f90400", 0.000_061_035_156_25],
    ["f9c400", -4],
    ["f97c00", Number.POSITIVE_INFINITY],
    ["f9fc00", Number.NEGATIVE_INFINITY],
    ["f97e00", Number.NaN],
    ["fa47c35000", 100_000],
    ["fb3ff199999999999a", 1.1],
    ["f4", false],
    ["f5", true],
    ["f6", undefined],
    ["f7", undefined],
    ["c11a514b67b0", new Date(1_363_896_240_000)],
    ["c1fb41d452d9ec200000", new Date(1_363_896_240_500)],
    ["4401020304", Buffer.from([1, 2, 3, 4])],
    ["62c3bc", "ü"],
    ["5f42010243030405ff", Buffer.from([1, 2, 3, 4, 5])],
    ["7f657374726561646d696e67ff", "streaming"],
    ["9f018202039f0405ffff", [1, [2, 3], [4, 5]]],
    ["bf61610161629f0203ffff", { a: 1, b: [2, 3] }],
    ["d74401020304", Buffer.from([1, 2, 3, 4])],
  ])("reads %s", (hex, value) => {
    expect(decodeCbor(Buffer.from(hex, "hex"))).toEqual(value);
  });

  it.each([
    "",
    "18",
    "6261",
    "9b00ffffffffffffff",
    "bb00ffffffffffffff01",
    "5b00ffffffffffffff",
    "9f01",
    "a10102",
    "7f4101ff",
    "61ff",
    "1c",
    "1f",
    "f800",
    "ff",
    "0000",
    "c16161",
    "c26161",
    "81".repeat(100_000),
    "c0".repeat(100_000),
  ])("refuses the malformed %.20s", (hex) => {
    expect(() => decodeCbor(Buffer.from(hex, "hex"))).toThrow(CborSyntaxError);
  });

  it("refuses or reads any bytes, and never fails otherwise", () => {
    let seed = 42;
    const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31);
    for (let round = 0; round < 5000; round++) {
      const bytes = Buffer.from(Array.from({ length: random() % 40 }, () => random() % 256));
      try {
        decodeCbor(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(CborSyntaxError);
      }
    }
  });

  it("keeps a key __proto__ a key", () => {
    const value = decodeCbor(Buffer.from("a1695f5f70726f746f5f5f01", "hex"));
    expect(Object.entries(value ?? {})).toEqual([["__proto__", 1]]);
  });
});

describe("CborSink", () => {
  it.each([0, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296, Number.MAX_SAFE_INTEGER, 2n ** 64n - 1n])(
    "writes %s as it is read",
    (value) => {
      const sink = new CborSink();
      sink.head(0, value);
      expect(decodeCbor(sink.written)).toBe(value);
    },
  );

  it("grows with what is written", () => {
    const sink = new CborSink();
    const long = "é".repeat(5000);
    sink.text(long);
    expect(decodeCbor(sink.written)).toBe(long);
  });

  it("keeps a double that four bytes cannot hold", () => {
    const sink = new CborSink();
    sink.float(0.1);
    expect(decodeCbor(sink.written)).toBe(0.1);
  });
});

describe("an rpcv2Cbor service", () => {
  it("refuses a body of the wrong types", () => {
    expect(() => decode("ListDashboards", "01")).toThrow("Expected a structure.");
    expect(() => decode("ListDashboards", "a1694e657874546f6b656e01")).toThrow("Expected a string.");
    expect(() => decode("ListDashboards", "a1")).toThrow("The value is cut off.");
  });

  it("takes no body for an empty structure", () => {
    expect(decode("ListDashboards", "")).toEqual({});
  });

  it.each(["/service/Other/operation/ListDashboards", "/service/GraniteServiceVersion20100801/operation/Nothing", "/"])(
    "does not know the path %s",
    (path) => {
      const codec = createCodec(loadModel("cloudwatch"));
      const route = (): unknown => codec.route({ ...headOf("ListDashboards"), path }, Buffer.alloc(0));
      expect(route).toThrow(new AwsError("UnknownOperationException", "", { status: 404 }));
    },
  );

  it("answers errors with their type, and the former Query code in a header", () => {
    const codec = createCodec(loadModel("cloudwatch"));
    const error = new AwsError("ResourceNotFoundException", "No.", { members: { ResourceId: "r" } });
    const { status, headers, body } = codec.encodeError("rpcv2Cbor", error, { requestId: "7a1b" });
    expect({ status, headers }).toEqual({
      status: 404,
      headers: {
        "content-type": "application/cbor",
        "smithy-protocol": "rpc-v2-cbor",
        "x-amzn-RequestId": "7a1b",
        "x-amzn-query-error": "ResourceNotFoundException;Sender",
      },
    });
    expect(decodeCbor(asBytes(body))).toEqual({
      __type: "com.amazonaws.cloudwatch#ResourceNotFoundException",
      Message: "No.",
      ResourceId: "r",
    });
  });
});
