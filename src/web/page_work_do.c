/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_work_do - what can be done from the work list: keep a search, give cases to an officer.
 * Touches work/list, work/case. */
#include "gen/html/page_work.h"
#include "web/work_room.h"
#include "work/choose.h"

enum { GIVE_MOST = 50 };

static void filter_sent(struct desk *d, const struct request *r, struct list_filter *f)
{
	list_query_read(d, request_form(r, STR("query")), f);
}

/* Back to the list, with a banner. */
static void back(struct desk *d, const struct list_filter *f, const char *said, struct reply *out)
{
	struct str to = work_address(d, f);

	reply_redirect(out, d->arena, arena_printf(d->arena, "%.*s%csaid=%s", STR_ARG(to),
						   str_contains(to, STR("?")) ? '&' : '?', said));
}

static const struct fault *save_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems problems = { 0 };
	struct list_filter f;

	filter_sent(d, r, &f);
	TRY(search_save(d, request_form(r, STR("name")), list_query_write(d, &f),
			str_equal(request_form(r, STR("shared")), STR("yes")), &problems));
	if (problems.count > 0)
		return work_show(d, r, &f, &problems, out);
	back(d, &f, "work_saved", out);
	return NULL;
}

const struct page page_work_save = {
	.path = "/work/save", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = save_post,
};

static const struct fault *drop_post(struct desk *d, const struct request *r, struct reply *out)
{
	int64_t id;

	if (str_to_int(request_form(r, STR("search")), &id))
		TRY(search_drop(d, id));
	reply_redirect(out, d->arena, STR("/home?said=work_dropped"));
	return NULL;
}

const struct page page_work_drop = {
	.path = "/work/drop", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = drop_post,
};

/* --- giving cases to an officer --- */

struct give { struct str officer, officer_name; struct str references[GIVE_MOST]; size_t count; bool is_again; };

/* One of the officers that the list offers; anything else is no choice. */
static const struct fault *officer_check(struct desk *d, const struct list_filter *f, struct give *give)
{
	struct list_menu menu;
	int64_t id;

	TRY(list_menu(d, list_authority(d, f), &menu));
	for (size_t i = 0; str_to_int(give->officer, &id) && i < menu.officers.count; i++)
		if (menu.officers.at[i].id == id)
			give->officer_name = menu.officers.at[i].name;
	return NULL;
}

static void problem(struct desk *d, struct problems *out, const char *field, const char *key)
{
	problems_add(out, d->arena, str_of(field), PROBLEM_MISSING, book_words(d->book, str_of(key)));
}

static const struct fault *give_read(struct desk *d, const struct request *r, const struct list_filter *f,
				     struct give *give, struct problems *problems)
{
	bool is_many = false;

	*give = (struct give){ .officer = request_form(r, STR("officer")) };
	for (size_t i = 0; i < r->form_count; i++) {
		if (!str_equal(r->form_at[i].name, STR("case")) || str_is_empty(r->form_at[i].value))
			continue;
		is_many = is_many || give->count == GIVE_MOST;
		if (give->count < GIVE_MOST)
			give->references[give->count++] = r->form_at[i].value;
	}
	TRY(officer_check(d, f, give));
	if (give->count == 0)
		problem(d, problems, "", "assign.none");
	if (is_many)
		problem(d, problems, "", "assign.many");
	if (!give->officer_name.at)
		problem(d, problems, "give-to", "assign.officer");
	return NULL;
}

/* The page that shows what is about to be done. Each case is opened by the rule. */
static const struct fault *give_ask(struct desk *d, const struct request *r, const struct list_filter *f,
				    const struct give *give, struct reply *out)
{
	struct assign_view v = { .frame = frame_of(d, r, book_words(d->book, STR("assign.title"))),
				 .query = list_query_write(d, f), .officer = give->officer,
				 .officer_name = give->officer_name, .is_again = give->is_again };

	v.frame.back = work_address(d, f);
	v.frame.section = STR("work");
	v.lines = ARENA_NEW(d->arena, struct work_line, give->count);
	for (size_t i = 0; i < give->count; i++) {
		struct case_file *c;

		TRY(case_open(d, give->references[i], STR("assign"), &c));
		v.lines[v.line_count++] = (struct work_line){ .reference = c->reference, .officer = c->officer_name, .version = c->version,
			.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(c->child_given), STR_ARG(c->child_family)) };
	}
	html_assign(&out->body, &v);
	return NULL;
}

enum given { GIVEN, GIVEN_NOT, GIVEN_CHANGED };

/* One case: what changed since it was shown (`seen` is its version then) or may not be given now is left as it is. */
static const struct fault *give_one(struct desk *d, struct str reference, struct str officer, int64_t seen, enum given *out)
{
	struct problems problems = { 0 };
	struct case_act act = { .event = STR("officer_assigned"), .day = d->now.today, .seen_version = seen };
	struct case_file *c;
	int64_t seq;

	TRY(case_open(d, reference, STR("assign"), &c));
	LIST_PUSH(d->arena, &act.fields, (struct answer){ STR("officer"), officer });
	const struct fault *f = case_record(d, c, &act, &problems, &seq);

	if (f && f->kind != FAULT_CONFLICT)
		return f;
	*out = f ? GIVEN_CHANGED : problems.count ? GIVEN_NOT : GIVEN;
	return NULL;
}

static const struct fault *give_all(struct desk *d, const struct request *r, const struct list_filter *f,
				    const struct give *give, struct reply *out)
{
	struct give again = { .officer = give->officer, .officer_name = give->officer_name, .is_again = true };
	bool is_all = true;

	for (size_t i = 0; i < give->count; i++) {
		enum given given;

		TRY(give_one(d, give->references[i], give->officer, work_seen(r, d->arena, give->references[i]), &given));
		if (given == GIVEN_CHANGED)
			again.references[again.count++] = give->references[i];
		is_all = is_all && given == GIVEN;
	}
	if (again.count)
		return give_ask(d, r, f, &again, out);
	back(d, f, is_all ? "work_given" : "work_given_some", out);
	return NULL;
}

static const struct fault *assign_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems problems = { 0 };
	struct list_filter f;
	struct give give;

	if (!access_reach(d->book, &d->who, d->now.today, STR("assign"), STR("case")).is_allowed)
		return fault_new(d->arena, FAULT_ABSENT, "may not give cases");
	filter_sent(d, r, &f);
	TRY(give_read(d, r, &f, &give, &problems));
	if (problems.count > 0)
		return work_show(d, r, &f, &problems, out);
	if (str_equal(request_form(r, STR("sure")), STR("yes")))
		return give_all(d, r, &f, &give, out);
	return give_ask(d, r, &f, &give, out);
}

const struct page page_work_assign = {
	.path = "/work/assign", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = assign_post,
};
