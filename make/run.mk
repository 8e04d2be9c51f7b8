# The two commands. Each makes sure of its packages first and then calls make again, because pkg-config is
# asked when a Makefile is read.
DEMO := build/demonstration.db

run: install-build
	@$(MAKE) --no-print-directory -j$$(nproc) build/waymark
	@build/waymark migrate --unsealed --db $(DEMO)
	@build/waymark demo --if-empty --db $(DEMO)
	@echo "Waymark is at http://127.0.0.1:8080 (stop it with Ctrl-C)"
	@exec build/waymark serve --db $(DEMO) --listen 127.0.0.1:8080 --second-factor optional --area "Liverpool City Region (invented)"

test: install-test
	@$(MAKE) --no-print-directory -j$$(nproc) build/asan/waymark build/asan/tests build/waymark
	@tests/run.sh

.PHONY: run test
