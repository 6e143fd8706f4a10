// Builds dist/: style.css, main.js, upload.js (one page's alone), and manifest.json with the first 16 hex digits of each SHA-256.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";

const root = new URL("../", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));

await rm(path("dist"), { recursive: true, force: true });
await mkdir(path("dist"), { recursive: true });

// Without a charset mark: the server says UTF-8, and the file stays plain to concatenate.
const style = compile(path("scss/style.scss"), { style: "compressed", charset: false });
await writeFile(path("dist/style.css"), `${style.css}\n`);

await build({
  entryPoints: [path("src/main.ts"), path("src/upload.ts")],
  outdir: path("dist"),
  bundle: true,
  format: "iife",
  target: "chrome90",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});

// What the Content-Security-Policy would refuse must not get as far as the browser.
const SCRIPT = [/\beval\s*\(/, /new Function\b/, /\.(inner|outer)HTML\s*=/, /insertAdjacentHTML/, /document\.write/];
const FORBIDDEN = {
  "main.js": SCRIPT,
  "upload.js": SCRIPT,
  "style.css": [/@import/, /url\(\s*["']?(https?:)?\/\//, /url\(\s*["']?data:/],
};

const manifest = {};
for (const name of Object.keys(FORBIDDEN).sort()) {
  const bytes = await readFile(path(`dist/${name}`));
  const text = bytes.toString("utf8");
  for (const pattern of FORBIDDEN[name]) {
    if (pattern.test(text)) throw new Error(`dist/${name} contains ${pattern}`);
  }
  manifest[name] = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  console.log(`${name} ${bytes.length} bytes ${manifest[name]}`);
}
await writeFile(path("dist/manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
