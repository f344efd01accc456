/** A copy of all posts that is kept up to date by the changes feed. */

import { readFile, rename, writeFile } from "node:fs/promises";

import { type ContentClient, expectData, type ListedPost } from "./client.js";

/** What a mirror is between two runs. `since` and the posts are kept together or not at all. */
interface Saved {
  since: string;
  posts: ListedPost[];
}

export class Mirror {
  /** By id: a slug may change, and another post may get it. */
  readonly posts = new Map<number, ListedPost>();
  #since = "";

  /** Read a mirror from its file; an empty one without it. */
  static async load(path: string): Promise<Mirror> {
    const mirror = new Mirror();
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") {
        return mirror;
      }
      throw error;
    }
    const saved = JSON.parse(text) as Saved; // written by `save`
    mirror.#since = saved.since;
    for (const post of saved.posts) {
      mirror.posts.set(post.id, post);
    }
    return mirror;
  }

  /** Write the mirror in one step, so that a crash leaves the old one. */
  async save(path: string): Promise<void> {
    const saved: Saved = { since: this.#since, posts: [...this.posts.values()] };
    await writeFile(`${path}.new`, JSON.stringify(saved));
    await rename(`${path}.new`, path);
  }

  /** Apply what has changed since the last time; returns how many changes there were. */
  async follow(client: ContentClient): Promise<number> {
    let count = 0;
    for (;;) {
      const query = { since: this.#since };
      const changes = expectData(
        await client.GET("/api/content/v1/changes/", { params: { query } }),
      );
      for (const change of changes.items) {
        if (change.op === "delete") {
          this.posts.delete(change.id);
        } else {
          this.posts.set(change.id, change.post);
        }
      }
      count += changes.items.length;
      this.#since = changes.since;
      if (!changes.more) {
        return count;
      }
    }
  }
}
