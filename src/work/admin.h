/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/admin - what an administrator looks after: the installation, accounts, the rulebook.
 * Touches the store and the access rule. Each asks the rule (thing: admin) itself; FAULT_ABSENT when it says no. */
#ifndef WORK_ADMIN_H
#define WORK_ADMIN_H

#include "work/session.h"

struct admin_counts { int64_t people, cases, open_cases, events, documents, plans, accounts, audits, version; };
MUST const struct fault *admin_counts(struct desk *d, struct admin_counts *out);

/* Every rule that is not simply law: known from memory alone, proposed, passed but not in force, or no longer. */
struct admin_rule { struct str kind, where, id, name, pathway, cite; enum rule_status status; bool is_unverified; };
struct admin_rules { struct admin_rule *at; size_t count, room; size_t all; };
MUST const struct fault *admin_rules(struct desk *d, struct admin_rules *out);

/* authority 0, role and search "": all. */
struct account_filter { int64_t authority; struct str role, search; };
MUST const struct fault *admin_accounts(struct desk *d, const struct account_filter *f, struct account_rows *out);
MUST const struct fault *admin_account(struct desk *d, int64_t id, struct account_row *out);
/* Opens or closes it; closing ends its sessions. One's own cannot be closed: a problem. Leaves an audit row. */
MUST const struct fault *admin_account_set(struct desk *d, int64_t id, bool is_open, struct problems *out);
/* Asks the rule alone, for pages that show what is text. */
MUST const struct fault *admin_may(struct desk *d);

#endif
