# `make deep`: what is too slow for each commit, every part of it, whatever became of those before; CI runs it at night. Each part hangs
# its target on DEEP.
deep: install-test
	@tests/deep/run.sh $(DEEP)
.PHONY: deep
