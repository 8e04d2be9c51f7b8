#!/usr/bin/env bash
# Prints a port of the loopback address that nobody listens at now, for a server that cannot choose one itself: tests/free_port.sh [HOW MANY]
exec python3 -c '
import socket, sys
kept = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(s.getsockname()[1] for s in kept))' "${1:-1}"
