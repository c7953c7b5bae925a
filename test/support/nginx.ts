import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A proxy that runs in front of a server. */
export interface Nginx {
  /** Where it listens: `https://127.0.0.1:PORT`. Its certificate is nobody's. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Debian keeps it where ordinary users have no programs. */
const PATH = `${process.env["PATH"]}:/usr/sbin`;

/**
 * Starts nginx with a `server` block of the documentation, in which only addresses and files are replaced.
 * @param sample - listens on 443 and passes on to port 8080
 * @param port - where it listens instead
 * @param upstream - origin of the server instead
 */
export async function startNginx(sample: string, port: number, upstream: string): Promise<Nginx> {
  const directory = mkdtempSync(path.join(tmpdir(), "usher-nginx-"));
  const at = (name: string): string => path.join(directory, name);
  const certificate = [
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "1",
    "-subj",
    "/CN=usher.example.com",
  ];
  execFileSync("openssl", ["req", ...certificate, "-keyout", at("key.pem"), "-out", at("cert.pem")], {
    stdio: "ignore",
  });
  const server = sample
    .replace("listen 443 ssl;", `listen 127.0.0.1:${port} ssl;`)
    .replace(/ssl_certificate \S+;/, `ssl_certificate ${at("cert.pem")};`)
    .replace(/ssl_certificate_key \S+;/, `ssl_certificate_key ${at("key.pem")};`)
    .replaceAll("http://127.0.0.1:8080", upstream);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${at(name)};`,
  );
  const config = [
    ...(process.getuid?.() === 0 ? ["user root;"] : []),
    "daemon off;",
    "worker_processes 1;",
    `pid ${at("pid")};`,
    "events {}",
    `http { access_log off; ${temporary.join(" ")} ${server} }`,
  ];
  writeFileSync(at("nginx.conf"), config.join("\n"));
  const child = spawn("nginx", ["-p", directory, "-e", at("error.log"), "-c", at("nginx.conf")], {
    env: { PATH },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const exited = once(child, "exit");
  await listening(port, () => child.exitCode !== null);
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await exited;
    rmSync(directory, { recursive: true, force: true });
  };
  return { url: `https://127.0.0.1:${port}`, stop };
}

async function listening(port: number, isOver: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (isOver()) throw new Error("nginx refuses the sample");
    const socket = connect(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await sleep(25);
  }
  throw new Error("nginx does not listen");
}
