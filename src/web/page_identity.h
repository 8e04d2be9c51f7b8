/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_identity - why two records may be one child, in words.
 * Touches nothing. */
#ifndef WEB_PAGE_IDENTITY_H
#define WEB_PAGE_IDENTITY_H

#include "rules/match.h"
#include "web/web.h"

/* "97 in 100. First name: an initial or a short form. Date of birth: the same." What is missing on one side is left out. */
struct str identity_why(struct desk *d, const struct match_vector *levels, double chance);

#endif
