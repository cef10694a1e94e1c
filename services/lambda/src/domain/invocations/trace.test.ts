import { randomIds, systemClock } from "@skylab/aws";
import { expect, it } from "vitest";
import { newTrace, timesInChain, traceOfRecords, withLink } from "./trace.ts";

const A = "arn:aws:lambda:us-east-1:123456789012:function:a";
const B = "arn:aws:lambda:us-east-1:123456789012:function:b";

it("a new trace has X-Ray's form", () => {
  expect(newTrace(systemClock, randomIds)).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
});

it("a chain counts each of its functions, and keeps what else the header says", () => {
  let trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";
  for (let times = 0; times < 3; times += 1) trace = withLink(withLink(trace, A), B);
  expect(timesInChain(trace, A)).toBe(3);
  expect(timesInChain(trace, B)).toBe(3);
  expect(trace).toMatch(/^Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1;Lineage=[^;]+$/);
});

it("a header of somebody's own making is no chain", () => {
  for (const lineage of ["", "x", "|||", "12345678:99999999", "a:b|c:d"]) {
    expect(timesInChain(`Root=1-2-3;Lineage=${lineage}`, A)).toBe(0);
  }
});

it("a batch belongs to the trace of its first message", () => {
  expect(traceOfRecords({ Records: [{ attributes: { AWSTraceHeader: "Root=1-2-3" } }, {}] })).toBe("Root=1-2-3");
  for (const event of [{}, { Records: [] }, { Records: [{ dynamodb: {} }] }]) {
    expect(traceOfRecords(event)).toBeUndefined();
  }
});
