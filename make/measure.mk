# The measures that have statements, from the names of sql/measure/: each ID.sql has its ID_cases.sql.
MEASURES := $(sort $(filter-out %_cases,$(patsubst sql/measure/%.sql,%,$(wildcard sql/measure/*.sql))))
$(shell mkdir -p gen; echo '$(MEASURES)' | cmp -s - gen/measures.list || echo '$(MEASURES)' > gen/measures.list)

gen/measures.c: make/measure.mk gen/measures.list
	@{ echo '/* Made by make/measure.mk. */'; echo '#include "gen/sql/measure.h"'; echo '#include "work/measure_room.h"'; \
	for m in $(MEASURES); do echo "MEASURE($$m)"; done; \
	echo 'const struct measure_statement measure_statements[] = {'; \
	for m in $(MEASURES); do echo "	{ \"$$m\", count_$$m, cases_$$m },"; done; \
	echo '	{ NULL, NULL, NULL },'; echo '};'; } > $@
