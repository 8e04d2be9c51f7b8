/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/sound - names that sound alike, names that look alike.
 * Touches nothing. Names come folded: lower case, no accents (core/fold). */
#ifndef RULES_SOUND_H
#define RULES_SOUND_H

#include "core/arena.h"

/* The NYSIIS code of a name (capital letters, at most 12): names that sound alike mostly share it. Letters
 * other than a to z are passed over; "" when there is none.
 *   source  R. L. Taft, Name Search Techniques, New York State Identification and Intelligence System, 1970 */
struct str sound_code(struct arena *a, struct str folded);
/* Jaro-Winkler likeness, 0 to 1000 (thousandths); 1000 only for equal texts.
 *   source  W. E. Winkler, String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of
 *           Record Linkage, 1990; prefix scale 0.1, at most 4 letters */
int sound_likeness(struct str a, struct str b);

#endif
