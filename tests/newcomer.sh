#!/usr/bin/env bash
# Does what the README asks of a newcomer, in a fresh clone: `make demo`, twice.
# The second run has no network and must keep what was written in between.
set -euo pipefail
source_folder=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
folder=$(mktemp -d)
port=${PORT:-8765}
server=""
stop() {
  [ -z "$server" ] || { kill -TERM -- "-$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  server=""
}
trap 'stop; rm -rf "$folder"' EXIT

git clone --quiet "$source_folder" "$folder/checkout"
cd "$folder/checkout"

serve() { # serve LABEL SECONDS: starts the demo and waits until it answers
  local begin=$SECONDS
  setsid "${prefix[@]}" make demo PORT="$port" >"$folder/$1.log" 2>&1 &
  server=$!
  until curl --silent --fail --output /dev/null "http://127.0.0.1:$port/healthz"; do
    if ! kill -0 "$server" 2>/dev/null || [ $((SECONDS - begin)) -ge "$2" ]; then
      cat "$folder/$1.log"; echo "make demo ($1) did not serve within $2 s"; exit 1
    fi
    sleep 0.2
  done
  echo "make demo ($1): served after $((SECONDS - begin)) s"
}

fetch() { curl --silent --fail --show-error "http://127.0.0.1:$port$1"; }

prefix=(env)
serve first 600
fetch / >/dev/null
fetch /blog/is-ketamine-addictive-when-used-for-depression/ | grep >/dev/null "Leave a Reply"
fetch /api/content/v1/posts/ | grep >/dev/null '"is-ketamine-addictive-when-used-for-depression"'
fetch "/search/?q=ketamine" | grep >/dev/null "ketamine"
[ "$(wc -l <var/demo-logins.txt)" -ge 4 ]
log_ins=$(cat var/demo-logins.txt)
# A port in use is told in a sentence.
if message=$(make demo PORT="$port" 2>&1); then echo "a port in use went unnoticed"; exit 1; fi
grep --quiet "is in use" <<<"$message"
.venv/bin/python manage.py shell --no-imports -c \
  "from blog.models import Category; Category.objects.create(name='Kept', slug='kept')"
stop

# Packages can't be fetched: whatever asks for one fails.
prefix=(env PIP_NO_INDEX=1 PIP_FIND_LINKS= http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 no_proxy=127.0.0.1)
serve second 60
fetch /blog/category/kept/ >/dev/null
[ "$log_ins" = "$(cat var/demo-logins.txt)" ]
[ -z "$(git status --porcelain)" ] || { git status; echo "the demo left files in the checkout"; exit 1; }
stop
echo "A newcomer's two runs: passed"
