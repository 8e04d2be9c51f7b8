/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/keeper - keeps the log of changes as the settings say: a thread of the server, one look of `waymark log keep`.
 * Touches threads, the clock, store/redo. docs/decisions/0050-redo-log.md */
#ifndef APP_KEEPER_H
#define APP_KEEPER_H

#include "app/settings.h"
#include "store/redo.h"

struct keeper_order { struct redo_order redo; int seconds; };
/* What the settings ask for, the folder and the key made; redo.folder is absent when no log is kept, and then a log of
 * before is given up (*words says so, else it is absent). FAULT_SETTING, FAULT_FILE. */
MUST const struct fault *keeper_order_of(struct arena *a, const struct settings *s, struct keeper_order *out, struct str *words);

struct keeper;
/* Begins to look; NULL when none is asked for. FAULT_FILE, FAULT_STORE: no log can be kept. */
MUST const struct fault *keeper_start(struct arena *a, const struct keeper_order *order, struct keeper **out);
/* Ends after a last look. NULL is fine. */
void keeper_stop(struct keeper *k);

/* One look, telling on standard output; for when no server runs. */
MUST const struct fault *keeper_look(struct arena *a, const struct keeper_order *order);

#endif
