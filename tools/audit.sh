#!/bin/sh
# Asks the advisory service of PyPI about what is pinned: `audit.sh LOCK…`. Says so where the service cannot be reached.
set -eu
report=$(mktemp)
trap 'rm -f "$report"' EXIT
for lock in "$@"; do
  if pip-audit --strict --disable-pip --requirement "$lock" --progress-spinner off >"$report" 2>&1; then
    echo "$lock: no known faults"
  elif grep -q -e '^Name ' -e 'known vulnerabilit' "$report"; then
    cat "$report"
    exit 1
  else
    echo "NOT AUDITED: $lock: the advisory service cannot be reached from here, or gave no answer. It said:" >&2
    tail -n 3 "$report" >&2
    unreached=1
  fi
done
exit "${unreached:+3}"
