# The list of commands, from the names of src/app/verb_*.c: each ends in `const struct verb verb_NAME`.
VERBS := $(sort $(patsubst src/app/verb_%.c,%,$(wildcard src/app/verb_*.c)))

gen/verbs.c: make/verbs.mk $(wildcard src/app)
	@mkdir -p $(@D)
	@{ echo '/* Made by make/verbs.mk. */'; echo '#include "app/verb.h"'; \
	for v in $(VERBS); do echo "extern const struct verb verb_$$v;"; done; \
	echo 'const struct verb *const verbs[] = {'; \
	for v in $(VERBS); do echo "	&verb_$$v,"; done; \
	echo '	NULL,'; echo '};'; } > $@
