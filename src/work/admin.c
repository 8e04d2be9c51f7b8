/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/admin - what an administrator looks after.
 * Touches the store and the access rule. */
#include "work/admin.h"

#include "core/fold.h"
#include "gen/sql/account.h"
#include "gen/sql/admin.h"
#include "gen/sql/session.h"
#include "work/audit.h"

static const struct fault *may(struct desk *d, struct str verb, struct access_answer *by)
{
	uint32_t *relations = ARENA_NEW(d->arena, uint32_t, d->who.membership_count + 1);

	*by = access_decide(d->book, &d->who, d->now.today, verb, STR("admin"), relations);
	return by->is_allowed ? NULL : fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

const struct fault *admin_may(struct desk *d)
{
	struct access_answer by;

	return may(d, STR("view"), &by);
}

const struct fault *admin_counts(struct desk *d, struct admin_counts *out)
{
	struct admin_counts_rows rows;
	int version;

	TRY(admin_may(d));
	TRY(sql_admin_counts(d->store, d->arena, &rows));
	TRY(store_version(d->pool, d->arena, &version));
	*out = (struct admin_counts){ rows.at[0].people, rows.at[0].cases, rows.at[0].open_cases, rows.at[0].events,
				      rows.at[0].documents, rows.at[0].plans, rows.at[0].accounts, rows.at[0].audits,
				      version };
	return NULL;
}

static void rule_add(struct desk *d, struct admin_rules *out, const struct rule_note *law, enum rule_status of_pathway,
		     struct admin_rule r)
{
	out->all++;
	r.cite = law->cite;
	r.is_unverified = law->is_unverified;
	r.status = law->status != STATUS_IN_FORCE ? law->status : of_pathway;
	if (r.is_unverified || r.status != STATUS_IN_FORCE)
		LIST_PUSH(d->arena, out, r);
}

static struct str where(struct desk *d, const struct place *p)
{
	return arena_printf(d->arena, "%.*s:%d", STR_ARG(p->file), p->line);
}

static void pathway_rules(struct desk *d, const struct pathway *p, struct admin_rules *out)
{
	for (size_t i = 0; i < p->step_count; i++)
		rule_add(d, out, &p->steps[i].law, p->status, (struct admin_rule){ STR("step"),
			 where(d, &p->steps[i].place), p->steps[i].id, p->steps[i].name, p->id, STR(""), 0, false });
	for (size_t i = 0; i < p->exception_count; i++)
		rule_add(d, out, &p->exceptions[i].law, p->status, (struct admin_rule){ STR("exception"),
			 where(d, &p->exceptions[i].place), p->exceptions[i].code, p->exceptions[i].name, p->id, STR(""), 0,
			 false });
	for (size_t i = 0; i < p->answer_count; i++)
		rule_add(d, out, &p->answers[i].law, p->status, (struct admin_rule){ STR("answer"),
			 where(d, &p->answers[i].place), p->answers[i].id, p->answers[i].name, p->id, STR(""), 0, false });
}

const struct fault *admin_rules(struct desk *d, struct admin_rules *out)
{
	const struct rulebook *b = d->book;

	TRY(admin_may(d));
	for (size_t i = 0; i < b->pathway_count; i++)
		pathway_rules(d, &b->pathways[i], out);
	for (size_t i = 0; i < b->plan_check_count; i++) {
		struct rule_note law = { .cite = b->plan_checks[i].cite,
					 .is_unverified = str_equal(b->plan_checks[i].tag, STR("K")) };

		rule_add(d, out, &law, STATUS_IN_FORCE, (struct admin_rule){ STR("check"), where(d, &b->plan_checks[i].place),
			 b->plan_checks[i].id, b->plan_checks[i].words, STR(""), STR(""), 0, false });
	}
	for (size_t i = 0; i < b->letter_part_count; i++)
		rule_add(d, out, &b->letter_parts[i].law, STATUS_IN_FORCE, (struct admin_rule){ STR("letter"),
			 where(d, &b->letter_parts[i].place), b->letter_parts[i].id, b->letter_parts[i].about, STR(""),
			 STR(""), 0, false });
	return NULL;
}

static bool has_role(const struct account_row *row, struct str role)
{
	for (size_t i = 0; i < row->role_count; i++)
		if (str_equal(row->roles[i].role, role))
			return true;
	return false;
}

const struct fault *admin_accounts(struct desk *d, const struct account_filter *f, struct account_rows *out)
{
	struct account_rows all = { 0 };
	struct str search = fold(d->arena, f->search);

	TRY(admin_may(d));
	TRY(account_list(d, f->authority, &all));
	for (size_t i = 0; i < all.count; i++) {
		const struct account_row *row = &all.at[i];

		if ((!str_is_empty(f->role) && !has_role(row, f->role)) ||
		    (!str_is_empty(search) && !str_contains(fold(d->arena, row->name), search) &&
		     !str_contains(fold(d->arena, row->email), search)))
			continue;
		LIST_PUSH(d->arena, out, *row);
	}
	return NULL;
}

const struct fault *admin_account(struct desk *d, int64_t id, struct account_row *out)
{
	struct account_rows all = { 0 };

	TRY(admin_may(d));
	TRY(account_list(d, 0, &all));
	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].id == id) {
			*out = all.at[i];
			return NULL;
		}
	return fault_new(d->arena, FAULT_ABSENT, "there is no such account");
}

struct set_job { struct desk *d; struct access_answer by; int64_t id; bool is_open; };

static const struct fault *set_job(struct store *w, struct arena *a, void *ctx)
{
	const struct set_job *job = ctx;

	TRY(sql_account_set_open(w, a, &(struct account_set_open_in){ job->id, job->is_open }, NULL));
	if (!job->is_open) {
		TRY(sql_session_drop_others(w, a, &(struct session_drop_others_in){ job->id, STR("") }, NULL));
		TRY(sql_device_drop(w, a, &(struct device_drop_in){ job->id }, NULL));
	}
	return audit_add(w, a, job->d, &(struct audit_row){
		.verb = job->is_open ? STR("account_opened") : STR("account_closed"), .what = STR("account"),
		.detail = arena_printf(a, "account %lld", (long long)job->id), .by = job->by });
}

const struct fault *admin_account_set(struct desk *d, int64_t id, bool is_open, struct problems *out)
{
	struct set_job job = { .d = d, .id = id, .is_open = is_open };
	struct account_row row;

	TRY(may(d, STR("administer"), &job.by));
	TRY(admin_account(d, id, &row));
	if (id == d->who.account_id && !is_open) {
		problems_add(out, d->arena, STR(""), PROBLEM_RULE, book_words(d->book, STR("admin.not_yourself")));
		return NULL;
	}
	return store_write(d->pool, d->arena, set_job, &job);
}
