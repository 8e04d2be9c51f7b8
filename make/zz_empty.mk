# Until the template compiler and the pages are there, the files that they make are empty, so that all links.
ifeq ($(wildcard tools/pack_html.c),)
gen/html.c:
	@echo '#include "core/str.h"' > $@
endif
ifeq ($(wildcard src/web/router.c),)
gen/pages.c:
	@echo '#include "core/str.h"' > $@
endif
