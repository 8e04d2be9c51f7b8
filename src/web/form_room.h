/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/form_room - between form.c and form_read.c alone.
 * Touches nothing. */
#ifndef WEB_FORM_ROOM_H
#define WEB_FORM_ROOM_H

#include "web/web.h"

/* Is the code one of a list joined with commas? */
bool form_has_code(struct str list, struct str code);
/* A file already taken in, as a hidden field can carry it: sealed, so that nobody can make one up. */
struct str form_file_seal(const struct desk *d, const struct kept_file *file);

#endif
