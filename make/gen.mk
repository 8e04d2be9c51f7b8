# Code that is made: statements, templates, words, rulebook text, the list of pages.
MADE_HEADERS :=

# Statements: sql/ -> gen/sql.h gen/sql.c gen/migrations.c. One run makes all three; the header stands for it.
# The list of files is kept in gen/sql.list, so that a file taken away makes them again too.
SQL_FILES := $(sort $(shell find sql -name '*.sql'))
MADE_HEADERS += gen/sql.h
$(shell mkdir -p gen; echo '$(SQL_FILES)' | cmp -s - gen/sql.list || echo '$(SQL_FILES)' > gen/sql.list)

build/tools/pack_sql: tools/pack_sql.c src/store/ddl.c $(CORE) $(wildcard src/core/*.h src/store/*.h)
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(FAST) $(INCLUDE) tools/pack_sql.c src/store/ddl.c $(CORE) $(LIBS) -o $@
gen/sql.h: build/tools/pack_sql $(SQL_FILES) gen/sql.list
	build/tools/pack_sql gen $(SQL_FILES)
gen/sql.c gen/migrations.c: gen/sql.h
	@test -f $@ && touch $@

# Templates and words: html/ and rulebook/words/ -> gen/html.h gen/html.c gen/words.h gen/words.c, likewise.
HTML_FILES := $(sort $(shell find html -name '*.html')) $(sort $(wildcard rulebook/words/*.txt))
MADE_HEADERS += gen/html.h gen/words.h
MADE += gen/words.c gen/assets.c
$(shell echo '$(HTML_FILES)' | cmp -s - gen/html.list || echo '$(HTML_FILES)' > gen/html.list)

build/tools/pack_html: tools/pack_html.c $(CORE) $(wildcard src/core/*.h)
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(FAST) $(INCLUDE) tools/pack_html.c $(CORE) $(LIBS) -o $@
gen/html.made: build/tools/pack_html $(HTML_FILES) gen/html.list
	build/tools/pack_html gen $(HTML_FILES) && touch $@
# pack_html leaves a file alone that would not change, so that a changed template compiles gen/html.c alone.
gen/html.h gen/html.c gen/words.h gen/words.c: gen/html.made
	@:
# Every place where a page writes text as it is, without escaping.
trusted: build/tools/pack_html
	@build/tools/pack_html --trusted $(HTML_FILES)
.PHONY: trusted
