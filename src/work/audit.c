/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/audit - who did what to which record.
 * Touches the store. */
#include "work/audit.h"

#include "core/digest.h"
#include "core/out.h"
#include "work/audit_room.h"

/* The role in which it was done: of the membership that allowed it, or the kind of link. */
struct str audit_actor(struct arena *a, const struct who *who, const struct access_answer *by)
{
	if (by->membership)
		return by->membership->role;
	if (who->kind == WHO_LINK)
		return arena_printf(a, "link_%.*s", STR_ARG(who->link_kind));
	return who->kind == WHO_ACCOUNT ? STR("account") : STR("public");
}

/* What a row's hash is of: the hash before it, then every column, each with its length. */
struct str audit_hash(struct arena *a, struct str before, const struct audit_add_in *row)
{
	struct out o = out_start(a, 300);
	const struct str texts[] = { before, row->actor, row->verb, row->what, row->detail, row->grant_id };

	out_printf(&o, "%lld %lld %lld %lld %lld", (long long)row->seq, (long long)row->at, (long long)row->account_id,
		   (long long)row->person_id, (long long)row->process_id);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		out_printf(&o, " %zu:", texts[i].len);
		out_add(&o, texts[i]);
	}
	return digest_sha256(a, out_str(&o));
}

const struct fault *audit_add(struct store *writer, struct arena *a, const struct desk *d, const struct audit_row *row)
{
	struct audit_head_take_rows head;
	struct audit_add_in in = {
		.at = d->now.utc_ms, .account_id = d->who.kind == WHO_ACCOUNT ? d->who.account_id : 0,
		.actor = audit_actor(a, &d->who, &row->by), .verb = row->verb, .what = row->what,
		.person_id = row->person_id, .process_id = row->process_id, .detail = row->detail,
		.grant_id = row->by.grant ? row->by.grant->id : STR_NONE, .chain = store_lane(writer) };

	TRY(sql_audit_head_take(writer, a, &(struct audit_head_take_in){ in.chain }, &head));
	check(head.count == 1);
	in.seq = head.at[0].seq;
	in.hash = audit_hash(a, head.at[0].hash, &in);
	TRY(sql_audit_add(writer, a, &in, NULL));
	return sql_audit_head_put(writer, a, &(struct audit_head_put_in){ in.chain, in.hash }, NULL);
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
