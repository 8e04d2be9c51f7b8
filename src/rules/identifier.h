/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/identifier - numbers that name a child or a school, and postcodes: their form and their check digits.
 * Touches nothing. Facts and worked numbers: domain/identifiers.md, kept as rows in tests/cases/identifier. */
#ifndef RULES_IDENTIFIER_H
#define RULES_IDENTIFIER_H

#include "core/arena.h"

enum identifier_kind {
	IDENTIFIER_UPN,         /* unique pupil number: letter, 12 digits (the last may be a letter: temporary) */
	IDENTIFIER_ULN,         /* unique learner number: 10 digits */
	IDENTIFIER_NHS,         /* NHS number: 10 digits, written 3-3-4 */
	IDENTIFIER_URN,         /* school: 6 digits */
	IDENTIFIER_UKPRN,       /* provider: 8 digits */
	IDENTIFIER_POSTCODE,
};
enum identifier_state {
	IDENTIFIER_GOOD,
	IDENTIFIER_ABSENT,      /* nothing was given */
	IDENTIFIER_BAD_FORM,    /* wrong length or characters */
	IDENTIFIER_BAD_CHECK,   /* the check digit or letter does not fit: a slip of the pen */
};
/* As it is kept: upper case, without blanks and hyphens; a postcode with one blank before its last three
 * characters. In the arena. */
struct str identifier_tidy(struct arena *a, enum identifier_kind kind, struct str typed);
/* Of a tidy text. */
enum identifier_state identifier_check(enum identifier_kind kind, struct str tidy);

#endif
