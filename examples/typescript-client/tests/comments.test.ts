import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { ProblemError } from "../src/client.js";
import { postComment, readThreads } from "../src/comments.js";
import { listPosts } from "../src/posts.js";
import { demoClient } from "./server.js";

const client = demoClient();

async function openPost(): Promise<string> {
  for await (const post of listPosts(client)) {
    if (post.comments_open && post.comment_count > 0) {
      return post.slug;
    }
  }
  throw new Error("The demo has no post with replies.");
}

test("a reply waits, and sent again under its key it is stored once", async () => {
  const slug = await openPost();
  const shown = await readThreads(client, slug);
  const key = randomUUID();
  const text = `Thank you, this helped me to ask my doctor. ${key}`;
  const reply = { name: "Robin", email: `robin-${key}@example.com`, text };

  let status = 0;
  client.use({
    onResponse({ response }) {
      status = response.status;
    },
  });
  const receipt = await postComment(client, slug, reply, key);
  assert.equal(status, 202);
  assert.notEqual(receipt.status, "approved");
  assert.deepEqual(await postComment(client, slug, reply, key), receipt);
  assert.deepEqual(await readThreads(client, slug), shown);
});

test("a reply without an address is refused at its field", async () => {
  const slug = await openPost();
  const reply = { name: "Robin", email: "nowhere", text: "Thank you for this text." };
  await assert.rejects(postComment(client, slug, reply), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.status, 422);
    assert.ok(error.about("email"));
    return true;
  });
});
