# Code that is made: statements, templates, words, rulebook text, the list of pages.
MADE_HEADERS :=

# A packer leaves a file alone that would not change, so that a changed statement or template compiles again only who
# includes the header of its folder or file. What they share:
PACK := tools/pack.c tools/pack.h $(CORE) $(wildcard src/core/*.h)

# Statements: sql/ -> gen/sql/FOLDER.h gen/sql.c gen/migrations.c. One run makes all; gen/sql.made stands for it.
# The list of files is kept in gen/sql.list, so that a file taken away makes them again too.
SQL_FILES := $(sort $(shell find sql -name '*.sql'))
SQL_HEADERS := $(filter-out gen/sql/migrate.h,$(sort $(patsubst sql/%/,gen/sql/%.h,$(dir $(SQL_FILES)))))
MADE_HEADERS += $(SQL_HEADERS)
$(shell mkdir -p gen/sql gen/html; echo '$(SQL_FILES)' | cmp -s - gen/sql.list || echo '$(SQL_FILES)' > gen/sql.list)

build/tools/pack_sql: tools/pack_sql.c src/store/ddl.c $(PACK) $(wildcard src/store/*.h)
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(FAST) $(INCLUDE) $(filter %.c,$^) $(LIBS) -o $@
gen/sql.made: build/tools/pack_sql $(SQL_FILES) $(wildcard sql/part/*.part) gen/sql.list
	build/tools/pack_sql gen $(SQL_FILES) && touch $@
$(SQL_HEADERS) gen/sql.c gen/migrations.c: gen/sql.made
	@:

# Templates and words: html/ and rulebook/words/ -> gen/html/FOLDER_NAME.h gen/html.c gen/words.h gen/words.c, likewise.
HTML_FILES := $(sort $(shell find html -name '*.html')) $(sort $(wildcard rulebook/words/*.txt))
HTML_HEADERS := $(patsubst %.html,gen/html/%.h,$(subst /,_,$(patsubst html/%,%,$(filter %.html,$(HTML_FILES)))))
MADE_HEADERS += $(HTML_HEADERS) gen/words.h
MADE += gen/words.c gen/assets.c gen/common_passwords.c
$(shell echo '$(HTML_FILES)' | cmp -s - gen/html.list || echo '$(HTML_FILES)' > gen/html.list)

build/tools/pack_html: tools/pack_html.c $(PACK)
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(FAST) $(INCLUDE) $(filter %.c,$^) $(LIBS) -o $@
gen/html.made: build/tools/pack_html $(HTML_FILES) gen/html.list
	build/tools/pack_html gen $(HTML_FILES) && touch $@
$(HTML_HEADERS) gen/html.c gen/words.h gen/words.c: gen/html.made
	@:
# Every place where a page writes text as it is, without escaping.
trusted: build/tools/pack_html
	@build/tools/pack_html --trusted $(HTML_FILES)
.PHONY: trusted

# The commonest passwords that became known, from a package of Debian's: its own Python has it, not one of a user's.
gen/common_passwords.c: tools/common_passwords.py
	/usr/bin/python3 -B $< > $@
