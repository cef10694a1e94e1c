import { describe, expect, test } from "vitest";
import type { ServiceModel } from "../model.ts";
import { loadModel } from "../models.ts";
import { parseXml, xmlReader, XmlSyntaxError, xmlWriter } from "./index.ts";

const s3 = loadModel("s3");

describe("writing XML", () => {
  test("a structure's attributes, namespaces and flattened lists stand where S3 puts them", () => {
    const write = xmlWriter(s3).members("GetBucketAclOutput");
    const grant = { Grantee: { Type: "CanonicalUser", ID: "id" }, Permission: "FULL_CONTROL" };
    expect(write({ Owner: { ID: "me" }, Grants: [grant] })).toBe(
      "<Owner><ID>me</ID></Owner><AccessControlList><Grant>" +
        '<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>id</ID></Grantee>' +
        "<Permission>FULL_CONTROL</Permission></Grant></AccessControlList>",
    );
  });

  test("S3's times have milliseconds and its ETags have escaped quotes", () => {
    const write = xmlWriter(s3).members("CopyObjectResult", ["ETag", "LastModified"]);
    expect(write({ ETag: '"abc"', LastModified: new Date(0) })).toBe(
      "<ETag>&quot;abc&quot;</ETag><LastModified>1970-01-01T00:00:00.000Z</LastModified>",
    );
  });

  test("the times of Query services have no fraction where it is zero", () => {
    const write = xmlWriter(loadModel("iam")).element("CreateDate", { shape: timestampShapeOf("iam") });
    expect(write(new Date(0))).toBe("<CreateDate>1970-01-01T00:00:00Z</CreateDate>");
  });

  test("a flattened list is repeated under its own name, a map has entries", () => {
    const write = xmlWriter(COLLECTIONS).members("Top");
    expect(write({ flat: ["a", "b"], map: { k: "v" }, flatMap: { x: "1", y: "2" } })).toBe(
      "<Flat>a</Flat><Flat>b</Flat><map><entry><key>k</key><value>v</value></entry></map>" +
        "<flatMap><key>x</key><value>1</value></flatMap><flatMap><key>y</key><value>2</value></flatMap>",
    );
  });

  test("a structure that contains itself is written to its end", () => {
    const write = xmlWriter(COLLECTIONS).members("Top");
    expect(write({ self: { self: { flat: ["x"] } } })).toBe("<self><self><Flat>x</Flat></self></self>");
  });

  test("characters that a parser would lose are written as references and come back", () => {
    const key = "a\r\n\t<&>\"'\u0001\u0085\u2028😀";
    const xml = `<Top>${xmlWriter(COLLECTIONS).members("Top")({ flat: [key] })}</Top>`;
    expect(xml).toContain("&#13;&#10;");
    expect(xml).toContain("&#x1;");
    expect(xmlReader(COLLECTIONS).members("Top")(parseXml(xml))).toEqual({ flat: [key] });
  });
});

describe("reading XML", () => {
  const readDelete = xmlReader(s3).members("Delete");

  test("members are found by name, in any order, whatever stands between them", () => {
    const xml = `<?xml version="1.0"?>
      <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
        <!-- two --><Unknown><Key>no</Key></Unknown>
        <Quiet> true </Quiet>
        <Object><Key>a b </Key></Object>
        <Object><Key><![CDATA[<&amp;>]]></Key><Size>12</Size></Object>
      </Delete>`;
    expect(readDelete(parseXml(xml))).toEqual({
      Quiet: true,
      Objects: [{ Key: "a b " }, { Key: "<&amp;>", Size: 12 }],
    });
  });

  test("a key of digits stays a text", () => {
    expect(readDelete(parseXml("<Delete><Object><Key>0012</Key></Object></Delete>"))).toEqual({
      Objects: [{ Key: "0012" }],
    });
  });

  test("prefixes of namespaces are the client's own business", () => {
    const xml = '<s3:Delete xmlns:s3="http://s3.amazonaws.com/doc/2006-03-01/"><s3:Quiet>true</s3:Quiet></s3:Delete>';
    expect(readDelete(parseXml(xml))).toEqual({ Quiet: true });
  });

  test("attributes are read with their prefix", () => {
    const read = xmlReader(s3).members("Grant");
    const xml =
      '<Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>u</URI></Grantee></Grant>';
    expect(read(parseXml(xml))).toEqual({ Grantee: { Type: "Group", URI: "u" } });
  });

  test("an empty wrapped list is empty, an absent one is absent", () => {
    const read = xmlReader(s3).members("Tagging");
    expect(read(parseXml("<Tagging><TagSet/></Tagging>"))).toEqual({ TagSet: [] });
    expect(read(parseXml("<Tagging/>"))).toEqual({});
  });

  test.each([
    ["a number", "<Delete><Object><Key>k</Key><Size>ten</Size></Object></Delete>"],
    ["a boolean", "<Delete><Quiet>yes</Quiet></Delete>"],
    ["a time", "<Delete><Object><LastModifiedTime>yesterday</LastModifiedTime></Object></Delete>"],
  ])("%s that is none is refused", (_what, xml) => {
    expect(() => readDelete(parseXml(xml))).toThrow(XmlSyntaxError);
  });

  test("a map's key may be called __proto__ and stays a key", () => {
    const xml = "<Top><map><entry><key>__proto__</key><value>v</value></entry></map></Top>";
    const top = xmlReader(COLLECTIONS).members("Top")(parseXml(xml));
    expect(Object.entries(top["map"] ?? {})).toEqual([["__proto__", "v"]]);
  });
});

describe("hostile XML", () => {
  test.each([
    ["nothing at all", ""],
    ["only white space", "  \n"],
    ["text without an element", "hello"],
    ["JSON", '{"a":1}'],
    ["an element that is not closed", "<a><b></a>"],
    ["a tag that is not closed", "<a"],
    ["two roots", "<a></a><b></b>"],
    ["two empty roots", "<a/><b/>"],
    ["text after the root", "<a></a>x"],
    ["an attribute without a value", "<a b></a>"],
    ["an attribute twice", '<a b="1" b="2"></a>'],
    ["an unknown entity", "<a>&nbsp;</a>"],
    ["a bare ampersand", "<a>b & c</a>"],
    ["a reference beyond Unicode", "<a>&#x110000;</a>"],
    ["a reference to NUL", "<a>&#0;</a>"],
    ["an unclosed comment", "<a><!-- </a>"],
    ["an unclosed CDATA section", "<a><![CDATA[ </a>"],
    ["an element called __proto__", "<__proto__><a>1</a></__proto__>"],
    ["bytes that are no UTF-8", Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])],
    ["an external entity", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ["a billion laughs", '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;&y;</a>'],
    ["a hundred elements inside one another", "<a>".repeat(100) + "</a>".repeat(100)],
    ["a tower of a hundred thousand elements", "<a>".repeat(100_000) + "</a>".repeat(100_000)],
    ["a tower that never ends", "<a>".repeat(100_000)],
  ])("%s is refused as a syntax error", (_what, source) => {
    expect(() => parseXml(source)).toThrow(XmlSyntaxError);
  });

  test("sixty elements inside one another are read", () => {
    expect(parseXml("<a>".repeat(60) + "</a>".repeat(60)).name).toBe("a");
  });
});

const COLLECTIONS: ServiceModel = {
  ...loadModel("sts"),
  shapes: {
    Text: { type: "string" },
    Texts: { type: "list", member: { shape: "Text" } },
    Map: { type: "map", key: { shape: "Text" }, value: { shape: "Text" } },
    Top: {
      type: "structure",
      members: {
        flat: { shape: "Texts", traits: { xmlFlattened: 1, xmlName: "Flat" } },
        map: { shape: "Map" },
        flatMap: { shape: "Map", traits: { xmlFlattened: 1 } },
        self: { shape: "Top" },
      },
    },
  },
};

function timestampShapeOf(name: "iam"): string {
  const found = Object.entries(loadModel(name).shapes).find(([, shape]) => shape.type === "timestamp");
  if (!found) throw new Error("The model has no timestamp.");
  return found[0];
}
