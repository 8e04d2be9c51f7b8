/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/fault - the world failing (fault) and a person's slip (problem).
 * Touches nothing: both are values in the caller's arena. */
#ifndef CORE_FAULT_H
#define CORE_FAULT_H

#include "core/arena.h"

#define MUST __attribute__((warn_unused_result))
/* Passes a fault up. */
#define TRY(call) \
	do { \
		const struct fault *fault_ = (call); \
		if (fault_) \
			return fault_; \
	} while (0)

enum fault_kind {
	FAULT_STORE,    /* the database cannot be read or written */
	FAULT_FILE,     /* a file cannot be read or written */
	FAULT_TEXT,     /* a text that we were given cannot be understood */
	FAULT_CONFLICT, /* somebody else changed it first */
	FAULT_ABSENT,   /* there is no such thing, or not for this user */
	FAULT_DENIED,   /* the access rule says no and the user may know that the thing exists */
	FAULT_SETTING,  /* a setting is missing or wrong */
	FAULT_OUTSIDE,  /* another program or service failed */
};

struct fault { enum fault_kind kind; struct str words; };

/* A fault with a sentence made as by printf, in the arena. */
const struct fault *fault_new(struct arena *a, enum fault_kind kind, const char *form, ...)
	__attribute__((format(printf, 3, 4)));

enum problem_kind {
	PROBLEM_MISSING, PROBLEM_FORM, PROBLEM_TOO_LONG, PROBLEM_RANGE, PROBLEM_RULE, PROBLEM_TWICE,
};

/* `field` is the name of the form field ("" for the whole form); `words` is what to show. */
struct problem { struct str field; enum problem_kind kind; struct str words; };
struct problems { struct problem *at; size_t count, room; };

void problems_add(struct problems *list, struct arena *a, struct str field,
		  enum problem_kind kind, struct str words);
/* The first problem of a field, or NULL. */
const struct problem *problems_of(const struct problems *list, struct str field);

#endif
