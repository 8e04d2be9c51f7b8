# ThreadSanitizer: the tests in process, and the server under a load of many.
TSAN := -O1 -g1 -DWAYMARK_TESTS -fsanitize=thread -fno-omit-frame-pointer
build/tsan/o/%.o: %.c | $(MADE_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(STD) -w $(TSAN) $(INCLUDE) -Itests -MMD -c $< -o $@
build/tsan/waymark: $(patsubst %.c,build/tsan/o/%.o,$(SOURCES) $(MADE))
	$(CC) $(TSAN) $^ $(LIBS) -o $@
build/tsan/tests: $(patsubst %.c,build/tsan/o/%.o,$(TESTS) $(LIBRARY) $(MADE))
	$(CC) $(TSAN) $^ $(LIBS) -o $@
deep-tsan: build/tsan/waymark build/tsan/tests
	tests/deep/tsan.sh
DEEP += deep-tsan
.PHONY: deep-tsan

# 300 people for ten minutes.
deep-soak: build/waymark
	tests/deep/soak.sh
DEEP += deep-soak
.PHONY: deep-soak
