/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/http - asking other servers: the narrow door to libcurl for HTTP.
 * Touches the network. */
#ifndef CORE_HTTP_H
#define CORE_HTTP_H

#include "core/fault.h"

struct http_call {
	struct str address;             /* https://..., or http:// to loopback only */
	struct str body;                /* absent: GET; else POST */
	struct str type;                /* of the body; absent: application/x-www-form-urlencoded */
	struct str authorization;       /* a whole header value ("Bearer ...", "Basic ..."), or absent */
	int seconds;                    /* at most, for all of it */
	size_t most;                    /* largest reply */
	const char *ca_file;            /* certificates to trust in place of the system's; NULL */
};
struct http_reply { long status; struct str body; };
/* Redirects are not followed. FAULT_OUTSIDE with the host and why: no connection, wrong certificate, too slow, too
 * much. A status of 4xx or 5xx is a reply. */
MUST const struct fault *http_ask(struct arena *a, const struct http_call *call, struct http_reply *out);
/* Must be called once before threads start. */
bool http_start(void);

#endif
