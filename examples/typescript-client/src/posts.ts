/** Reading posts: all of them one after the other, or one, and again only if it changed. */

import {
  type ContentClient,
  expectData,
  type ListedPost,
  type ListFilters,
  type Post,
  ProblemError,
} from "./client.js";

/** All public posts that the filters let through, following `next` to its end. */
export async function* listPosts(
  client: ContentClient,
  filters: ListFilters = {},
): AsyncGenerator<ListedPost> {
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? filters : { ...filters, cursor };
    const list = expectData(await client.GET("/api/content/v1/posts/", { params: { query } }));
    // OpenAPI can't say that fields are absent only when `fields` or `include` leave them out.
    yield* list.items as ListedPost[];
    cursor = cursorOf(list.next);
  } while (cursor !== undefined);
}

/** A post with what tells whether it has changed since. */
export interface KnownPost {
  readonly post: Post;
  readonly etag: string;
}

/**
 * One post, its rich text also as plain text.
 *
 * @param known what was fetched before; returned itself when the server says 304
 */
export async function fetchPost(
  client: ContentClient,
  slug: string,
  known?: KnownPost,
): Promise<KnownPost> {
  const answer = await client.GET("/api/content/v1/posts/{slug}/", {
    params: { path: { slug }, query: { formats: "text" } },
    headers: known ? { "If-None-Match": known.etag } : {},
  });
  if (known && answer.response.status === 304) {
    return known;
  }
  return { post: expectData(answer), etag: answer.response.headers.get("ETag") ?? "" };
}

/** One post, or null when there is none with this slug (any more). */
export async function findPost(client: ContentClient, slug: string): Promise<KnownPost | null> {
  try {
    return await fetchPost(client, slug);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) {
      return null;
    }
    throw error;
  }
}

/** `next` is a whole address; its cursor alone lets the types check the other parameters. */
function cursorOf(next: string | null): string | undefined {
  return next === null ? undefined : (new URL(next).searchParams.get("cursor") ?? undefined);
}
