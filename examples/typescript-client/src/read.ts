/** `npm run read`: list the posts, show the newest as text, bring a mirror up to date. */

import { contentClient } from "./client.js";
import { Mirror } from "./mirror.js";
import { fetchPost, listPosts } from "./posts.js";
import { postAsText } from "./text.js";

const FILE = "mirror.json";

const client = contentClient(process.env["CONTENT_API_URL"] ?? "http://127.0.0.1:8000");

let newest: string | undefined;
for await (const post of listPosts(client)) {
  newest ??= post.slug;
  console.log(`${post.first_published_at.slice(0, 10)}  ${post.title}`);
}

if (newest !== undefined) {
  const { post } = await fetchPost(client, newest);
  console.log(`\n${postAsText(post)}`);
}

const mirror = await Mirror.load(FILE);
const changes = await mirror.follow(client);
await mirror.save(FILE);
console.log(`\n${FILE}: ${mirror.posts.size} posts after ${changes} changes`);
