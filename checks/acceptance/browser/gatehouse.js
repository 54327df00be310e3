// Starts the built program as a user does, and ends it again.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { gus, HOME_TENANT, GATEHOUSE, mia } from "./cast.js";

const launcher = fileURLToPath(new URL("../../../gatehouse", import.meta.url));

/**
 * `count` different ports that nobody listens on now. All are held until the last is known. They
 * lie below the range from which systems take the ports of outgoing connections.
 */
export async function freePorts(count) {
  const servers = [];
  while (servers.length < count) {
    const server = await listening(19_000 + Math.floor(Math.random() * 1000));
    if (server) servers.push(server);
  }
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

function listening(port) {
  return new Promise((found) => {
    const server = createServer().once("error", () => found(null));
    server.listen(port, "127.0.0.1", () => found(server));
  });
}

/** A new folder; whoever asks for it removes it. */
export function newFolder() {
  return mkdtemp(join(tmpdir(), "gatehouse-"));
}

/** Runs a command of `./gatehouse` to its end. */
export async function run(args, { env = {}, input = "" } = {}) {
  const program = spawn(launcher, args.map(String), { env: { ...process.env, ...env } });
  const printed = { stdout: [], stderr: [] };
  program.stdout.on("data", (text) => printed.stdout.push(text));
  program.stderr.on("data", (text) => printed.stderr.push(text));
  program.stdin.end(input);
  const code = await new Promise((done) => program.once("close", done));
  return {
    code,
    stdout: Buffer.concat(printed.stdout).toString(),
    stderr: Buffer.concat(printed.stderr).toString(),
  };
}

/**
 * A command of `./gatehouse` that stays. Resolves when `address` answers 200; rejects with what the
 * program printed if it ends first.
 */
async function launch(args, address, env = {}) {
  const program = spawn(launcher, args.map(String), {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const ended = new Promise((done) => program.once("close", done));
  const printed = [];
  program.stdout.on("data", (text) => printed.push(text));
  program.stderr.on("data", (text) => printed.push(text));
  const running = {
    output: () => Buffer.concat(printed).toString(),
    /** Ends the program as Ctrl-C does, or as `signal` says; answers its exit code. */
    stop(signal = "SIGTERM") {
      if (program.exitCode === null && program.signalCode === null) program.kill(signal);
      return ended;
    },
  };
  try {
    await ready(address, program);
    return running;
  } catch (failure) {
    await running.stop();
    throw new Error(`${failure.message}\n${running.output()}`, { cause: failure });
  }
}

/**
 * `./gatehouse demo` on free ports with its own data folder, or with `data`, which then stays.
 * `more` are further arguments.
 */
export async function startDemo({ more = [], data, ports } = {}) {
  const [port, emulatorPort, httpsPort] = ports ?? (await freePorts(3));
  const folder = data ?? (await newFolder());
  const running = await launch([
    "demo", "--port", port, "--emulator-port", emulatorPort, "--emulator-https-port", httpsPort,
    "--data", folder, ...more,
  ], `http://localhost:${port}/health/ready`);
  return {
    ...addresses(port, emulatorPort, httpsPort),
    ports: [port, emulatorPort, httpsPort],
    data: folder,
    ca: join(folder, "emulator", "ca.pem"),
    output: running.output,
    async stop(signal) {
      const exit = await running.stop(signal);
      if (!data) await rm(folder, { recursive: true, force: true });
      return exit;
    },
  };
}

/** `./gatehouse emulator` alone. */
export async function startEmulator() {
  const [emulatorPort, httpsPort] = await freePorts(2);
  const folder = await newFolder();
  const running = await launch([
    "emulator", "--emulator-port", emulatorPort, "--emulator-https-port", httpsPort, "--data", folder,
  ], `http://localhost:${emulatorPort}/_emulator/counts`);
  return {
    emulator: `http://localhost:${emulatorPort}`,
    emulatorHttps: `https://localhost:${httpsPort}`,
    ca: join(folder, "ca.pem"),
    config: join(folder, "gatehouse.yaml"),
    async stop() {
      const exit = await running.stop();
      await rm(folder, { recursive: true, force: true });
      return exit;
    },
  };
}

/** `./gatehouse serve` in front of an emulator that runs apart; `data` stays. */
export async function startServe(emulator, { port, data, more = [] }) {
  const running = await launch(
    ["serve", "--data", data, ...settings(emulator, port), ...more],
    `http://localhost:${port}/health/ready`,
    { GATEHOUSE_TEST_SECRET: "gatehouse-demo-secret" },
  );
  return { url: `http://localhost:${port}`, data, ...running };
}

/** What `serve` needs for the emulator's cast. */
function settings(emulator, port) {
  return [
    `listen.port=${port}`,
    `entra.tenant=${HOME_TENANT}`,
    `entra.client=${GATEHOUSE}`,
    "entra.credential={secret: 'env:GATEHOUSE_TEST_SECRET'}",
    `entra.tenants=[home, ${gus.tenant}, ${mia.tenant}]`,
    `entra.cloud.authority=${emulator.emulatorHttps}`,
    `entra.cloud.browser-authority=${emulator.emulator}`,
    `entra.cloud.arm=${emulator.emulatorHttps}`,
    `entra.cloud.graph=${emulator.emulatorHttps}`,
    `entra.cloud.imds=${emulator.emulator}`,
    `entra.cloud.ca-file=${emulator.ca}`,
    "entra.cloud.registries=[localhost]",
  ].flatMap((setting) => ["--set", setting]);
}

function addresses(port, emulatorPort, httpsPort) {
  return {
    url: `http://localhost:${port}`,
    emulator: `http://localhost:${emulatorPort}`,
    emulatorHttps: `https://localhost:${httpsPort}`,
  };
}

/** The first start includes a build when sources are newer, so the wait is long. */
async function ready(address, program) {
  const patienceEnds = Date.now() + 300_000;
  while (Date.now() < patienceEnds) {
    if (program.exitCode !== null) throw new Error(`gatehouse ended with ${program.exitCode}`);
    const answered = await fetch(address).then((answer) => answer.ok, () => false);
    if (answered) return;
    await pause(100);
  }
  throw new Error("gatehouse was not ready in time");
}
