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
