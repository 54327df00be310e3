// Load by wrk: one thread, 64 connections, and what it cost the proxy meanwhile.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { cpuMicros, residentMiB } from "./processes.mjs";
import { BODY_BYTES } from "./peers.mjs";

export const CONNECTIONS = 64;
const script = fileURLToPath(new URL("requests.lua", import.meta.url));
/** The audit writes within 100 ms; what a request leaves behind belongs to its cost. */
const AFTERMATH_MS = 300;

/**
 * Loads `url` and answers cost and latency.
 * @param credentials a header's name and the file with its values
 * @param pauseMs the mean pause of each connection between two requests
 * @throws if one answer was not the upstream's
 */
export async function load(url, credentials, seconds, pid, pauseMs = 0) {
  const before = cpuMicros(pid);
  let resident = residentMiB(pid);
  const watch = setInterval(() => { resident = Math.max(resident, residentMiB(pid)); }, 500);
  let result;
  try {
    result = await wrk(url, credentials, seconds, pauseMs);
  } finally {
    clearInterval(watch);
  }
  await pause(AFTERMATH_MS);
  const { requests, micros, bytes, refused, broken, p50, p99 } = result;
  if (refused > 0 || broken > 0 || requests === 0 || bytes < requests * BODY_BYTES) {
    throw new Error(`${url}: of ${requests} requests ${refused} were refused, ${broken} failed, ${bytes} bytes came`);
  }
  return {
    requests,
    cpu: (cpuMicros(pid) - before) / requests,
    perSecond: requests / (micros / 1e6),
    p50: p50 / 1000,
    p99: p99 / 1000,
    resident,
  };
}

let current;
export const stopLoad = () => current?.kill("SIGKILL");

function wrk(url, { header, file }, seconds, pauseMs) {
  return new Promise((done, failed) => {
    const child = spawn("wrk", ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, "--timeout", "10s", "--latency",
      "-s", script, url, "--", header, file, String(pauseMs)], { stdio: ["ignore", "pipe", "pipe"] });
    current = child;
    const printed = [];
    child.stdout.on("data", (text) => printed.push(text));
    child.stderr.on("data", (text) => printed.push(text));
    child.once("error", failed).once("close", (code) => {
      current = undefined;
      const text = Buffer.concat(printed).toString();
      const result = /^RESULT (.*)$/m.exec(text);
      if (code === 0 && result) done(JSON.parse(result[1]));
      else failed(new Error(`wrk ended with ${code}:\n${text}`));
    });
  });
}
