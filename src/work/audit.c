/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/audit - who did what to which record.
 * Touches the store. */
#include "work/audit.h"

#include "gen/sql.h"

/* The role in which it was done: of the membership that allowed it, or the kind of link. */
struct str audit_actor(struct arena *a, const struct who *who, const struct access_answer *by)
{
	if (by->membership)
		return by->membership->role;
	if (who->kind == WHO_LINK)
		return arena_printf(a, "link_%.*s", STR_ARG(who->link_kind));
	return who->kind == WHO_ACCOUNT ? STR("account") : STR("public");
}

const struct fault *audit_add(struct store *writer, struct arena *a, const struct desk *d, const struct audit_row *row)
{
	return sql_audit_add(writer, a, &(struct audit_add_in){
		.at = d->now.utc_ms, .account_id = d->who.kind == WHO_ACCOUNT ? d->who.account_id : 0,
		.actor = audit_actor(a, &d->who, &row->by), .verb = row->verb, .what = row->what,
		.person_id = row->person_id, .process_id = row->process_id, .detail = row->detail,
		.grant_id = row->by.grant ? row->by.grant->id : STR_NONE }, NULL);
}

struct view { const struct desk *d; const struct audit_row *row; };

static const struct fault *view_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct view *v = ctx;
	return audit_add(writer, a, v->d, v->row);
}

const struct fault *audit_view(struct desk *d, const struct audit_row *row)
{
	struct view v = { d, row };
	return store_write(d->pool, d->arena, view_job, &v);
}
