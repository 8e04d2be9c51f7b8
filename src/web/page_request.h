/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_request - what page_request.c and page_request_send.c share; nobody else includes it. */
#ifndef WEB_PAGE_REQUEST_H
#define WEB_PAGE_REQUEST_H

#include "web/view_request.h"

struct str request_path(struct desk *d, struct str token, struct str page);
struct request_view request_view_of(struct desk *d, const struct request *r, struct str token,
				    const struct request_draft *draft, struct str title);
MUST const struct fault *request_check_show(struct desk *d, const struct request *r, const struct request_draft *draft,
					    const struct problems *problems, struct reply *out);
MUST const struct fault *request_check_post(struct desk *d, const struct request *r, const struct request_draft *draft,
					    struct reply *out);
MUST const struct fault *request_sent_show(struct desk *d, const struct request *r, const struct request_draft *draft,
					   struct reply *out);

#endif
