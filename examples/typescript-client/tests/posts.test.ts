import assert from "node:assert/strict";
import { test } from "node:test";

import { contentClient, type ListedPost, type Post, ProblemError } from "../src/client.js";
import { fetchPost, findPost, listPosts } from "../src/posts.js";
import { postAsText, sectionAsText } from "../src/text.js";
import { demoAddress, demoClient } from "./server.js";

const client = demoClient();

async function collect(limit: number): Promise<ListedPost[]> {
  const posts: ListedPost[] = [];
  for await (const post of listPosts(client, { limit })) {
    posts.push(post);
  }
  return posts;
}

test("the list is the same in parts of two as in one part", async () => {
  const whole = await collect(100);
  assert.ok(whole.length >= 3, "the demo has posts");
  assert.deepEqual(await collect(2), whole);
});

test("a list without `fields` has each field that its type promises", async () => {
  const fields: Record<keyof ListedPost, true> = {
    id: true,
    slug: true,
    title: true,
    summary: true,
    url: true,
    api_url: true,
    first_published_at: true,
    updated_at: true,
    modified_at: true,
    reading_minutes: true,
    category: true,
    tags: true,
    author: true,
    reviewer: true,
    reviewed_on: true,
    image: true,
    crisis_resources_first: true,
    comments_open: true,
    comment_count: true,
  };
  for (const post of await collect(100)) {
    assert.deepEqual(Object.keys(post).sort(), Object.keys(fields).sort());
  }
});

test("every post can be shown as text, section by section", async () => {
  const types = new Set<string>();
  for (const { slug, title } of await collect(100)) {
    const { post } = await fetchPost(client, slug);
    for (const section of post.sections) {
      types.add(section.type);
      assert.notEqual(sectionAsText(section), "", `${slug}: ${section.type}`);
    }
    const text = postAsText(post);
    assert.ok(text.startsWith(title));
    assert.doesNotMatch(text, /undefined|\[object|<\/\w+>/);
  }
  assert.ok(types.size >= 15, `the demo shows most section types, not only ${[...types]}`);
});

test("a section of a type that is newer than this client is left out", async () => {
  const [newest] = await collect(1);
  assert.ok(newest);
  const { post } = await fetchPost(client, newest.slug);
  const section = { id: "1", type: "hologram", value: {} } as unknown as Post["sections"][number];
  const newer = { ...post, sections: [section, ...post.sections] };
  assert.equal(postAsText(newer), postAsText(post));
});

test("a post that has not changed is answered with 304 and kept", async () => {
  const statuses: number[] = [];
  const watched = contentClient(demoAddress(), async (request) => {
    const response = await fetch(request);
    statuses.push(response.status);
    return response;
  });
  const [newest] = await collect(1);
  assert.ok(newest);
  const first = await fetchPost(watched, newest.slug);
  const second = await fetchPost(watched, newest.slug, first);
  assert.deepEqual(statuses, [200, 304]);
  assert.equal(second, first);
});

test("a post that is not there is a problem with a status and a reason", async () => {
  await assert.rejects(fetchPost(client, "no-such-post"), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.status, 404);
    assert.equal(error.problem?.status, 404);
    assert.match(error.message, /no public post/i);
    return true;
  });
  assert.equal(await findPost(client, "no-such-post"), null);
});

test("a wrong parameter is named with what is allowed", async () => {
  const posts = listPosts(client, { limit: 1000 });
  await assert.rejects(posts.next(), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.status, 422);
    assert.match(error.about("limit") ?? "", /100/);
    return true;
  });
});

test("an error page of a proxy is a problem without details", async () => {
  const behindProxy = contentClient("http://proxy.example", async () => {
    return new Response("<h1>Bad gateway</h1>", { status: 502 });
  });
  await assert.rejects(fetchPost(behindProxy, "any"), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.status, 502);
    assert.equal(error.problem, undefined);
    return true;
  });
});
