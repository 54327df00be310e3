import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newVisitor, startChromium } from "../chromium.js";

let browser;
before(async () => { browser = await startChromium(); });
after(async () => { await browser?.close(); });

test("Chromium starts, renders a page and runs its script", async () => {
  const { context, page, problems } = await newVisitor(browser);
  await page.goto("data:text/html,<h1>Hello</h1><script>document.title = 'ran'</script>");
  assert.equal(await page.textContent("h1"), "Hello");
  assert.equal(await page.title(), "ran");
  assert.deepEqual(problems, []);
  await context.close();
});

test("a page's errors are collected", async () => {
  const { context, page, problems } = await newVisitor(browser);
  await page.goto("data:text/html,<script>throw new Error('broken page')</script>");
  assert.match(problems.join(), /broken page/);
  await context.close();
});
