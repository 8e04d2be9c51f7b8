/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/common_password - is a password one that everybody who guesses tries?
 * Touches the rulebook. ASVS 2.1.7; NIST SP 800-63B 5.1.1.2. */
#ifndef WORK_COMMON_PASSWORD_H
#define WORK_COMMON_PASSWORD_H

#include "rulebook/rulebook.h"

/* Passwords that became known, the commonest, small letters, sorted by bytes (gen/common_passwords.c, of tools/common_passwords.py). */
extern const char *const common_passwords[];
extern const size_t common_password_count;

/* True for one of them or of code/common-password.csv, also with digits and signs around it, with letters written as digits, or
 * said several times over; for the user's own address or what stands before its @, likewise; for at most four letters repeated.
 *   email   folded; may be empty */
bool password_is_common(struct arena *a, const struct rulebook *book, struct str email, struct str password);

#endif
