#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# tools/check - what `make check` looks at besides the compiler: rooms, banned functions, law ids, long functions.
# Run from the top: tools/check.sh. Prints what is wrong; status 1 when anything is.
set -u
slips=0

slip() {
	echo "$1"
	slips=$((slips + 1))
}

# Which rooms may a room include? (house.md section 2) "gen/..." are made files; a folder stands for what is in it.
may_include() {
	case $1 in
	core) echo 'core' ;;
	rulebook) echo 'core rulebook rules/expr.h rules/letter_text.h gen/words.h' ;;
	rules) echo 'core rulebook rules' ;;
	store) echo 'core store' ;;
	work) echo 'core rulebook rules store work gen/sql' ;;
	web) echo 'core rulebook rules work web gen/html gen/words.h' ;;
	app) echo 'core rulebook rules store work web app gen/sql gen/words.h' ;;
	esac
}

check_rooms() {
	local room line file what allowed
	for room in core rulebook rules store work web app; do
		allowed=" $(may_include "$room") "
		while IFS= read -r line; do
			file=${line%%:*}
			what=$(sed 's/.*"\(.*\)".*/\1/' <<<"$line")
			case "$allowed" in
			*" $what "* | *" ${what%%/*} "* | *" ${what%/*} "*) ;;
			*) slip "$file: room $room may not include \"$what\"" ;;
			esac
		done < <(grep -rHE '^[[:space:]]*#[[:space:]]*include "' "src/$room" --include='*.[ch]')
	done
}

# Private headers end in _room.h (or are room.h) and belong to their own room.
check_private() {
	local line file what
	while IFS= read -r line; do
		file=${line%%:*}
		what=$(sed 's/.*"\(.*\)".*/\1/' <<<"$line")
		[ "$(dirname "src/$what")" = "$(dirname "$file")" ] || slip "$file: \"$what\" is for its own room"
	done < <(grep -rHE '^#include ".*room\.h"' src --include='*.[ch]')
}

check_banned() {
	local hits
	hits=$(grep -rnE '\b(strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atof|strtok|localtime|gmtime|system|popen|alloca)[[:space:]]*\(' \
		src tools --include='*.[ch]' --exclude-dir=node_modules | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/?\*|//)')
	[ -z "$hits" ] || slip "banned: $hits"
	# liboath gives memory that only free() takes back.
	hits=$(grep -rnE '[^_a-z](malloc|calloc|realloc|free)[[:space:]]*\(' src --include='*.[ch]' | grep -vE '^src/core/arena.c:|free\(key\); */\* liboath' |
		grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/?\*|//)')
	[ -z "$hits" ] || slip "memory is core/arena.c's: $hits"
}

check_marks() {
	local file
	for file in $(find src tools tests -name node_modules -prune -o -name '*.[ch]' -print | sort); do
		head -n 1 "$file" | grep -q 'SPDX-License-Identifier: AGPL-3.0-or-later' || slip "$file: no licence mark in the first line"
	done
}

# Each line of the tables of docs/security.md has a proof that is there: a file of the tests, or a target of make. What is not met
# or is not there at all says so.
check_proofs() {
	local line what has
	while IFS= read -r line; do
		has=0
		while IFS= read -r what; do
			case $what in
			"make "*) grep -qE "^(\.PHONY:.* )?${what#make }[: ]|^\.PHONY:.* ${what#make }( |\$)" Makefile make/*.mk && has=1 || slip "docs/security.md: there is no \"$what\"" ;;
			fuzz_*.c) [ -f "tests/fuzz/$what" ] && has=1 || slip "docs/security.md: there is no tests/fuzz/$what" ;;
			tests/* | src/* | tools/* | rulebook/* | html/* | docs/* | make/* | deploy/*)
				compgen -G "$what" >/dev/null || slip "docs/security.md: there is no $what"
				case $what in tests/*) has=1 ;; esac ;;
			esac
		done < <(grep -oE '`[^`]+`' <<<"$line" | tr -d '`')
		[ $has = 1 ] || grep -qE '\| (n/a|not met)' <<<"$line" || slip "docs/security.md: no proof in \"${line:0:70}\""
	done < <(grep -E '^\|' docs/security.md | grep -vE '^\|---|^\| (ASVS|who|bytes|class) \|')
}

# Told, not refused: rules of law that C decides (law:...) and that no test names.
tell_law() {
	local id
	for id in $(grep -rhoE 'law:[a-z0-9-]+/[0-9A-Za-z()./-]+' src --include='*.[ch]' | sed 's/[.,]$//' | sort -u); do
		grep -rqF -- "$id" tests || echo "note: no test names $id"
	done
}

# Told, not refused: functions over 60 lines.
tell_long() {
	awk 'FNR == 1 { at = 0 }
		/^[a-z].*\)$/ || /^[^ \t#\/].*,$/ { name = $0; head = FNR }
		/^\{/ { at = FNR }
		/^\}/ && at { if (FNR - at > 61) print "note: " FILENAME ":" at ": a function of " FNR - at - 1 " lines"; at = 0 }' \
		$(find src tools -name '*.c')
}

check_rooms
check_private
check_banned
check_marks
check_proofs
tell_law
tell_long
[ $slips = 0 ] || echo "$slips slips"
[ $slips = 0 ]
