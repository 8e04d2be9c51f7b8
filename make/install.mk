# What Debian 12 must have: for building and running, and for the tests.
BUILD_PACKAGES := gcc libc6-dev pkg-config libmicrohttpd-dev libsqlite3-dev libpq-dev libjansson-dev libcsv-dev \
	libsodium-dev liboath-dev libmagic-dev libqrencode-dev libutf8proc-dev weasyprint fonts-dejavu-core
TEST_PACKAGES := postgresql chromium nodejs npm poppler-utils qpdf python3-pikepdf clang libclang-rt-14-dev
