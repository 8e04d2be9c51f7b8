#!/bin/bash
# Waits until a `waymark serve` whose words go to FILE says where it answers, and prints that (127.0.0.1:12345): tests/address.sh FILE
# Status 1 when it has said nothing after ten seconds.
for _ in $(seq 100); do
	address=$(sed -n 's/^Waymark answers at http:\/\/\([0-9.:]*\).*/\1/p' "$1" 2>/dev/null)
	[ -n "$address" ] && echo "$address" && exit
	sleep 0.1
done
exit 1
