# Scanners from outside, for make deep alone.
deep-scan: build/waymark
	$(call install,$(DEEP_PACKAGES))
	tests/deep/scan.sh
DEEP += deep-scan
.PHONY: deep-scan
