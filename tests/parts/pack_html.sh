#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The template compiler refuses what is wrong with file, line and a sentence; a changed template is built again; a wrong
# expression is told by the C compiler at the template's own line.
cd "$(dirname "$0")/../.." || exit 1
make -s build/tools/pack_html || exit 1
pack=build/tools/pack_html made=build/parts/pack_html
mkdir -p $made/gen/html
passed=0 failed=0
note() { if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $2"; fi; }

for f in tests/bad/html/*.html tests/bad/html/words/*.txt; do
	words=tests/bad/html/words.txt; [[ $f == *.txt ]] && words=
	expects=$(sed -n '1s/^.*expects: //; 1s/ }}$//p; 1p' "$f" | head -1)
	said=$($pack $made/gen "$f" $words 2>&1); status=$?
	[ $status = 1 ] && [ "$said" = "$f$expects" ]; note $? "$f: said '$said', wanted '$f$expects'"
done

# a type that has no words (bool), in line 4 of a template
printf '{{ define html_y(struct out *o, bool is) }}\n<p>\n{{ # a remark\n}}{{ is }}</p>\n{{ end }}\n' > $made/type.html
$pack $made/gen $made/type.html && ! said=$(${CC:-gcc} -std=c17 -D_POSIX_C_SOURCE=200809L -Isrc -I$made -I. -fsyntax-only $made/gen/html.c 2>&1) \
	&& grep -q "type.html:4:" <<<"$said"; note $? "a wrong expression is told at the template's line: $said"

# lines that hold tags alone leave no empty lines; quotes, trigraphs and braces come through
printf '{{ define html_z(struct out *o) }}\n<p>\n{{ if true }}\n  a "b" ??= \\ c\n{{ else }}\n  d\n{{ end }}\n</p>{{ ((struct str){ "}}", 2 }) }}{{ end }}\n' > $made/text.html
$pack $made/gen $made/text.html && grep -qF 'STR("a \"b\" \?\?= \\ c\n")' $made/gen/html.c && grep -qF 'html_show(o, ((struct str){ "}}", 2 }))' $made/gen/html.c \
	&& ! grep -qF 'STR("\n' $made/gen/html.c; note $? "text is kept, empty lines are not"

# what is written unescaped can be listed
printf '{{ define html_t(struct out *o, struct str s) }}\n{{ trusted s }}{{ s }}\n{{ end }}\n' > $made/trusted.html
[ "$($pack --trusted $made/trusted.html)" = "$made/trusted.html:2: s" ]; note $? "trusted is listed"
# the pages that there are write nothing unescaped but what this list says
wanted=$(cat tests/golden/trusted.txt) got=$($pack --trusted $(find html -name '*.html' | sort) $(ls rulebook/words/*.txt) | sed 's/:[0-9]*:/:/' | sort -u)
[ "$got" = "$wanted" ]; note $? "unescaped places are those of tests/golden/trusted.txt, not: $got"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
