import { expect, it } from "vitest";
import { readDockerFlags } from "./docker-flags.ts";

it("reads the flags that tools start Skylab's functions with", () => {
  const text = `-l a=1 --label=b='x y' -e A=B=C --env "E=1 2" -v /code:/code:ro --add-host db:10.0.0.1 --dns 10.0.0.2`;
  expect(readDockerFlags(text)).toEqual({
    labels: { a: "1", b: "x y" },
    variables: { A: "B=C", E: "1 2" },
    volumes: ["/code:/code:ro"],
    hosts: ["db:10.0.0.1"],
    dns: ["10.0.0.2"],
  });
});

it("reads nothing where nothing is set", () => {
  const nothing = { labels: {}, variables: {}, volumes: [], hosts: [], dns: [] };
  expect([readDockerFlags(undefined), readDockerFlags(" ")]).toEqual([nothing, nothing]);
});

it.each(["--privileged", "-l", "-p 80:80", "label a=b"])("takes no %s", (text) => {
  expect(() => readDockerFlags(text)).toThrow("may have -l, --label");
});
