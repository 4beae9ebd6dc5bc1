# Runs a PostgreSQL server of its own until standard input is closed, as it is when the test ends, in
# whatever way. Each line of input is a command, and is responded to with a line.
#
#   sh -c "$(cat server.sh)" server FOLDER-OF-PROGRAMS FSYNC
set -eu
programs=$1 fsync=$2
folder=$(mktemp -d "${TMPDIR:-/tmp}/revox-postgres.XXXXXX")
data=$folder/data log=$folder/log

end() {
  "$programs/pg_ctl" --pgdata="$data" --mode=immediate stop >>"$log" 2>&1 || true
  rm -rf "$folder"
}
trap end EXIT
# What ends the test ends this by closing the input, and not before.
trap '' HUP INT TERM

start() {
  "$programs/pg_ctl" --pgdata="$data" --log="$log" --wait --timeout=120 \
    --options="-k $folder" start >>"$log" 2>&1
}

respond() {
  if "$@"; then echo "done $folder"; else
    cat "$log" >&2
    echo failed
  fi
}

set_up() {
  "$programs/initdb" --pgdata="$data" --username=revox --auth=trust --encoding=UTF8 --locale=C \
    --no-sync >>"$log" 2>&1
  # Here, so that a test can change them with ALTER SYSTEM.
  cat >>"$data/postgresql.conf" <<END
listen_addresses = ''
fsync = $fsync
max_connections = 300
shared_buffers = 16MB
autovacuum = off
END
  start
}

respond set_up
while read -r command; do
  case $command in
    start) respond start ;;
    fast | immediate)
      respond "$programs/pg_ctl" --pgdata="$data" --mode="$command" --wait --silent stop
      ;;
  esac
done
