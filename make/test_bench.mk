# `make bench`: what docs/performance.md quotes, as ratios measured in one run.
build/bench_bare: build/fast/tests/bench/bare.o $(patsubst %.c,build/fast/%.o,$(LIBRARY) $(MADE))
	$(CC) $(FAST) -pie -Wl,-z,relro,-z,now $^ $(LIBS) -o $@
build/bench_million: INCLUDE += -Itests
build/bench_million: build/fast/tests/bench/million.o build/fast/tests/harness.o build/fast/tests/rules/test_made_people.o \
		build/fast/tests/rules/test_rows.o build/fast/tests/work/test_made_desk.o $(patsubst %.c,build/fast/%.o,$(LIBRARY) $(MADE))
	$(CC) $(FAST) -pie -Wl,-z,relro,-z,now $^ $(LIBS) -o $@
bench: build/waymark build/bench_bare build/bench_million
	@tests/bench/bench.sh
.PHONY: bench
