# Scanners from outside, for make deep alone.
deep-scan: build/waymark
	$(call install,$(DEEP_PACKAGES))
	tests/deep/scan.sh
deep: deep-scan
.PHONY: deep-scan
