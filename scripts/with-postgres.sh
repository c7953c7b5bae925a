#!/usr/bin/env bash
# Runs a command against a throw-away PostgreSQL cluster: scripts/with-postgres.sh npm test
# Unix socket only (no TCP port); removed at the end. Fast, not durable, unless POSTGRES_DURABLE=on. Works as root (drops to the postgres user) or as any user.
set -euo pipefail

bin=$(dirname "$(readlink -f "$(command -v pg_ctl || ls -d /usr/lib/postgresql/*/bin/pg_ctl | sort -V | tail -1)")")
durable=${POSTGRES_DURABLE:-off}
dir=$(mktemp -d ${TMPDIR:-/tmp}/usher-pg.XXXXXX)
as=()
if [[ $(id -u) == 0 ]]; then
  chown postgres: "$dir"
  as=(runuser -u postgres --)
fi
stop() {
  "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$dir"
}
trap stop EXIT

cd / # the postgres user may not be able to read the caller's directory
"${as[@]}" "$bin/initdb" -D "$dir/data" -U scim -A trust -E UTF8 --locale=C --no-sync >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$dir/data" -w -s -l "$dir/log" \
  -o "-c listen_addresses='' -c unix_socket_directories=$dir -c unix_socket_permissions=0777 -c fsync=$durable -c synchronous_commit=$durable -c full_page_writes=$durable" start
"${as[@]}" chmod 755 "$dir"
cd - >/dev/null

export TEST_DATABASE_URL="postgresql:///postgres?host=$dir&user=scim"
"$@"
