// What was measured on what.
import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Name and value of each fact. `gatehouse` still runs, so its JVM can be asked for its version. */
export function machine(gatehouse) {
  const java = readlinkSync(`/proc/${gatehouse.pid}/exe`);
  const facts = readFileSync(gatehouse.log, "utf8");
  const transport = /^\s+transport: (.*)$/m.exec(facts)?.[1];
  const change = said("git", ["-C", root, "rev-parse", "--short", "HEAD"]);
  const clean = change && said("git", ["-C", root, "status", "--porcelain", "--", ".", ":!docs", ":!checks"]) === "";
  return {
    date: new Date().toISOString().slice(0, 16).replace("T", " ") + " UTC",
    processor: `${cpus()[0].model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    kernel: release(),
    JDK: said(java, ["-version"]).split("\n").at(-2) ?? "unknown",
    ...(transport ? { "Gatehouse's transport": transport } : {}),
    Gatehouse: change ? `${change}${clean ? "" : " with changes"}` : "no repository",
    nginx: /nginx\/(\S+)/.exec(said("nginx", ["-v"]))?.[1] ?? "unknown",
    HAProxy: /version (\S+)/.exec(said("haproxy", ["-v"]))?.[1] ?? "unknown",
    wrk: /wrk (\S+ ?\S*)/.exec(said("wrk", ["-v"]))?.[1] ?? "unknown",
  };
}

function said(command, args) {
  const { stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  return error ? "" : `${stdout}${stderr}`.trim();
}
