/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_case - one case: where is it, who has it since when, what is due by when, what may I do now.
 * Touches work/case. */
#include "web/page_case.h"

#include "gen/html/page_case.h"
#include "gen/html/page_case_parts.h"
#include "work/bundle.h"
#include "work/document.h"
#include "work/letter.h"
#include "work/move.h"
#include "work/subject.h"

enum { LATEST = 5 };

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

/* A family reads its own page of the case. */
static bool is_family(const struct desk *d, const struct case_file *c)
{
	const struct role *role = c->seen_by.membership ? book_role(d->book, c->seen_by.membership->role) : NULL;
	return role && !role->is_staff;
}

static const struct fault *case_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_view v;
	TRY(case_view_open(d, r, STR(""), &v));
	if (is_family(d, v.c)) {
		reply_redirect(out, d->arena, arena_printf(d->arena, "/my/%.*s", STR_ARG(v.c->reference)));
		return NULL;
	}
	v.frame.crumb_count = 1;        /* the page is the case itself */
	case_clock_fill(d, &v);
	case_asks_fill(d, &v);
	case_offers_fill(d, &v);
	hands_fill(d, v.c, false, &v.hands);
	if (move_may(d, v.c))
		v.move_href = arena_printf(d->arena, "%.*s/move", STR_ARG(v.bar.base));
	if (case_new_may(d, v.c))
		v.new_href = arena_printf(d->arena, "/cases/new?for=%.*s", STR_ARG(v.c->reference));
	if (subject_may(d, v.c))
		v.copy_href = arena_printf(d->arena, "%.*s/copy", STR_ARG(v.bar.base));
	if (bundle_may(d, v.c))
		v.bundle_href = arena_printf(d->arena, "%.*s/bundle", STR_ARG(v.bar.base));
	v.is_former = v.c->seen_by.grant && (v.c->seen_by.grant->relations & RELATION_FORMER) != 0;
	TRY(address_seen(d, v.c, &v.former));
	TRY(case_entries_fill(d, &v, LATEST));
	out->body = out_start(d->arena, 65536);
	html_case(&out->body, &v);
	return NULL;
}
const struct page page_case = {
	.path = "/cases/{0}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = case_answer,
};

static void timeline_csv(struct desk *d, const struct case_view *v, struct reply *out)
{
	static const char *const heads[] = { "case.csv_day", "case.csv_what", "case.csv_who", "case.csv_recorded",
					     "case.csv_answers", "case.csv_corrected" };
	struct out *o = &out->body;
	for (size_t i = 0; i < 6; i++) {
		if (i)
			out_byte(o, ',');
		out_csv(o, words(d, heads[i]));
	}
	out_add(o, STR("\r\n"));
	for (size_t i = 0; i < v->shown; i++) {
		const struct case_entry *e = &v->entries[i];
		struct out answers = out_start(d->arena, 200);
		for (size_t j = 0; j < e->answer_count; j++)
			out_printf(&answers, "%s%.*s: %.*s", j ? "\n" : "", STR_ARG(e->answers[j].label), STR_ARG(e->answers[j].text));
		struct str cells[] = { date_iso(d->arena, e->e->day), e->title, e->by, e->recorded, out_str(&answers), e->corrected };
		for (size_t j = 0; j < 6; j++) {
			if (j)
				out_byte(o, ',');
			out_csv(o, cells[j]);
		}
		out_add(o, STR("\r\n"));
	}
	out->type = STR("text/csv; charset=utf-8");
	out->download_name = arena_printf(d->arena, "timeline-%.*s.csv", STR_ARG(v->c->reference));
}

static const struct fault *timeline_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_view v;
	TRY(case_view_open(d, r, words(d, "case.tab_timeline"), &v));
	TRY(case_entries_fill(d, &v, 0));
	out->body = out_start(d->arena, 65536);
	if (r->wants_csv)
		timeline_csv(d, &v, out);
	else
		html_case_timeline(&out->body, &v);
	return NULL;
}
const struct page page_case_timeline = {
	.path = "/cases/{0}/timeline", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = timeline_answer,
};

static struct str size_words(const struct desk *d, int64_t bytes)
{
	bool is_small = bytes < 1024 * 1024;
	int64_t n = is_small ? (bytes + 1023) / 1024 : bytes / (1024 * 1024);
	struct str text = arena_int(d->arena, n);
	return case_words_with(d, is_small ? "common.file_size_kb" : "common.file_size_mb", &text, 1);
}

/* Newest first. */
static void papers_fill(struct desk *d, struct case_view *v)
{
	const struct case_file *c = v->c;
	const struct code_list *kinds = book_codes(d->book, STR("document"));
	v->papers = ARENA_NEW(d->arena, struct case_paper, c->document_count + 1);
	for (size_t i = c->document_count; i-- > 0;) {
		const struct case_document *doc = &c->documents[i];
		const struct happened *e = case_event(c, doc->event_seq);
		bool is_letter = !str_is_empty(doc->letter);
		v->papers[v->paper_count++] = (struct case_paper){ .paper = doc, .is_letter = is_letter,
			.kind = kinds ? code_label(kinds, doc->kind) : doc->kind, .about = e ? case_event_title(d, c, e) : STR(""),
			.size = size_words(d, doc->bytes), .by = e ? case_role_words(d, e->actor) : STR(""),
			.href = arena_printf(d->arena, "%.*s/%s/%lld", STR_ARG(v->bar.base),
					     is_letter ? "letters" : "documents", (long long)doc->id) };
	}
}

static const struct fault *documents_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_view v;
	TRY(case_view_open(d, r, words(d, "case.tab_documents"), &v));
	papers_fill(d, &v);
	out->body = out_start(d->arena, 32768);
	html_case_documents(&out->body, &v);
	return NULL;
}
const struct page page_case_documents = {
	.path = "/cases/{0}/documents", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = documents_answer,
};

static const struct fault *document_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_file *c;
	struct case_document doc;
	int64_t id;
	if (!str_to_int(r->part[1], &id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such paper");
	TRY(case_open(d, r->part[0], STR("view"), &c));
	TRY(document_open(d, c, id, &doc));
	reply_paper(out, &doc);
	return NULL;
}
const struct page page_case_document = {
	.path = "/cases/{0}/documents/{1}", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = document_answer,
};

/* A parent who may not see the case is somebody for whom the young person's rights stand in the way; nobody else is. */
static struct str sees_key(const struct letter_person *p, struct str kind)
{
	if (p->may_open)
		return STR("common.yes");
	return str_equal(kind, STR("parent")) ? STR("case.sees_no") : STR("common.no");
}

static const struct fault *people_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_view v;
	const struct code_list *kinds = book_codes(d->book, STR("relation"));
	TRY(case_view_open(d, r, words(d, "case.tab_people"), &v));
	if (v.c->contact_count == 0)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	struct letter_people standing;
	TRY(letter_people(d, v.c, &standing));
	v.letters_to_young = standing.to_young;
	v.people = ARENA_NEW(d->arena, struct case_person, v.c->contact_count + 1);
	for (size_t i = 0; i < v.c->contact_count; i++) {
		struct case_person p = { &v.c->contacts[i], kinds ? code_label(kinds, v.c->contacts[i].kind) : v.c->contacts[i].kind,
			STR(""), STR("") };
		for (size_t k = 0; k < standing.count; k++)
			if (standing.at[k].relation_id == p.contact->id) {
				p.letters = standing.at[k].is_addressed ? STR("common.yes") : STR("common.no");
				p.sees = sees_key(&standing.at[k], p.contact->kind);
			}
		v.people[v.person_count++] = p;
	}
	out->body = out_start(d->arena, 32768);
	v.may_invite = case_may(d, v.c, STR("share"), STR("contact"), 0);
	html_case_people(&out->body, &v);
	return NULL;
}
const struct page page_case_people = {
	.path = "/cases/{0}/people", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = people_answer,
};

static const struct fault *audit_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_view v;
	TRY(case_view_open(d, r, words(d, "case.tab_audit"), &v));
	if (!str_to_int(request_query(r, STR("page")), &v.seen_page))
		v.seen_page = 1;
	TRY(case_seen_list(d, v.c, v.seen_page, &v.seen, &v.seen_count, &v.seen_pages));
	out->body = out_start(d->arena, 65536);
	html_case_audit(&out->body, &v);
	return NULL;
}
const struct page page_case_audit = {
	.path = "/cases/{0}/audit", .method = METHOD_GET, .needs = NEEDS_SIGN_IN, .answer = audit_answer,
};
