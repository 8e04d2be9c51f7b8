#!/usr/bin/env bash
# Each table of the schema stands in one class of what is held (docs/security.md), so that a new one is thought about. What is named
# there as a proof is looked for by tools/check.sh.
set -u
cd "$(dirname "$0")/../.."
program=${WAYMARK:-build/waymark}
[ -x "$program" ] || make -s -j2 CC="${CC:-gcc}" build/waymark >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" migrate --db "$work/a.db" >/dev/null || exit 1
sqlite3 "$work/a.db" "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'" | sort >"$work/tables"
sed -n '/^## What is held, by class/,/^## What every/p' docs/security.md | grep '^|' | cut -d'|' -f3 | grep -oE '`\w+`' | tr -d '`' | sort >"$work/held"
passed=$(comm -12 "$work/tables" "$work/held" | wc -l)
failed=0
while read -r name; do
	failed=$((failed + 1)); echo "FAILED the table $name stands in no class, or in two, or is no table"
done < <(comm -3 "$work/tables" "$work/held" | tr -d '\t')
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 40 ]
