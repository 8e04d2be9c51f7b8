# Faults of disk and clock, more of them; PostgreSQL's own way back to a moment.
deep-faults: build/waymark
	WAYMARK_FAULTS=5 tests/parts/faults.sh
	tests/deep/postgres_moment.sh
deep: deep-faults
.PHONY: deep-faults
