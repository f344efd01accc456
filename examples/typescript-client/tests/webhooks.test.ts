import assert from "node:assert/strict";
import { test } from "node:test";

import { Webhook, WebhookVerificationError } from "standardwebhooks";

import type { ListedPost } from "../src/client.js";
import { eventAsText, verifyWebhook, type WebhookEvent } from "../src/webhooks.js";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const MINUTE = 60_000;

function signed(event: object, options: { secret?: string; age?: number } = {}) {
  const { secret = SECRET, age = 0 } = options;
  const body = JSON.stringify(event);
  const id = "post-9-1042";
  const time = new Date(Date.now() - age);
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": `${Math.floor(time.getTime() / 1000)}`,
    "webhook-signature": new Webhook(secret).sign(id, time, body),
  };
  return { body, headers };
}

const timestamp = "2026-11-23T12:00:00+00:00";
const unpublished: WebhookEvent = {
  type: "post.unpublished",
  timestamp,
  data: { post: { id: 9, slug: "sleep-and-depression" } },
};

test("a signed event is let in with its type", () => {
  const { body, headers } = signed(unpublished);
  const event = verifyWebhook(SECRET, body, headers);
  assert.ok(event);
  assert.deepEqual(event, unpublished);
  assert.equal(eventAsText(event), "post.unpublished: sleep-and-depression");
});

test("each event has its words", () => {
  const post = { id: 9, slug: "sleep", title: "Sleep and depression" } as ListedPost;
  const comment = {
    id: 5,
    post_id: 9,
    author: "Robin",
    html: "<p>Thank you.</p>",
    posted_at: timestamp,
    reply_to: null,
  };
  const events: [WebhookEvent, string][] = [
    [{ type: "post.published", timestamp, data: { post } }, "post.published: Sleep and depression"],
    [{ type: "post.updated", timestamp, data: { post } }, "post.updated: Sleep and depression"],
    [{ type: "post.deleted", timestamp, data: { post } }, "post.deleted: sleep"],
    [{ type: "comment.approved", timestamp, data: { comment } }, "comment.approved: Robin on post 9"],
    [{ type: "test", timestamp, data: { message: "This is a test." } }, "test: This is a test."],
  ];
  for (const [event, words] of events) {
    const { body, headers } = signed(event);
    const verified = verifyWebhook(SECRET, body, headers);
    assert.ok(verified);
    assert.equal(eventAsText(verified), words);
  }
});

test("an event that is newer than this client is let in as null", () => {
  const { body, headers } = signed({ type: "post.translated", timestamp, data: {} });
  assert.equal(verifyWebhook(SECRET, body, headers), null);
});

test("a body that was changed on its way is refused", () => {
  const { body, headers } = signed(unpublished);
  const forged = body.replace('"id":9', '"id":8');
  assert.notEqual(forged, body);
  assert.throws(() => verifyWebhook(SECRET, forged, headers), WebhookVerificationError);
});

test("a signature by another secret is refused", () => {
  const { body, headers } = signed(unpublished, { secret: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" });
  assert.throws(() => verifyWebhook(SECRET, body, headers), WebhookVerificationError);
});

test("an event without a signature is refused", () => {
  const { body, headers } = signed(unpublished);
  const unsigned = { ...headers, "webhook-signature": undefined };
  assert.throws(() => verifyWebhook(SECRET, body, unsigned), WebhookVerificationError);
});

test("an event of ten minutes ago is refused", () => {
  const { body, headers } = signed(unpublished, { age: 10 * MINUTE });
  assert.throws(() => verifyWebhook(SECRET, body, headers), WebhookVerificationError);
});
