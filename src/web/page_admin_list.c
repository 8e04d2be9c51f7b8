/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_admin_list - accounts (list, one, open or close) and the access rule written out.
 * Touches work/admin and work/measure (councils). */
#include "gen/html/admin_admin.h"
#include "rules/access_matrix.h"
#include "web/access_words.h"
#include "web/admin_room.h"
#include "web/csv.h"
#include "work/list.h"
#include "work/measure.h"
#include "work/pass.h"

struct codes { struct code *at; size_t count, room; };

static void choice_add(struct admin_list_view *v, struct desk *d, const char *name, const char *label, struct str chosen,
		       const struct codes *codes)
{
	v->choices[v->choice_count++] = (struct admin_choice){ str_of(name), book_words(d->book, str_of(label)), chosen,
								codes->at, codes->count };
}

static struct codes role_codes(struct desk *d)
{
	struct codes codes = { 0 };

	for (size_t i = 0; i < d->book->role_count; i++)
		LIST_PUSH(d->arena, &codes, (struct code){ d->book->roles[i].id, d->book->roles[i].name, STR_NONE });
	return codes;
}

static struct str role_name(const struct desk *d, struct str id)
{
	const struct role *role = book_role(d->book, id);

	return role ? role->name : id;
}

static struct str council_name(const struct measure_areas *areas, int64_t authority)
{
	for (size_t i = 0; i < areas->count; i++)
		if (areas->at[i].authority == authority)
			return areas->at[i].name;
	return STR("");
}

/* "Case officer (Knowsley), Panel member (Knowsley)" */
static struct str roles_words(struct desk *d, const struct account_row *row, const struct measure_areas *areas)
{
	struct str all = STR("");

	for (size_t i = 0; i < row->role_count; i++) {
		struct str role = role_name(d, row->roles[i].role), council = council_name(areas, row->roles[i].authority);

		all = arena_printf(d->arena, "%.*s%s%.*s%s%.*s%s", STR_ARG(all), i ? ", " : "", STR_ARG(role),
				   council.len ? " (" : "", STR_ARG(council), council.len ? ")" : "");
	}
	return all;
}

static struct table_view accounts_table(struct desk *d, const struct account_rows *rows, const struct measure_areas *areas,
					struct str caption)
{
	static const char *const heads[] = { "admin.name", "admin.email", "admin.roles", "admin.factor", "admin.state" };
	struct admin_table t = admin_table(d, heads, 5);

	for (size_t i = 0; i < rows->count; i++) {
		const struct account_row *row = &rows->at[i];

		LIST_PUSH(d->arena, &t.cells, (struct table_cell){ .text = row->name,
			.href = arena_printf(d->arena, "/admin/accounts/%lld", (long long)row->id) });
		admin_cell(d, &t, row->email);
		admin_cell(d, &t, roles_words(d, row, areas));
		admin_cell(d, &t, book_words(d->book, row->has_factor ? STR("common.yes") : STR("common.no")));
		LIST_PUSH(d->arena, &t.cells, (struct table_cell){
			.text = book_words(d->book, row->is_open ? STR("admin.open") : STR("admin.closed")),
			.tag = row->is_open ? STR("green") : STR("grey") });
	}
	return admin_table_view(&t, caption);
}

/* Letters of a search: sealed in the address it is to stay an address that every server takes. */
enum { SEARCH_MOST = 100 };

/*   search   as it stands in its field; what is looked for is in `f` */
static const struct fault *accounts_show(struct desk *d, const struct request *r, const struct account_filter *f, struct str search,
					 const struct problems *problems, struct reply *out)
{
	struct admin_list_view v = { .nav = admin_nav(d, "/admin/accounts"), .action = STR("/admin/accounts"), .search = search };
	struct account_rows rows = { 0 };
	struct measure_areas areas = { 0 };
	struct codes councils = { 0 }, roles = role_codes(d);
	struct str count;

	TRY(admin_accounts(d, f, &rows));
	TRY(measure_areas(d, &areas));
	for (size_t i = 0; i < areas.count; i++)
		LIST_PUSH(d->arena, &councils, (struct code){
			arena_int(d->arena, areas.at[i].authority), areas.at[i].name, STR_NONE });
	v.frame = admin_frame(d, r, "admin.accounts_title");
	v.frame.problems = problems;
	v.problems = problems;
	v.lead = book_words(d->book, STR("admin.accounts_lead"));
	v.invite = STR("/admin/invite");
	choice_add(&v, d, "council", "figures.council", arena_int(d->arena, f->authority), &councils);
	choice_add(&v, d, "role", "admin.role", f->role, &roles);
	v.search_label = book_words(d->book, STR("admin.search"));
	count = arena_printf(d->arena, "%zu", rows.count);
	v.sentence = book_words_with(d->book, d->arena, STR("admin.accounts_count"), &count, 1);
	v.table = accounts_table(d, &rows, &areas, v.sentence);
	html_admin_list(&out->body, &v);
	return NULL;
}

static const struct fault *accounts_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct account_filter f = { .role = request_query(r, STR("role")), .search = search_open(d, request_query(r, STR("q"))) };
	struct problems none = { 0 };

	if (!str_to_int(request_query(r, STR("council")), &f.authority))
		f.authority = 0;
	return accounts_show(d, r, &f, f.search, &none, out);
}
const struct page page_admin_accounts = {
	.path = "/admin/accounts", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = accounts_answer,
};

/* What was chosen as an address, without the name that somebody looks for. */
static const struct fault *accounts_filter(struct desk *d, const struct request *r, struct reply *out)
{
	struct str typed = str_trim(request_form(r, STR("q"))), role = request_form(r, STR("role"));
	struct account_filter f = { .role = book_role(d->book, role) ? role : STR("") };
	struct problems problems = { 0 };
	struct out o = out_start(d->arena, 200);

	TRY(admin_may(d));
	if (!str_to_int(request_form(r, STR("council")), &f.authority))
		f.authority = 0;
	if (str_count(typed) > SEARCH_MOST) {
		problems_add(&problems, d->arena, STR("q"), PROBLEM_TOO_LONG, book_words(d->book, STR("admin.search_long")));
		out->status = 422;
		return accounts_show(d, r, &f, typed, &problems, out);
	}
	out_add(&o, STR("/admin/accounts?q="));
	out_url(&o, search_seal(d, typed));
	if (f.authority)
		out_printf(&o, "&council=%lld", (long long)f.authority);
	out_printf(&o, "&role=%.*s", STR_ARG(f.role));
	reply_redirect(out, d->arena, out_str(&o));
	return NULL;
}
const struct page page_admin_accounts_filter = {
	.path = "/admin/accounts", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = accounts_filter,
};

static const struct fault *account_show(struct desk *d, const struct request *r, int64_t id, const struct problems *problems,
					struct reply *out)
{
	struct admin_account_view v = { .button_kind = STR("") };
	struct measure_areas areas = { 0 };

	TRY(admin_account(d, id, &v.account));
	TRY(measure_areas(d, &areas));
	v.frame = admin_frame(d, r, "admin.account_title");
	v.frame.title = v.account.name;
	v.frame.back = STR("/admin/accounts");
	v.frame.problems = problems;
	v.roles = roles_words(d, &v.account, &areas);
	v.is_self = id == d->who.account_id;
	v.action = arena_printf(d->arena, "/admin/accounts/%lld/%s", (long long)id, v.account.is_open ? "close" : "open");
	v.warning = book_words(d->book, v.account.is_open ? STR("admin.close_warning") : STR("admin.open_warning"));
	v.button = book_words(d->book, v.account.is_open ? STR("admin.close") : STR("admin.open_again"));
	if (v.account.is_open)
		v.button_kind = STR("warning");
	html_admin_account(&out->body, &v);
	return NULL;
}

static bool id_of(const struct request *r, int64_t *id)
{
	return str_to_int(r->part[0], id) && *id > 0;
}

static const struct fault *account_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems none = { 0 };
	int64_t id;

	if (!id_of(r, &id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such account");
	return account_show(d, r, id, &none, out);
}
const struct page page_admin_account = {
	.path = "/admin/accounts/{0}", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = account_answer,
};

static const struct fault *account_set(struct desk *d, const struct request *r, struct reply *out)
{
	bool is_open = str_equal(r->part[1], STR("open"));
	struct problems problems = { 0 };
	int64_t id;

	if (!id_of(r, &id) || (!is_open && !str_equal(r->part[1], STR("close"))))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(admin_account_set(d, id, is_open, &problems));
	if (problems.count > 0)
		return account_show(d, r, id, &problems, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/admin/accounts/%lld?said=account_%s", (long long)id,
						    is_open ? "opened" : "closed"));
	return NULL;
}
const struct page page_admin_account_set = {
	.path = "/admin/accounts/{0}/{1}", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = account_set,
};

static const struct fault *account_mail(struct desk *d, const struct request *r, struct reply *out)
{
	struct problems problems = { 0 };
	int64_t id;

	if (!id_of(r, &id))
		return fault_new(d->arena, FAULT_ABSENT, "there is no such account");
	TRY(pass_invite_again(d, id, &problems));
	if (problems.count > 0)
		return account_show(d, r, id, &problems, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/admin/accounts/%lld?said=invited", (long long)id));
	return NULL;
}
const struct page page_admin_account_mail = {
	.path = "/admin/accounts/{0}/mail", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = account_mail,
};

static const char *const access_heads[] = { "admin.role", "admin.relations", "admin.verb", "admin.thing", "admin.why",
					    "admin.grant" };
enum { ACCESS_COLUMNS = sizeof access_heads / sizeof *access_heads };

static bool is_wanted(const struct access_line *l, struct str role, struct str verb, struct str what)
{
	return (str_is_empty(role) || str_equal(l->role, role)) && (str_is_empty(verb) || str_equal(l->verb, verb)) &&
	       (str_is_empty(what) || str_equal(l->what, what) ||
		(str_starts(l->what, what) && l->what.at[what.len] == '.'));
}

static struct codes of_list(struct desk *d, const char *name)
{
	const struct code_list *list = book_codes(d->book, str_of(name));
	struct codes codes = { 0 };

	for (size_t i = 0; list && i < list->count; i++)
		LIST_PUSH(d->arena, &codes, list->at[i]);
	return codes;
}

static const struct fault *access_answer_page(struct desk *d, const struct request *r, struct reply *out)
{
	struct admin_list_view v = { .nav = admin_nav(d, "/admin/access"), .action = STR("/admin/access") };
	struct str role = request_query(r, STR("role")), verb = request_query(r, STR("verb")),
		   what = request_query(r, STR("what")), count;
	struct codes roles = role_codes(d), verbs = of_list(d, "verb"), whats = of_list(d, "what");
	struct access_lines lines = access_matrix(d->arena, d->book, d->now.today);
	struct admin_table t = admin_table(d, access_heads, ACCESS_COLUMNS);

	TRY(admin_may(d));
	if (r->wants_csv)
		csv_begin(d, out, "access.csv", access_heads, ACCESS_COLUMNS);
	for (size_t i = 0; i < lines.count; i++) {
		const struct access_line *l = &lines.at[i];
		struct str row[ACCESS_COLUMNS] = { role_name(d, l->role),
			r->wants_csv ? l->relations : access_when_words(d, l->grant->relations),
			r->wants_csv ? l->verb : code_label(book_codes(d->book, STR("verb")), l->verb),
			r->wants_csv ? l->what : access_what_words(d, l->what), l->grant->why, l->grant->id };

		if (!is_wanted(l, role, verb, what))
			continue;
		for (size_t c = 0; c < ACCESS_COLUMNS && !r->wants_csv; c++)
			admin_cell(d, &t, row[c]);
		if (r->wants_csv)
			csv_row(out, row, ACCESS_COLUMNS);
	}
	if (r->wants_csv)
		return NULL;
	v.frame = admin_frame(d, r, "admin.access_title");
	v.lead = book_words(d->book, STR("admin.access_lead"));
	choice_add(&v, d, "role", "admin.role", role, &roles);
	choice_add(&v, d, "verb", "admin.verb", verb, &verbs);
	choice_add(&v, d, "what", "admin.thing", what, &whats);
	count = arena_printf(d->arena, "%zu", t.cells.count / ACCESS_COLUMNS);
	v.sentence = book_words_with(d->book, d->arena, STR("admin.access_count"), &count, 1);
	v.table = admin_table_view(&t, v.sentence);
	v.csv = arena_printf(d->arena, "/admin/access.csv?%.*s", STR_ARG(r->query));
	html_admin_list(&out->body, &v);
	return NULL;
}
const struct page page_admin_access = {
	.path = "/admin/access", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = access_answer_page,
};
