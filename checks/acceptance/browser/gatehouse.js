// Starts the built program as a user does, in front of a fresh emulator, and ends it again.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const launcher = fileURLToPath(new URL("../../../gatehouse", import.meta.url));

/** `count` different ports that nobody listens on now. All are held until the last is known. */
export async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, () => new Promise((found, failed) => {
      const server = createServer().once("error", failed);
      server.listen(0, "127.0.0.1", () => found(server));
    })));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

/**
 * `./gatehouse demo` on free ports with its own data folder.
 * Resolves when `/health/ready` answers 200; rejects with what the program printed if it ends first.
 */
export async function startDemo(...more) {
  const [port, emulatorPort, httpsPort] = await freePorts(3);
  const data = await mkdtemp(join(tmpdir(), "gatehouse-"));
  const program = spawn(launcher, [
    "demo", "--port", port, "--emulator-port", emulatorPort, "--emulator-https-port", httpsPort,
    "--data", data, ...more,
  ].map(String), { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((done) => program.once("close", done));
  const printed = [];
  program.stdout.on("data", (text) => printed.push(text));
  program.stderr.on("data", (text) => printed.push(text));

  const demo = {
    url: `http://localhost:${port}`,
    emulator: `http://localhost:${emulatorPort}`,
    emulatorHttps: `https://localhost:${httpsPort}`,
    data,
    output: () => Buffer.concat(printed).toString(),
    /** Ends the program as Ctrl-C does; answers its exit code. */
    async stop() {
      if (program.exitCode === null && program.signalCode === null) program.kill("SIGTERM");
      const exit = await ended;
      await rm(data, { recursive: true, force: true });
      return exit;
    },
  };
  try {
    await ready(`${demo.url}/health/ready`, program);
    return demo;
  } catch (failure) {
    await demo.stop();
    throw new Error(`${failure.message}\n${demo.output()}`, { cause: failure });
  }
}

/** The demo's start includes a build when sources are newer, so the wait is long. */
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
