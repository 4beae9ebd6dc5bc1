#!/usr/bin/env bash
# Keeps one comment with the review of a spec change on a pull request: writes it, and from then on
# updates it.
#
#   spec-diff-comment.sh REVIEW.md
#
# GITHUB_REPOSITORY (owner/name), PULL_REQUEST (its number) and GH_TOKEN come from the workflow.
set -euo pipefail

review=$1
pull="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
# The name under which the token of a workflow writes. Others may quote the marker as they like.
author='github-actions[bot]'
marker='<!-- spec-diff -->'
unchanged='<!-- spec-diff: no differences -->'

if ! grep -qxF "$marker" "$review"; then
  echo "::error title=spec-diff::the review has no line '$marker', by which its comment is found"
  exit 1
fi

# Runs gh. A token that may not write, as for a pull request from a fork, is no failure.
write() {
  local answer
  if answer=$(gh api "$@" --silent 2>&1); then
    return
  fi
  case $answer in
    *'Resource not accessible'* | *'HTTP 403'*)
      echo '::notice title=spec-diff::This token may not comment, as is usual for pull requests' \
        'from forks. The summary of the job has the review.'
      ;;
    *)
      printf '%s\n' "$answer" >&2
      return 1
      ;;
  esac
}

ids=$(gh api --paginate "$pull?per_page=100" --jq \
  ".[] | select(.user.login == \"$author\" and (.body | startswith(\"$marker\"))) | .id")
# The first, if there should be several.
id=${ids%%$'\n'*}

if [[ -n $id ]]; then
  write --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$review"
elif grep -qxF "$unchanged" "$review"; then
  echo 'The spec says the same, and no comment says otherwise: none is written.'
else
  write --method POST "$pull" --field "body=@$review"
fi
