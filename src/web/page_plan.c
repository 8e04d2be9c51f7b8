/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_plan - the plan of a case: read, compared, checked, on paper.
 * Touches work/plan, work/letter. */
#include "web/view_plan.h"

#include "gen/html/page_plan.h"

struct str plan_version_words(struct desk *d, const struct plan_version *v)
{
	struct str state = book_words(d->book, arena_printf(d->arena, "plan.state_%.*s", STR_ARG(v->state)));
	struct str words[] = { state, arena_int(d->arena, v->version),
			       date_is_none(v->frozen) ? date_words(d->arena, date_of_ms(v->changed_ms)) :
							 date_words(d->arena, v->frozen) };
	if (v->is_base)
		return book_words_with(d->book, d->arena, STR("plan.base_words"), &words[2], 1);
	return book_words_with(d->book, d->arena, STR("plan.version_words"), words, 3);
}

static const struct plan_version *version_of(const struct plan_version *versions, size_t count, struct str number)
{
	int64_t n;
	if (!str_to_int(number, &n))
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (versions[i].version == n)
			return &versions[i];
	return NULL;
}

/* The next time it is sent it is a draft, or final when the family has had a draft of it already. */
static struct str next_state(const struct plan_version *versions, size_t count)
{
	return plan_draft_before(versions, count, 0) ? STR("final") : STR("draft");
}

static const struct fault *plan_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	struct plan_version *versions;
	size_t count;
	struct str wanted = request_query(r, STR("version"));
	TRY(case_open(d, r->part[0], STR("view"), &c));
	TRY(plan_versions(d, c, &versions, &count));
	struct plan_view v = { .frame = case_frame_of(d, r, c, book_words(d->book, STR("plan.title"))),
			       .bar = case_bar_of(d, c), .versions = versions, .count = count,
			       .may_write = plan_may_write(d, c), .may_compare = count > 1,
			       .next_state = next_state(versions, count) };
	if (v.may_write && count && versions[count - 1].is_base)
		TRY(plan_proposals(d, c, &v.proposals, &v.proposal_count));
	v.now = count ? &versions[count - 1] : NULL;
	if (!str_is_empty(wanted) && !(v.now = version_of(versions, count, wanted)))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such version");
	if (v.now)
		TRY(plan_seen(d, c, v.now));
	out->body = out_start(d->arena, 65536);
	html_plan(&out->body, &v);
	return NULL;
}
const struct page page_plan = {
	.path = "/cases/{0}/plan", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = plan_answer,
};

/* A version in writing with the texts that were proposed. */
static const struct fault *plan_begin_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	struct plan_part *parts;
	size_t count;
	struct problems problems = { 0 };
	TRY(case_open(d, r->part[0], STR("view"), &c));
	if (!plan_may_write(d, c))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(plan_proposals(d, c, &parts, &count));
	if (count)
		TRY(plan_save(d, c, 0, parts, count, &problems));
	reply_redirect(out, d->arena, arena_printf(d->arena, "/cases/%.*s/plan/compare%s", STR_ARG(c->reference),
						   count ? "?said=plan_saved" : ""));
	return NULL;
}
const struct page page_plan_begin = {
	.path = "/cases/{0}/plan/begin", .method = METHOD_POST, .needs = NEEDS_SIGN_IN, .answer = plan_begin_post,
};

/* /cases/REF/plan/2.pdf */
static const struct fault *plan_pdf_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	struct plan_version *versions;
	size_t count;
	struct str html, pdf, name = r->part[1];
	if (!str_ends(name, STR(".pdf")))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(case_open(d, r->part[0], STR("view"), &c));
	TRY(plan_versions(d, c, &versions, &count));
	const struct plan_version *v = version_of(versions, count, str_slice(name, 0, name.len - 4));
	if (!v)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such version");
	TRY(plan_seen(d, c, v));
	TRY(plan_page(d, c, v, &html));
	TRY(letter_pdf(d->arena, html, &pdf));
	out->type = STR("application/pdf");
	out->download_name = arena_printf(d->arena, "plan-%.*s-%lld.pdf", STR_ARG(c->reference), (long long)v->version);
	out->body = out_start(d->arena, pdf.len + 1);
	out_add(&out->body, pdf);
	return NULL;
}
const struct page page_plan_pdf = {
	.path = "/cases/{0}/plan/{1}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = plan_pdf_answer,
};

static struct plan_finding *findings_of(struct desk *d, const struct case_bar *bar, const struct problems *p, size_t *count)
{
	const struct code_list *sections = book_codes(d->book, STR("section"));
	struct plan_finding *list = ARENA_NEW(d->arena, struct plan_finding, p->count + 1);
	for (size_t i = 0; i < p->count; i++) {
		bool is_section = str_starts(p->at[i].field, STR("section_"));
		struct str section = is_section ? str_slice(p->at[i].field, 8, p->at[i].field.len) : STR("");
		list[i] = (struct plan_finding){
			.section = section, .words = p->at[i].words,
			.title = is_section && sections ? code_label(sections, section) : STR(""),
			.href = is_section ? arena_printf(d->arena, "%.*s/plan/edit/%.*s", STR_ARG(bar->base), STR_ARG(section)) :
					     STR("") };
	}
	*count = p->count;
	return list;
}

/* What is asked when the final plan is sent is not held against it before: who signs, and what section I then says. */
static const struct fault *check_final(struct desk *d, const struct case_file *c, struct problems *out)
{
	struct problems all = { 0 };
	struct answers at_sending = { 0 };
	LIST_PUSH(d->arena, &at_sending, (struct answer){ STR("signed_by"), STR("-") });
	LIST_PUSH(d->arena, &at_sending, (struct answer){ STR("health_agreed"), STR("yes") });
	LIST_PUSH(d->arena, &at_sending, (struct answer){ STR("care_agreed"), STR("yes") });
	TRY(plan_proof(d, c, STR("final"), &at_sending, &all));
	for (size_t i = 0; i < all.count; i++)
		if (!str_equal(all.at[i].field, STR("section_I")))
			problems_add(out, d->arena, all.at[i].field, all.at[i].kind, all.at[i].words);
	return NULL;
}

static const struct fault *plan_check_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	struct plan_version *versions;
	struct problems draft = { 0 }, final = { 0 };
	size_t count;
	TRY(case_open(d, r->part[0], STR("view"), &c));
	if (!case_may(d, c, STR("view"), STR("plan.writing"), 0))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(plan_versions(d, c, &versions, &count));
	struct plan_check_view v = { .frame = case_frame_of(d, r, c, book_words(d->book, STR("plan.check_title"))),
				     .bar = case_bar_of(d, c), .has_plan = count > 0, .may_write = plan_may_write(d, c) };
	if (count > 0) {
		TRY(plan_proof(d, c, STR("draft"), NULL, &draft));
		TRY(check_final(d, c, &final));
	}
	v.draft = findings_of(d, &v.bar, &draft, &v.draft_count);
	v.final = findings_of(d, &v.bar, &final, &v.final_count);
	out->body = out_start(d->arena, 32768);
	html_plan_check(&out->body, &v);
	return NULL;
}
const struct page page_plan_check = {
	.path = "/cases/{0}/plan/check", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = plan_check_answer,
};

size_t plan_compare_parts(struct arena *a, const struct plan_version *old, const struct plan_version *new,
			  struct plan_compare_part *out)
{
	size_t changed = 0;
	for (size_t i = 0; i < new->part_count; i++) {
		struct plan_compare_part *p = &out[i];
		p->new = &new->parts[i];
		p->old = plan_part_of(old, p->new->section);
		struct str before = p->old ? p->old->body : STR("");
		p->is_changed = !str_equal(before, p->new->body);
		changed += p->is_changed;
		changes_of(a, before, p->new->body, &p->changes);
	}
	return changed;
}

static const struct fault *plan_compare_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	struct plan_version *versions;
	size_t count;
	TRY(case_open(d, r->part[0], STR("view"), &c));
	TRY(plan_versions(d, c, &versions, &count));
	if (count < 2)
		return fault_new(d->arena, FAULT_ABSENT, "there is nothing to compare");
	struct plan_compare_view v = { .frame = case_frame_of(d, r, c, book_words(d->book, STR("plan.compare_title"))),
				       .bar = case_bar_of(d, c), .versions = versions, .count = count };
	v.old = version_of(versions, count, request_query(r, STR("from")));
	v.new = version_of(versions, count, request_query(r, STR("to")));
	if (!v.new)
		v.new = &versions[count - 1];
	if (!v.old)
		v.old = plan_draft_before(versions, count, v.new->version);
	if (!v.old)
		v.old = &versions[count - 2];
	TRY(plan_seen(d, c, v.old));
	TRY(plan_seen(d, c, v.new));
	v.part_count = v.new->part_count;
	v.parts = ARENA_NEW(d->arena, struct plan_compare_part, v.part_count + 1);
	v.changed = plan_compare_parts(d->arena, v.old, v.new, v.parts);
	out->body = out_start(d->arena, 65536);
	html_plan_compare(&out->body, &v);
	return NULL;
}
const struct page page_plan_compare = {
	.path = "/cases/{0}/plan/compare", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = plan_compare_answer,
};
