/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/map - from text to a pointer, in an arena.
 * Touches nothing. Keys are borrowed, not copied. */
#ifndef CORE_MAP_H
#define CORE_MAP_H

#include "core/arena.h"

struct map_slot { struct str key; void *value; };
struct map { struct map_slot *slots; size_t room, count; };

/* What stands under the key, or NULL. */
void *map_get(const struct map *m, struct str key);
/* Puts `value` (not NULL) under the key, in place of what was there. */
void map_put(struct map *m, struct arena *a, struct str key, void *value);

#endif
