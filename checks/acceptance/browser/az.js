// Debian's Azure CLI, unmodified, with a cloud of its own that is the emulator.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { password, submit } from "./emulator.js";
import { finished, needPackage } from "./programs.js";

const AZ = "/usr/bin/az";

/** Installs Debian's package where it is missing; says what to do where that cannot be. */
export const needAz = () => needPackage(AZ, "azure-cli", "Debian's Azure CLI");

/** An az whose configuration is empty but for the cloud `Emulator`, the emulator at `at`. */
export async function newAz(at) {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-az-"));
  const env = {
    ...process.env,
    AZURE_CONFIG_DIR: join(folder, "config"),
    AZURE_CORE_COLLECT_TELEMETRY: "no",
    AZURE_CORE_ONLY_SHOW_ERRORS: "no",
    REQUESTS_CA_BUNDLE: at.ca,
  };
  const run = (...args) => finished(AZ, [...args, "--output", "json"], env);
  const az = {
    /** Runs a command that must succeed; answers what it printed, read as JSON. */
    async json(...args) {
      const { code, stdout, stderr } = await run(...args);
      if (code !== 0) throw new Error(`az ${args.join(" ")}: ${stderr}`);
      return stdout.trim() ? JSON.parse(stdout) : undefined;
    },
    run,
    /** The environment in which other programs find this az and its sign-in. */
    env,
    /** Signs a person in with a device code. */
    async signIn(person) {
      let typed;
      const { code, stderr } = await az.start((told) => {
        if (told.includes("enter the code")) typed ??= typeCode(told, person);
      }, "login", "--use-device-code", "--tenant", person.tenant);
      await typed;
      if (code !== 0) throw new Error(`az login: ${stderr}`);
    },
    /** Starts a command whose errors `told` reads while it goes on; answers what `run` does. */
    start: (told, ...args) => finished(AZ, [...args, "--output", "json"], env, told),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  const cloud = join(folder, "cloud.json");
  await writeFile(cloud, JSON.stringify(cloudAt(at.emulatorHttps)));
  await az.json("cloud", "register", "--name", "Emulator", "--cloud-config", `@${cloud}`);
  await az.json("cloud", "set", "--name", "Emulator");
  return az;
}

/** Does on the emulator's page what a person does who reads az's message. */
async function typeCode(message, person) {
  const [, page, code] = message.match(/open the page (\S+) and enter the code (\w+)/);
  await submit(page, [
    { step: "code", otc: code },
    { step: "password", ctx: code, username: person.upn, password: password(person) },
    { step: "confirm", ctx: code, answer: "accept" },
  ]);
}

/** The form of an AD FS is the one that az 2.45 takes at any address. */
function cloudAt(origin) {
  return {
    endpoints: {
      activeDirectory: `${origin}/adfs`,
      activeDirectoryResourceId: "https://management.core.windows.net/",
      activeDirectoryGraphResourceId: "https://graph.windows.net/",
      microsoftGraphResourceId: `${origin}/`,
      resourceManager: `${origin}/`,
      management: "https://management.core.windows.net/",
    },
    suffixes: {
      acrLoginServerEndpoint: ".azurecr.io",
      keyvaultDns: ".vault.azure.net",
      storageEndpoint: "core.windows.net",
    },
  };
}
