/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/claim - a family's account takes a case by its private link.
 * Touches the store, work/link. */
#include "work/claim.h"

#include "gen/sql/track.h"

static const struct fault *close_job(struct store *writer, struct arena *a, void *ctx)
{
	return link_used(writer, a, ctx);
}

const struct fault *claim_take(struct desk *d, struct str token, bool closes, struct str *reference)
{
	struct who account = d->who;
	TRY(link_claim(d, token, reference));
	if (!closes)
		return NULL;
	TRY(link_open(d, token, STR("family")));
	const struct fault *f = store_write(d->pool, d->arena, close_job, d);
	d->who = account;
	return f;
}

const struct fault *claim_cases(struct desk *d, struct claim_cases *out)
{
	struct claim_cases_rows rows;
	if (d->who.kind != WHO_ACCOUNT || !access_reach(d->book, &d->who, d->now.today, STR("view"), STR("list.my")).is_allowed)
		return NULL;
	TRY(sql_claim_cases(d->store, d->arena, &(struct claim_cases_in){ d->who.account_id, d->now.today }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		LIST_PUSH(d->arena, out, (struct claim_case){ rows.at[i].id, rows.at[i].reference });
	return NULL;
}
