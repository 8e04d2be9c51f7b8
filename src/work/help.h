/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/help - whom a family can ring: each council, and the free advice service beside it.
 * Touches the store. */
#ifndef WORK_HELP_H
#define WORK_HELP_H

#include "work/desk.h"

struct help_line { int64_t authority; struct str council, phone, email, service, service_phone; };
struct help_lines { struct help_line *at; size_t count, room; };
/* Of every council of the installation, by name. */
MUST const struct fault *help_lines(struct desk *d, struct help_lines *out);
/* Name and telephone of the advice service of a council; absent when none is listed. */
MUST const struct fault *help_service(struct desk *d, int64_t authority, struct str *name, struct str *phone);

#endif
