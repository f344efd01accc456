#!/usr/bin/env bash
# Builds the client from the API's description and tests it against a demo of its own.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
command -v npm >/dev/null || {
  echo "Node.js 18 or newer with npm is needed; on Debian and Ubuntu: apt-get install nodejs npm" >&2
  exit 1
}

npm ci --no-progress --loglevel=error
npm run --silent generate
npm run --silent build

folder=$(mktemp -d)
server=""
stop() {
  [ -z "$server" ] || { kill -TERM "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port=$("$root/.venv/bin/python" -c \
  'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url="http://127.0.0.1:$port"
# Nothing of the caller's settings: the demo is the same everywhere.
(cd "$root" && exec env -i PATH="$PATH" HOME="$HOME" VAR_DIR="$folder" SITE_URL="$url" \
  .venv/bin/python manage.py demo --serve --port "$port") >"$folder/server.log" 2>&1 &
server=$!
begin=$SECONDS
until "$root/.venv/bin/python" -c \
  'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=5)' "$url/healthz" 2>/dev/null
do
  if ! kill -0 "$server" 2>/dev/null || [ $((SECONDS - begin)) -ge 240 ]; then
    cat "$folder/server.log"
    echo "The demo did not start." >&2
    exit 1
  fi
  sleep 0.5
done

CONTENT_API_URL="$url" npm run --silent test
