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
# Where this stands, a comment is brought up to date and none is begun.
no_new_comment='<!-- spec-diff: no new comment -->'

if ! grep -qxF "$marker" "$review"; then
  echo "::error title=spec-diff::the review has no line '$marker', by which its comment is found"
  exit 1
fi

# Runs gh. A token that may not write, as for a pull request from a fork, is no failure. Too many
# requests are one, although they have the same number.
write() {
  local answer
  if answer=$(gh api "$@" --silent 2>&1); then
    return
  fi
  case ${answer,,} in
    *'rate limit'*)
      printf '%s\n' "$answer" >&2
      return 1
      ;;
    *'resource not accessible'* | *'http 403'*)
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
elif grep -qxF "$no_new_comment" "$review"; then
  echo 'There is nothing to say, and no comment says otherwise: none is written.'
else
  write --method POST "$pull" --field "body=@$review"
fi
