# Fuzzers: each tests/fuzz/fuzz_NAME.c with clang's fuzzer, the address and undefined-behaviour sanitizers, and everything of
# src/ but main. tests/parts/fuzz.sh runs them for a few seconds each, `make deep` for FUZZ_SECONDS.
FUZZERS := $(patsubst tests/fuzz/%.c,build/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_SAFE := -O1 -g -w -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer

build/fuzz/o/%.o: %.c | $(MADE_HEADERS)
	@mkdir -p $(@D)
	clang $(STD) $(FUZZ_SAFE) -fsanitize=fuzzer-no-link $(INCLUDE) -Itests -MMD -c $< -o $@
# Made anew, so that what went away does not linger in it.
build/fuzz/library.a: $(patsubst %.c,build/fuzz/o/%.o,$(LIBRARY) $(MADE))
	@rm -f $@
	ar -rcs $@ $^
build/fuzz/fuzz_%: tests/fuzz/fuzz_%.c build/fuzz/o/tests/fuzz/shared.o build/fuzz/library.a
	clang $(STD) $(filter-out -w,$(FUZZ_SAFE)) -Wall -Wextra -Werror -fsanitize=fuzzer $(INCLUDE) -Itests $^ $(LIBS) -o $@

fuzzers: $(FUZZERS)
FUZZ_SECONDS ?= 300
deep-fuzz: fuzzers
	FUZZ_SECONDS=$(FUZZ_SECONDS) tests/parts/fuzz.sh
DEEP += deep-fuzz
.PHONY: fuzzers deep-fuzz
