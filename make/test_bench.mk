# `make bench`: what docs/performance.md quotes, as ratios measured in one run.
build/bench_bare: build/fast/tests/bench/bare.o $(patsubst %.c,build/fast/%.o,$(LIBRARY) $(MADE))
	$(CC) $(FAST) -pie -Wl,-z,relro,-z,now $^ $(LIBS) -o $@
bench: build/waymark build/bench_bare
	@tests/bench/bench.sh
.PHONY: bench
