/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/request_room - what request.c and request_send.c share; nobody else includes it. */
#ifndef WORK_REQUEST_ROOM_H
#define WORK_REQUEST_ROOM_H

#include "work/request.h"

/* The event whose form is walked. */
extern const char request_pathway[], request_event[];
/* The answer that rulebook/code/FORM-case.csv maps to `what`; absent when there is none. */
struct str request_mapped(const struct rulebook *book, const struct form *form, struct arena *a,
			  const struct answers *fields, const char *what);

#endif
