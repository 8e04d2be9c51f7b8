# What Debian 12 must have: for building and running, and for the tests. Each is installed when missing,
# by apt as root or with sudo; nothing else on the machine is changed.
BUILD_PACKAGES := gcc libc6-dev pkg-config libsqlite3-dev libpq-dev libjansson-dev libcsv-dev \
	libsodium-dev libseccomp-dev liboath-dev file libqrencode-dev libutf8proc-dev libcurl4-openssl-dev libssl-dev libarchive-dev python3-zxcvbn weasyprint qpdf libimage-exiftool-perl mupdf-tools poppler-utils fonts-dejavu-core
TEST_PACKAGES := sqlite3 nginx-light cppcheck clang-tidy glewlwyd openssl python3 postgresql chromium python3-pikepdf clang libclang-rt-14-dev oathtool wrk \
	faketime curl procps util-linux python3-aiosmtpd

DEEP_PACKAGES := wapiti sqlmap

# $(call install,LIST) - a machine where all of LIST is there needs no root and no network.
define install
	@missing=""; for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
		echo "Installing:$$missing"; \
		sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
		$$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi
endef

install-build:
	$(call install,$(BUILD_PACKAGES))
install-test: install-build
	$(call install,$(TEST_PACKAGES))
	@command -v npm >/dev/null || { sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
		DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null; }
	@# Debian's node is 18: what tests/browser/package.json asks for must run on that (playwright-core from 1.62 on does not).
	@cd tests/browser && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error; }
.PHONY: install-build install-test
