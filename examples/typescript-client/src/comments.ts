/** Replies to a post. */

import { randomUUID } from "node:crypto";

import { type ContentClient, expectData, type Schemas } from "./client.js";

export type Comment = Schemas["Comment"];
export type NewComment = Pick<Schemas["NewComment"], "name" | "email" | "text" | "reply_to">;

/**
 * Send a reply; it is shown when its writer has confirmed it and a moderator has let it pass.
 *
 * @param key names this sending: give the same again after a lost answer, and it is stored once
 */
export async function postComment(
  client: ContentClient,
  slug: string,
  comment: NewComment,
  key: string = randomUUID(),
): Promise<Schemas["CommentReceipt"]> {
  return expectData(
    await client.POST("/api/content/v1/posts/{slug}/comments/", {
      params: { path: { slug }, header: { "Idempotency-Key": key } },
      body: comment,
    }),
  );
}

/** The first threads below a post, each comment with its replies. */
export async function readThreads(client: ContentClient, slug: string): Promise<Comment[]> {
  const list = expectData(
    await client.GET("/api/content/v1/posts/{slug}/comments/", { params: { path: { slug } } }),
  );
  return list.items;
}
