/** The demo that the tests read; `make test-client` starts one. */

import { type ContentClient, contentClient } from "../src/client.js";

export function demoAddress(): string {
  const address = process.env["CONTENT_API_URL"];
  if (!address) {
    throw new Error("Set CONTENT_API_URL to a running demo, such as http://127.0.0.1:8000.");
  }
  return address;
}

export function demoClient(): ContentClient {
  return contentClient(demoAddress());
}
