import assert from "node:assert/strict";
import { test } from "node:test";
import { freePorts } from "../gatehouse.js";

test("free ports differ from one another", async () => {
  const ports = await freePorts(8);
  assert.equal(new Set(ports).size, 8);
});
