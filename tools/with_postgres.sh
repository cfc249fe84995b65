#!/usr/bin/env bash
# Runs a command with a PostgreSQL of its own, which is gone afterwards:
#   tools/with_postgres.sh [--durable] COMMAND...
# The server is Debian's, lives in a temporary folder and listens on a socket there, so that any number can run at once without
# looking for free ports. It does not wait for the disk, because a test's rows need not survive a power cut; --durable makes it
# wait, for measurements that shall mean something.
set -euo pipefail

speed=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
if [ "${1:-}" = --durable ]; then speed=(); shift; fi
[ $# -gt 0 ] || { echo "Which command? tools/with_postgres.sh [--durable] COMMAND..." >&2; exit 2; }

initdb=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
[ -n "$initdb" ] || { echo "PostgreSQL is missing: install the package postgresql." >&2; exit 1; }
bin=${initdb%/initdb}

# In /tmp and nowhere else: the user postgres must be able to get there, and a socket's path may not be long.
folder=$(mktemp -d /tmp/mektepke-pg.XXXXXX)
# PostgreSQL refuses to run as root; then the user postgres, whom Debian's package made, runs it.
as=()
if [ "$(id -u)" = 0 ]; then
  as=(runuser -u postgres --)
  chown postgres: "$folder"
fi
pg() { (cd "$folder" && "${as[@]}" "$bin/$1" "${@:2}"); }

command=
finish() {
  code=$?
  trap - EXIT INT TERM HUP
  [ -z "$command" ] || { kill -TERM "$command" && wait "$command"; } 2>/dev/null || true
  pg pg_ctl -D "$folder/data" -m immediate -s stop 2>/dev/null || true
  rm -rf "$folder"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# C.UTF-8 is on every Debian and knows Cyrillic capitals, which plain C does not.
pg initdb -D "$folder/data" -U mektepke -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
options="-c listen_addresses='' -c unix_socket_directories='$folder' -c shared_buffers=128MB -c max_connections=100 ${speed[*]}"
pg pg_ctl -D "$folder/data" -l "$folder/data/log" -w -s -o "$options" start || { cat "$folder/data/log" >&2; exit 1; }
pg createdb -h "$folder" -U mektepke mektepke

export DATABASE_URL="postgres://mektepke@${folder//\//%2F}/mektepke"
# In the background, because bash answers a signal only between foreground commands.
"$@" <&0 &
command=$!
code=0; wait "$command" || code=$?
command=
exit "$code"
