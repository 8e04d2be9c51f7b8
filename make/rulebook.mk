# The rulebook's text, built into the program: rulebook/ -> gen/rulebook_text.c.
RULEBOOK_FILES := $(sort $(shell find rulebook -type f -not -name '.*'))
$(shell mkdir -p gen; echo '$(RULEBOOK_FILES)' | cmp -s - gen/rulebook.list || echo '$(RULEBOOK_FILES)' > gen/rulebook.list)

build/tools/pack_rulebook: tools/pack_rulebook.c src/rulebook/folder.c $(CORE) $(wildcard src/core/*.h) \
		src/rulebook/rulebook.h
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(FAST) $(INCLUDE) tools/pack_rulebook.c src/rulebook/folder.c $(CORE) $(LIBS) -o $@
gen/rulebook_text.c: build/tools/pack_rulebook $(RULEBOOK_FILES) gen/rulebook.list
	build/tools/pack_rulebook rulebook > $@
