# Faults of disk and clock, more of them.
deep-faults: build/waymark
	WAYMARK_FAULTS=5 tests/parts/faults.sh
# PostgreSQL's own way back to a moment.
deep-moment: build/waymark
	tests/deep/postgres_moment.sh
DEEP += deep-faults deep-moment
.PHONY: deep-faults deep-moment
