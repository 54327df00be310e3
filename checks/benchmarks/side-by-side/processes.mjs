// Processes of this run: started here, measured by the kernel's own accounting, ended here.
import { spawn, execFileSync } from "node:child_process";
import { openSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const TICK_MICROS = 1e6 / Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
const GRACE_MS = 25_000;
const running = new Set();
let closing = false;

/** Starts a program; what it prints goes to a log in `folder`. */
export function start(name, folder, command, args, env = {}) {
  if (closing) throw new Error("the run is ending");
  const log = join(folder, `${name}.log`);
  const file = openSync(log, "a");
  const child = spawn(command, args.map(String), {
    stdio: ["ignore", file, file], cwd: folder, env: { ...process.env, ...env },
  });
  const ended = new Promise((done) => child.once("close", done).once("error", done));
  const started = { name, pid: child.pid, child, ended, log };
  running.add(started);
  ended.then(() => running.delete(started));
  return started;
}

export const alive = ({ child }) => child.pid !== undefined && child.exitCode === null && child.signalCode === null;

/** Asks a process of ours to end, and makes it end after a grace. */
export async function stop(started) {
  if (alive(started)) started.child.kill("SIGTERM");
  const inTime = await Promise.race([started.ended.then(() => true), pause(GRACE_MS, false, { ref: false })]);
  if (!inTime) {
    for (const pid of tree(started.pid)) process.kill(pid, "SIGKILL");
    await started.ended;
  }
}

/** Ends all of them; none starts any more. */
export function stopAll() {
  closing = true;
  return Promise.all([...running].map(stop));
}

/** For the last moment of this process, which cannot wait. */
export function killAll() {
  for (const started of running) {
    for (const pid of tree(started.pid)) {
      try { process.kill(pid, "SIGKILL"); } catch { /* It ended meanwhile. */ }
    }
  }
}

/** CPU time of a process and its descendants since they began, in microseconds. */
export const cpuMicros = (pid) => sum(tree(pid).map((one) => ownTicks(one))) * TICK_MICROS;

/** The same with those that ended and were waited for. */
export const cpuMicrosWithEnded = (pid) => sum(tree(pid).map((one) => ownTicks(one, true))) * TICK_MICROS;

/** What all processors of the machine were busy since it started, in microseconds. */
export function machineMicros() {
  const [, user, nice, system, , , irq, softirq, steal] = firstLine("/proc/stat").split(/\s+/).map(Number);
  return (user + nice + system + irq + softirq + steal) * TICK_MICROS;
}

/** Resident memory of a process and its descendants, in MiB. Pages they share count for each. */
export const residentMiB = (pid) => sum(tree(pid).map((one) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${one}/status`))?.[1] ?? 0))) / 1024;

/** `count` different ports of the loopback address that nobody listens on now. */
export async function freePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise((found, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => found(server));
  })));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

function tree(root) {
  const parents = new Map();
  for (const entry of readdirSync("/proc")) {
    if (/^\d+$/.test(entry)) parents.set(Number(entry), Number(fields(entry)[1] ?? 0));
  }
  const members = parents.has(root) ? [root] : [];
  for (const member of members) {
    for (const [pid, parent] of parents) if (parent === member) members.push(pid);
  }
  return members;
}

function ownTicks(pid, withEnded = false) {
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields(pid).slice(11, 15).map(Number);
  return user + system + (withEnded ? endedUser + endedSystem : 0);
}

/** The fields of /proc/PID/stat from the third on: state, parent, … (proc(5)). The name may hold spaces. */
function fields(pid) {
  const text = read(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function read(file) {
  try { return readFileSync(file, "utf8"); } catch { return ""; }
}

const firstLine = (file) => read(file).split("\n", 1)[0];
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
