/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_page - what the pages that stand alone are given.
 * Touches nothing. */
#ifndef WEB_VIEW_PAGE_H
#define WEB_VIEW_PAGE_H

#include "web/web.h"

struct failure_view {
	struct str title, words, more, reference;
	bool has_reference;
	const struct request *again;    /* whose typed fields can be sent once more; NULL: none */
	bool has_lost_files;            /* it had files, which are not kept */
};

#endif
