/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case_why - one answer of the access rule, explained.
 * Touches the store and the access rule. */
#include "work/case_why.h"

#include "gen/sql/account.h"
#include "work/case_room.h"
#include "work/session_room.h"

static const struct fault *account_of(struct desk *d, struct str email, struct why *out)
{
	struct account_by_email_rows rows;

	TRY(sql_account_by_email(d->store, d->arena, &(struct account_by_email_in){ email }, &rows));
	if (rows.count == 0)
		return fault_new(d->arena, FAULT_ABSENT, "there is no account %.*s", STR_ARG(email));
	out->name = rows.at[0].name;
	out->is_open = rows.at[0].is_open;
	out->who = (struct who){ .kind = WHO_ACCOUNT, .account_id = rows.at[0].id, .name = rows.at[0].name, .email = email };
	return session_roles(d, rows.at[0].id, rows.at[0].authority, &out->who);
}

static void lines_add(struct desk *d, const struct why_ask *ask, struct why *out)
{
	for (size_t m = 0; m < out->who.membership_count; m++)
		for (size_t i = 0; i < d->book->grant_count; i++) {
			const struct grant *g = &d->book->grants[i];
			uint32_t has = out->relations ? out->relations[m] | ask->also : 0;

			if (str_equal(g->role, out->who.memberships[m].role) &&
			    access_grants(d->book, g, ask->verb, ask->what))
				LIST_PUSH(d->arena, &out->lines, (struct why_line){
					g, out->who.memberships[m].authority,
					out->answer.grant == g ? 0 : g->relations & ~has, !access_rests(d->book, g, d->now.today) });
		}
}

const struct fault *case_why(struct desk *d, const struct why_ask *ask, struct why *out)
{
	struct case_file *c = ARENA_NEW(d->arena, struct case_file, 1);

	*out = (struct why){ 0 };
	TRY(account_of(d, ask->email, out));
	d->who = out->who;
	if (str_is_empty(ask->reference)) {
		out->answer = access_reach(d->book, &d->who, d->now.today, ask->verb, ask->what);
	} else {
		TRY(case_read_shelf(d, 0, ask->reference, c));
		TRY(case_read_rest(d->store, d->arena, d, c));
		case_relate(d, c);
		out->relations = c->relations;
		out->lapsed = c->lapsed;
		out->answer = case_decide(d, c, ask->verb, ask->what, ask->also, ask->subject);
	}
	lines_add(d, ask, out);
	return NULL;
}
