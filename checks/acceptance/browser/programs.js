// Programs of the system that tests start.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";

/** Installs Debian's package where `program` is missing; says what to do where that cannot be. */
export async function needPackage(program, name, what) {
  if (existsSync(program)) return;
  if (process.getuid() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Error(`These tests need ${what} at ${program}. Install it: apt-get install ${name}`);
  }
  const { code, stderr } = await finished("apt-get",
    ["install", "-y", "--no-install-recommends", name],
    { ...process.env, DEBIAN_FRONTEND: "noninteractive" });
  if (code !== 0) throw new Error(`apt-get could not install ${name}: ${stderr}`);
}

/**
 * Runs a program to its end; `told` reads its errors while it goes on, `typed` is what somebody
 * types.
 */
export function finished(program, args, env, told = () => {}, typed) {
  const input = typed === undefined ? "ignore" : "pipe";
  const child = spawn(program, args, { env, stdio: [input, "pipe", "pipe"] });
  child.stdin?.end(typed);
  const printed = { stdout: "", stderr: "" };
  child.stdout.on("data", (text) => { printed.stdout += text; });
  child.stderr.on("data", (text) => { printed.stderr += text; told(printed.stderr); });
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (code) => done({ code, ...printed }));
  });
}
