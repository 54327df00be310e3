// What Gatehouse wrote down.
import { setTimeout as pause } from "node:timers/promises";
import { ada } from "./cast.js";
import { mint } from "./emulator.js";
import { run } from "./gatehouse.js";

/** The events as Ada reads them at the API, newest first. */
export async function audited(at, filters = {}) {
  const token = await mint(at, { as: ada.upn });
  const answer = await fetch(`${at.url}/api/audit?${new URLSearchParams({ limit: 1000, ...filters })}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error(`the audit answered ${answer.status}`);
  return (await answer.json()).events;
}

/**
 * The events of a request, oldest first, once it is over (a change has an intent before) and, if
 * `code` is given, has that code.
 */
export async function auditOf(at, requestId, code) {
  for (let tries = 0; ; tries++) {
    const events = (await audited(at, code ? { code } : {}))
      .filter((event) => event.request_id === requestId).reverse();
    if (events.some((event) => event.phase !== "intent") || tries === 50) return events;
    await pause(100);
  }
}

/** The events that `./gatehouse audit export` prints of a data folder. */
export async function exported(data) {
  const { code, stdout, stderr } = await run(["audit", "export", "--data", data]);
  if (code !== 0) throw new Error(`audit export ended with ${code}: ${stderr}`);
  return stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line)).filter((line) => line.time);
}
