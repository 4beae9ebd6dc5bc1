# The steps of `run`, which sources this. A step may be skipped only if `may_skip`, which lists a name
# and a reason on each line, has its name.

# Exit status by which a script says that it skipped its work, as in automake.
SKIPPED=77

# Tests append a line `NAME DETAIL` to this file if they cannot run (`tests/src/skip.rs`).
REVOX_SKIPS=$(mktemp)
export REVOX_SKIPS
trap 'rm -f "$REVOX_SKIPS"' EXIT

skips=()

# skip NAME DETAIL: reports a skip, and fails the run if it is not on the list.
skip() {
  local listed reason needs=
  while read -r listed reason; do
    if [[ $listed == "$1" ]]; then needs=$reason; fi
  done <<<"$may_skip"
  if [[ -z $needs ]]; then
    printf '\n== FAILED: %s was skipped (%s), and is not on the list of .ci/run\n' "$1" "$2" >&2
    exit 1
  fi
  skips+=("$1: $2; it needs $needs")
  printf '\n== SKIPPED: %s: %s\n' "$1" "$2" >&2
}

# step COMMAND...: runs a step. Tests in it may have been skipped.
step() {
  printf '\n== %s\n' "$*"
  "$@"
  skips_of_tests
}

# step_or_skip NAME COMMAND...: runs a step that may say that it skipped its work.
step_or_skip() {
  local name=$1 status=0
  shift
  printf '\n== %s\n' "$*"
  "$@" || status=$?
  case $status in
    0) ;;
    "$SKIPPED") skip "$name" 'see above' ;;
    *) exit "$status" ;;
  esac
  skips_of_tests
}

skips_of_tests() {
  local name detail
  while read -r name detail; do skip "$name" "$detail"; done < <(sort -u "$REVOX_SKIPS")
  : >"$REVOX_SKIPS"
}

# Repeats what was skipped.
finish() {
  local skipped
  # An empty array counts as unset in bash before 4.4.
  for skipped in ${skips[@]+"${skips[@]}"}; do
    printf '\n== SKIPPED: %s\n' "$skipped" >&2
    if [[ -n ${GITHUB_ACTIONS:-} ]]; then echo "::warning title=skipped::$skipped"; fi
  done
  printf '\n== passed, %s skipped\n' "${#skips[@]}"
}
