#!/usr/bin/env bash
# Keeps one comment with the review of a spec change on a pull request: posts it once, and then updates
# it.
#
#   spec-diff-comment.sh REVIEW.md
#
# GITHUB_REPOSITORY (owner/name), PULL_REQUEST (its number) and GH_TOKEN come from the workflow.
set -euo pipefail

review=$1
pull="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
# The author of comments by a workflow's token. Comments of others may quote the marker.
author='github-actions[bot]'
marker='<!-- spec-diff -->'
# With this line, an existing comment is updated, but no new one is posted.
no_new_comment='<!-- spec-diff: no new comment -->'

if ! grep -qxF "$marker" "$review"; then
  echo "::error title=spec-diff::the review has no line '$marker', by which its comment is found"
  exit 1
fi

# Runs gh. A token without write access, as for a pull request from a fork, is not a failure. A rate
# limit is one, although it has the same status.
write() {
  local response
  if response=$(gh api "$@" --silent 2>&1); then
    return
  fi
  case ${response,,} in
    *'rate limit'*)
      printf '%s\n' "$response" >&2
      return 1
      ;;
    *'resource not accessible'* | *'http 403'*)
      echo '::notice title=spec-diff::This token may not comment, as is usual for pull requests' \
        'from forks. The summary of the job has the review.'
      ;;
    *)
      printf '%s\n' "$response" >&2
      return 1
      ;;
  esac
}

ids=$(gh api --paginate "$pull?per_page=100" --jq \
  ".[] | select(.user.login == \"$author\" and (.body | startswith(\"$marker\"))) | .id")
# The first one, if there are several.
id=${ids%%$'\n'*}

if [[ -n $id ]]; then
  write --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$review"
elif grep -qxF "$no_new_comment" "$review"; then
  echo 'Nothing differs, and there is no comment to update: none is posted.'
else
  write --method POST "$pull" --field "body=@$review"
fi
