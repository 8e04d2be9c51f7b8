# The list of pages: every `const struct page page_NAME` at the start of a line in src/web/page_*.c.
PAGE_FILES := $(sort $(wildcard src/web/page_*.c))

$(shell mkdir -p gen; echo '$(PAGE_FILES)' | cmp -s - gen/pages.list || echo '$(PAGE_FILES)' > gen/pages.list)
gen/pages.c: make/pages.mk gen/pages.list $(PAGE_FILES)
	@{ echo '/* Made by make/pages.mk. */'; echo '#include "web/router.h"'; \
	names=$$(sed -n 's/^const struct page \(page_[a-z0-9_]*\).*/\1/p' $(PAGE_FILES) /dev/null | sort); \
	for p in $$names; do echo "extern const struct page $$p;"; done; \
	echo 'const struct page *const pages[] = {'; \
	for p in $$names; do echo "	&$$p,"; done; \
	echo '	NULL,'; echo '};'; } > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@
	@touch $@

# Styles and scripts: html/assets -> gen/assets.c.
ASSET_FILES := $(sort $(wildcard html/assets/*.css html/assets/*.js html/assets/*.svg html/assets/*.png))
build/tools/pack_asset: tools/pack_asset.c $(PACK)
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(FAST) $(INCLUDE) $(filter %.c,$^) $(LIBS) -o $@
gen/assets.c: build/tools/pack_asset $(ASSET_FILES) make/pages.mk
	@mkdir -p build/gz
	@for f in $(ASSET_FILES); do gzip -9nc $$f > build/gz/$$(basename $$f).gz; done
	build/tools/pack_asset build/gz $(ASSET_FILES) > $@.new && mv $@.new $@
