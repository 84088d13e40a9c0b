#!/bin/sh
# Usage: sudo scripts/deploy/secrets.sh: makes the secrets that compose.yaml mounts, in data/deploy/secrets.
#
# Each file belongs to the user that its container runs as and has mode 0400: Docker mounts a file with the owner and the
# mode that it has here. What is there already stays as it is, so a run after a failed one makes the rest. Back the folder
# up outside this repository, encrypted. The webhooks that alerts go to: sudo PAGE_URL=… TICKET_URL=… scripts/deploy/secrets.sh
set -eu
umask 077

if [ "$(id -u)" != 0 ]; then
  echo "Only root can give each file to the user that reads it; run: sudo $0" >&2
  exit 2
fi
cd "$(dirname "$0")/../.."
folder=data/deploy/secrets

# Users of the containers, as compose.yaml says.
phc=10001
postgres=999
s3=0
prometheus=65534
grafana=472
alertmanager=65534

random() { od -An -v -N "$1" -tx1 /dev/urandom | tr -d ' \n'; }

# save OWNER FILE VALUE: makes the file, unless it is there.
save() {
  [ ! -e "$folder/$2" ] || return 0
  mkdir -p "$folder/$(dirname "$2")"
  printf '%s\n' "$3" >"$folder/$2.new"
  chown "$1:$1" "$folder/$2.new"
  chmod 0400 "$folder/$2.new"
  mv "$folder/$2.new" "$folder/$2"
  echo "made $folder/$2"
}
value() { cat "$folder/$1"; }

save "$phc" phc/ingest_password "$(random 12)"
save "$phc" phc/metrics_token "$(random 24)"
save "$phc" phc/s3_access_key_id "$(random 10)"
save "$phc" phc/s3_secret_access_key "$(random 24)"
save "$postgres" postgres/postgres_password "$(random 24)"
save "$grafana" grafana/grafana_admin_password "$(random 12)"
# Nobody answers there: until they are webhooks of somebody's, Alertmanager's log says of each notice that it failed.
nowhere=http://127.0.0.1:9093/nobody-is-told-yet
for name in page_url ticket_url; do
  # What stands for nobody gives way to somebody.
  case "$name" in page_url) given="${PAGE_URL:-}" ;; *) given="${TICKET_URL:-}" ;; esac
  [ -z "$given" ] || ! grep -qs "^$nowhere" "$folder/alertmanager/$name" || rm "$folder/alertmanager/$name"
done
save "$alertmanager" alertmanager/page_url "${PAGE_URL:-$nowhere/page}"
save "$alertmanager" alertmanager/ticket_url "${TICKET_URL:-$nowhere/ticket}"
for name in page_url ticket_url; do
  case "$(value alertmanager/$name)" in
    "$nowhere"/*) echo "nobody is told of alerts yet: put the address of a webhook into $folder/alertmanager/$name" >&2 ;;
  esac
done
# The same secrets for their second readers.
save "$phc" phc/database_url "postgres://phc:$(value postgres/postgres_password)@postgres:5432/phc"
save "$prometheus" prometheus/metrics_token "$(value phc/metrics_token)"
save "$s3" s3/s3_config "{\"identities\": [{\"name\": \"phc\", \"credentials\": [{\"accessKey\": \"$(value phc/s3_access_key_id)\", \"secretKey\": \"$(value phc/s3_secret_access_key)\"}], \"actions\": [\"Read:photos\", \"Write:photos\", \"List:photos\"]}]}"
