/** What the site tells by webhook, verified and typed by event (docs/webhooks.md). */

import { Webhook } from "standardwebhooks";

import type { Schemas } from "./client.js";

interface EventOf<Type extends string, Data> {
  type: Type;
  timestamp: string;
  data: Data;
}

type ListedPost = Schemas["ListedPost"];
type GonePost = Pick<ListedPost, "id" | "slug">;

export interface ApprovedComment {
  id: number;
  post_id: number;
  author: string;
  html: string;
  posted_at: string;
  reply_to: number | null;
}

/** A reply that readers see no more: delete what you keep of it. */
export interface RemovedComment {
  id: number;
  post_id: number;
}

export type WebhookEvent =
  | EventOf<"post.published" | "post.updated", { post: ListedPost }>
  | EventOf<"post.unpublished" | "post.deleted", { post: GonePost }>
  | EventOf<"comment.approved" | "comment.updated", { comment: ApprovedComment }>
  | EventOf<"comment.removed", { comment: RemovedComment }>
  | EventOf<"test", { message: string }>;

const KNOWN: Record<WebhookEvent["type"], true> = {
  "post.published": true,
  "post.updated": true,
  "post.unpublished": true,
  "post.deleted": true,
  "comment.approved": true,
  "comment.updated": true,
  "comment.removed": true,
  test: true,
};

/**
 * The event of a request, or null for a kind that is newer than this client: answer 2xx to both.
 *
 * @param secret the webhook's secret, whsec_…
 * @param body the body as it came, before anything has parsed it
 * @param headers the request's headers, their names in lower case as Node has them
 * @throws WebhookVerificationError for what the site did not sign, or more than five minutes ago
 */
export function verifyWebhook(
  secret: string,
  body: string,
  headers: Record<string, string | string[] | undefined>,
): WebhookEvent | null {
  const single = Object.entries(headers).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const event = new Webhook(secret).verify(body, Object.fromEntries(single)) as WebhookEvent;
  return Object.hasOwn(KNOWN, event.type) ? event : null;
}

/** One line for a log. */
export function eventAsText(event: WebhookEvent): string {
  switch (event.type) {
    case "post.published":
    case "post.updated":
      return `${event.type}: ${event.data.post.title}`;
    case "post.unpublished":
    case "post.deleted":
      return `${event.type}: ${event.data.post.slug}`;
    case "comment.approved":
    case "comment.updated":
      return `${event.type}: ${event.data.comment.author} on post ${event.data.comment.post_id}`;
    case "comment.removed":
      return `${event.type}: ${event.data.comment.id} on post ${event.data.comment.post_id}`;
    case "test":
      return `${event.type}: ${event.data.message}`;
    default:
      return unknownEvent(event);
  }
}

function unknownEvent(event: never): never {
  throw new TypeError(`No case for ${JSON.stringify(event)}`);
}
