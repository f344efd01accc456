import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { contentClient, type ListedPost, type Schemas } from "../src/client.js";
import { Mirror } from "../src/mirror.js";
import { listPosts } from "../src/posts.js";
import { demoClient } from "./server.js";

async function withFile(use: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "mirror-"));
  try {
    await use(join(folder, "mirror.json"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("a mirror has exactly the list, also after it was saved and loaded", async () => {
  const client = demoClient();
  const listed: ListedPost[] = [];
  for await (const post of listPosts(client)) {
    listed.push(post);
  }
  listed.sort((one, other) => one.id - other.id);
  await withFile(async (path) => {
    const mirror = await Mirror.load(path);
    assert.ok((await mirror.follow(client)) >= listed.length);
    await mirror.save(path);

    const loaded = await Mirror.load(path);
    assert.equal(await loaded.follow(client), 0, "nothing has changed since");
    const mirrored = [...loaded.posts.values()].sort((one, other) => one.id - other.id);
    assert.deepEqual(mirrored, listed);
  });
});

test("a mirror goes on from `since`, follows `more`, and forgets what is gone", async () => {
  const at = "2026-11-23T12:00:00Z";
  const upsert = (id: number, title: string): Schemas["Upsert"] => ({
    op: "upsert",
    id,
    slug: `post-${id}`,
    at,
    post: { id, slug: `post-${id}`, title } as ListedPost,
  });
  const gone: Schemas["Deletion"] = { op: "delete", id: 1, slug: "post-1", at };
  const answers: Record<string, Schemas["ChangeList"]> = {
    "": { items: [upsert(1, "One"), upsert(2, "Two")], since: "a", more: true },
    a: { items: [upsert(3, "Three")], since: "b", more: false },
    b: { items: [gone, upsert(2, "Second")], since: "c", more: false },
  };
  const client = contentClient("http://site.example", async (request) => {
    const since = new URL(request.url).searchParams.get("since") ?? "";
    return Response.json(answers[since]);
  });
  await withFile(async (path) => {
    const mirror = new Mirror();
    assert.equal(await mirror.follow(client), 3);
    await mirror.save(path);

    const loaded = await Mirror.load(path);
    assert.equal(await loaded.follow(client), 2);
    const titles = [...loaded.posts.values()].map((post) => post.title);
    assert.deepEqual(titles, ["Second", "Three"]);
  });
});
