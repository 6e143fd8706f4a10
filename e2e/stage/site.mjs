// The real program, started for the journeys on a free port with data of its own.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const LONGEST_START_MS = 120_000;
const LONGEST_STOP_MS = 10_000;

function program() {
  const path = process.env.LINXUAN_BIN ?? fileURLToPath(new URL("../../target/debug/linxuan", import.meta.url));
  if (!existsSync(path)) throw new Error(`${path} is not there; build it with: cargo build -p linxuan`);
  return path;
}

function freePort() {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function answers(url) {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}

/** The demonstration, ready to be visited. */
export class Site {
  said = "";

  constructor(url, folder, child) {
    this.url = url;
    this.folder = folder;
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => (this.said = (this.said + data).slice(-20_000)));
    }
    this.ended = new Promise((done) => child.once("exit", done));
    process.once("exit", () => {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    });
    // A signal ends the tests without saying "exit" first, and the site would go on alone.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));
  }

  static async start() {
    const folder = mkdtempSync(join(tmpdir(), "linxuan-journeys-"));
    const port = await freePort();
    const arguments_ = ["demo", "--port", String(port), "--data", join(folder, "data")];
    const child = spawn(program(), arguments_, { stdio: ["ignore", "pipe", "pipe"] });
    const site = new Site(`http://127.0.0.1:${port}`, folder, child);
    const begun = Date.now();
    while (!(await answers(site.url))) {
      const gone = child.exitCode !== null || child.signalCode !== null;
      if (gone || Date.now() - begun > LONGEST_START_MS) {
        await site.stop();
        throw new Error(`the demonstration does not answer:\n${site.said}`);
      }
      await pause(100);
    }
    return site;
  }

  async stop() {
    this.child.kill("SIGTERM");
    const patience = pause(LONGEST_STOP_MS).then(() => this.child.kill("SIGKILL"));
    await Promise.race([this.ended, patience]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
