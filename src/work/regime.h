/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/regime - which law a process goes by: the law in force, or law that is proposed and tried in its area.
 * Touches the store, rules/pathway. */
#ifndef WORK_REGIME_H
#define WORK_REGIME_H

#include "rules/pathway.h"
#include "store/store.h"

/* A regime switched on in an area. valid_to DATE_NONE: goes on. */
struct regime_trial { int64_t authority; struct str authority_name, name; struct date valid_from, valid_to; };
struct regime_trials { struct regime_trial *at; size_t count, room; };
MUST const struct fault *regime_trials(struct store *s, struct arena *a, struct regime_trials *out);
/* Is it tried in this area on this day? */
bool regime_is_on(const struct regime_trials *trials, int64_t authority, struct str name, struct date on);
MUST const struct fault *regime_switch_on(struct store_pool *pool, struct arena *a, int64_t authority, struct str name,
					  struct date from);
/* changed: 0 when it was not on */
MUST const struct fault *regime_switch_off(struct store_pool *pool, struct arena *a, int64_t authority, struct str name,
					   struct date to, int64_t *changed);

/* May a process of this pathway begin in this area on this day? One of the law in force always may; one of a regime that is
 * proposed only while the area tries it. `p` NULL: no. */
MUST const struct fault *regime_allows(struct store *s, struct arena *a, const struct rulebook *book, const struct pathway *p,
				       int64_t authority, struct date on, bool *out);

/* What a process of `pathway` is that begins in this area on this day with `event`: another one, where the area tries law in
 * its place (in_place_of) and that begins with the same event; else the same. */
MUST const struct fault *regime_instead(struct store *s, struct arena *a, const struct rulebook *book, struct str pathway,
					struct str event, int64_t authority, struct date on, struct str *out);

/* What one process of a person goes by, and why. regime NULL: the law in force. */
struct regime_line {
	struct str reference, pathway, why;
	struct date started;
	bool is_open;
	const struct regime *regime;
};
/* Something that a person keeps under a regime: an answer of its protecting pathway. */
struct regime_kept { struct str id, name, value; const struct regime *regime; };
struct regime_view {
	struct { struct regime_line *at; size_t count, room; } lines;
	struct { struct regime_kept *at; size_t count, room; } kept;
};
/* What had begun by `on`. By a case reference, or (absent) by the person's key. FAULT_ABSENT when there is none. */
MUST const struct fault *regime_look(struct store *s, struct arena *a, const struct rulebook *book, struct str reference,
				     int64_t person_id, struct date on, struct regime_view *out);

#endif
