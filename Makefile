# Waymark. `make run` and `make test` are all that a visitor needs; the rest is for who works on it.
#   make         build build/waymark
#   make run     install what is missing, build, fill a demonstration area, serve http://127.0.0.1:8080
#   make quick   the quick tests with ASan and UBSan (under 20 seconds)
#   make test    everything that proves the product, ends in "N passed, N failed"
#   make bench   what docs/performance.md quotes
SHELL := /bin/bash
CC ?= gcc
PACKAGES := sqlite3 libpq jansson libsodium liboath libqrencode libseccomp libcurl libcrypto libarchive
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla -Wmissing-prototypes -Wformat=2
STD := -std=c17 -D_POSIX_C_SOURCE=200809L
INCLUDE = -Isrc -I. $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LIBS = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lcsv -lutf8proc -lpthread -lm
HARDEN := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
FAST := -O2 -g $(HARDEN)
SAFE := -O1 -g1 -DWAYMARK_TESTS -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer

ROOMS := core rulebook rules store work web app
SOURCES := $(wildcard $(ROOMS:%=src/%/*.c))
MADE := $(patsubst %,gen/%,sql.c migrations.c html.c rulebook_text.c pages.c verbs.c measures.c)
LIBRARY := $(filter-out src/app/main.c,$(SOURCES))
TESTS := tests/harness.c $(wildcard tests/*/test_*.c tests/*/*/test_*.c)
CORE := $(wildcard src/core/*.c)

include make/install.mk
include make/gen.mk

all: build/waymark

build/fast/%.o: %.c | $(MADE_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(FAST) $(INCLUDE) -MMD -c $< -o $@
build/asan/o/%.o: %.c | $(MADE_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(SAFE) $(INCLUDE) -Itests -MMD -c $< -o $@

build/waymark: $(patsubst %.c,build/fast/%.o,$(SOURCES) $(MADE))
	$(CC) $(FAST) -pie -Wl,-z,relro,-z,now $^ $(LIBS) -o $@
build/asan/waymark: $(patsubst %.c,build/asan/o/%.o,$(SOURCES) $(MADE))
	$(CC) $(SAFE) $^ $(LIBS) -o $@
build/asan/tests: $(patsubst %.c,build/asan/o/%.o,$(TESTS) $(LIBRARY) $(MADE))
	$(CC) $(SAFE) $^ $(LIBS) -o $@

quick: build/asan/tests
	@build/asan/tests --share=1/2 > build/asan/share.log 2>&1 & build/asan/tests --share=2/2; two=$$?; \
	wait $$!; one=$$?; grep -vE '^(left out|\{)' build/asan/share.log; exit $$((one + two))

include $(wildcard make/[j-z]*.mk)

clean:
	rm -rf build gen

-include $(shell find build -name '*.d' 2>/dev/null)
# A header that went away is no reason to stop: what included it is compiled again.
src/%.h gen/%.h: ;
.PHONY: all quick clean
.DELETE_ON_ERROR:
