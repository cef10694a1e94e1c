import { expect, it } from "vitest";
import { settings } from "./settings.ts";

const { read } = settings.SKYLAB_LAMBDA_HOT_RELOAD;

it("folders for hot reload are absolute, and may be none", () => {
  expect(read("/home/dev, /srv//code/")).toEqual(["/home/dev", "/srv/code/"]);
  expect(read("none")).toEqual([]);
  expect(read(undefined)).toBeUndefined();
  expect(() => read("/home/dev,code")).toThrow('must be absolute folders by comma, or none, not "code"');
});
