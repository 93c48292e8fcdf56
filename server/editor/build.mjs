// Bundles the editor and writes what was made of what: editor.js, the licences of all that is in it, their checksums.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const made = "../static/editor.js";
const licences = "../static/editor.licences.txt";

const { metafile } = await build({
  entryPoints: ["src/editor.js"],
  outfile: made,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  metafile: true,
});

const packages = new Set();
for (const input of Object.keys(metafile.inputs)) {
  const found = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
  if (found) packages.add(found[1]);
}
const texts = [...packages].sort().map((name) => {
  const folder = `node_modules/${name}`;
  const { version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  if (!existsSync(`${folder}/LICENSE`)) throw new Error(`${name} has no LICENSE`);
  return `${name} ${version}\n\n${readFileSync(`${folder}/LICENSE`, "utf8").trim()}\n`;
});
writeFileSync(licences, texts.join(`\n${"-".repeat(80)}\n\n`));

const sources = readdirSync("src").sort().map((name) => `src/${name}`);
const sums = {};
for (const path of ["package.json", "package-lock.json", "build.mjs", ...sources, made, licences])
  sums[path] = createHash("sha256").update(readFileSync(path)).digest("hex");
writeFileSync("manifest.json", JSON.stringify(sums, null, 2) + "\n");
