/** The commands that docs/api.md shows are run as they stand, against the demo. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { demoAddress } from "./server.js";

const run = promisify(execFile);
const GUIDE = new URL("../../../../docs/api.md", import.meta.url);
// Commands that need what a reader has to get first, or a network.
const NEEDS_MORE = /\$TOKEN|\$PREVIEW_TOKEN|npx /;
const PREPARATION = `
  set -euo pipefail
  curl() { command curl --silent --show-error --fail "$@"; }
  API="$1/api/content/v1"
`;

const guide = (await readFile(fileURLToPath(GUIDE), "utf8")).replaceAll(
  "http://127.0.0.1:8000",
  demoAddress(),
);
const blocks = [...guide.matchAll(/```console\n(.*?)```/gs)].map((match) => match[1] ?? "");
const scripts = blocks
  .map((block) => block.replace(/^\$ /gm, ""))
  .filter((script) => !NEEDS_MORE.test(script));

test("the guide has commands to try", () => {
  assert.ok(scripts.length >= 10, `${scripts.length} blocks of commands`);
});

for (const script of scripts) {
  test(`docs/api.md: ${script.split("\n", 1)[0]}`, async () => {
    const { stdout } = await run("bash", ["-c", PREPARATION + script, "bash", demoAddress()]);
    assert.ok(stdout !== "" || script.startsWith("API="), "the command says something");
    if (script.includes("If-None-Match")) {
      assert.match(stdout, /^HTTP\/1.1 304/);
    }
  });
}
