# `make check`: run it before a commit. Warnings as errors, rooms, banned functions, law, the rulebook, the quick tests.
build/strict/%.o: %.c | $(MADE_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) -Werror $(FAST) $(INCLUDE) -MMD -c $< -o $@
strict: $(patsubst %.c,build/strict/%.o,$(SOURCES))
rooms law:
	@tools/check.sh
check: strict
	@tools/check.sh
	@$(MAKE) --no-print-directory build/asan/waymark build/asan/tests
	build/asan/waymark rulebook check
	build/asan/tests
.PHONY: strict rooms law check

# Checkers, for `make deep`: what one finds stands in build/log/NAME.log; it fails on any
# finding that is not let pass, with its reason, in tools/checkers.txt.
# What analysers are told before each file, but for those that say themselves what the system is to offer, and fault_new itself.
ANALYZER_KNOWS = $(if $(shell grep -E '^(.define _GNU_SOURCE|const struct fault .fault_new)' $<),,-include tools/checkers.h)
ANALYZED := $(patsubst %.c,build/analyzed/%.o,$(SOURCES))
build/analyzed/%.o: %.c | $(MADE_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(STD) -fanalyzer -O1 $(INCLUDE) $(ANALYZER_KNOWS) -c $< -o $@ 2> $@.log || { cat $@.log; exit 1; }
deep-analyzer: $(ANALYZED)
	@mkdir -p build/log; cat $(ANALYZED:%=%.log) > build/log/analyzer.log; tools/checkers.sh analyzer
deep-cppcheck: $(MADE_HEADERS)
	@mkdir -p build/log
	cppcheck -q -j2 --std=c11 --enable=warning,portability,performance --inline-suppr -Isrc -I. -D_POSIX_C_SOURCE=200809L -DMUST= '-D__attribute__(x)=' \
		--suppress=missingInclude $(SOURCES) 2> build/log/cppcheck.log; tools/checkers.sh cppcheck
# One log a file, so that many run side by side and none is read twice.
TIDIED := $(patsubst %.c,build/tidied/%.log,$(SOURCES))
TIDY_CHECKS := -*,bugprone-*,cert-*,clang-analyzer-*,-bugprone-easily-swappable-parameters
build/tidied/%.log: %.c | $(MADE_HEADERS)
	@mkdir -p $(@D)
	clang-tidy --quiet --checks='$(TIDY_CHECKS)' $< -- $(STD) $(INCLUDE) $(ANALYZER_KNOWS) > $@.new 2> $@.said || { cat $@.new $@.said; exit 1; }
	@mv $@.new $@
tidied: $(TIDIED)
deep-tidy:
	@mkdir -p build/log
	@$(MAKE) --no-print-directory -j$$(nproc) tidied > build/log/tidy.said || { tail -n 40 build/log/tidy.said; exit 1; }
	@cat $(TIDIED) > build/log/tidy.log; tools/checkers.sh tidy
DEEP += check deep-analyzer deep-cppcheck deep-tidy
.PHONY: tidied deep-analyzer deep-cppcheck deep-tidy
# SIGKILL two hundred times.
deep-kill: build/waymark
	WAYMARK_KILLS=200 tests/parts/kill.sh
DEEP += deep-kill
.PHONY: deep-kill
# The main job in the browser, from PostgreSQL.
deep-postgres: build/asan/waymark install-test
	tests/deep/on_postgres.sh
DEEP += deep-postgres
.PHONY: deep-postgres

# Every job is undone and run once more, as when two collide in PostgreSQL.
deep-again: build/asan/tests
	WAYMARK_TEST_TWICE=1 WAYMARK_TEST_SLOW=1 build/asan/tests
DEEP += deep-again
.PHONY: deep-again

# The dates of every process against a second reading of the law (tests/deep/clock_law.py), over made events.
deep-clock: build/waymark
	python3 tests/deep/clock.py build/waymark $(or $(CLOCK_CASES),100)
DEEP += deep-clock
.PHONY: deep-clock
