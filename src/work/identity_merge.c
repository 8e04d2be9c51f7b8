/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/identity_merge - the queue of records that may be one child, and what a person decides of them.
 * Touches the store, jansson (what was moved). */
#include <jansson.h>

#include "core/out.h"
#include "gen/sql/identity.h"
#include "work/address.h"
#include "work/audit.h"
#include "work/identity_room.h"

/* Who may decide: a grant of the access rule for the whole of a council. */
static const struct fault *may_decide(struct desk *d, struct access_answer *by)
{
	*by = access_reach(d->book, &d->who, d->now.today, STR("merge"), STR("person"));
	return by->is_allowed && by->membership ? NULL : fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

const struct fault *identity_queue(struct desk *d, struct str answer, size_t most, struct identity_pairs *out)
{
	struct access_answer by;
	struct identity_pairs_rows rows;

	TRY(may_decide(d, &by));
	TRY(sql_identity_pairs(d->store, d->arena, &(struct identity_pairs_in){
		.authority = by.membership->authority, .answer = answer, .most = (int64_t)most }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct identity_pairs_row *r = &rows.at[i];

		LIST_PUSH(d->arena, out, (struct identity_pair){
			.id = r->id, .asked_ms = r->asked,
			.left = { r->left_id, r->left_given, r->left_family, r->left_sex, r->left_postcode, STR_NONE,
				  r->left_upn, r->left_born },
			.right = { r->right_id, r->right_given, r->right_family, r->right_sex, r->right_postcode, STR_NONE,
				   r->right_upn, r->right_born },
			.levels = identity_levels_read(r->levels), .bits = (double)r->millibits / 1000,
			.chance = (double)r->ppm / 1e6 });
	}
	struct audit_shown shown = { .arena = d->arena };
	for (size_t i = 0; i < rows.count; i++) {
		audit_shows_person(&shown, rows.at[i].left_id);
		audit_shows_person(&shown, rows.at[i].right_id);
	}
	return audit_view(d, &(struct audit_row){ .verb = STR("view"), .what = STR("list.identity"), .by = by,
						  .shown = &shown });
}

static struct identity_person person_of(const struct identity_person_row *r)
{
	return (struct identity_person){ r->id, r->given, r->family, r->sex, r->postcode, r->locality, r->upn, r->born };
}

/* A pair of the user's own council; others are as if they were not there. */
static const struct fault *pair_load(struct store *s, struct arena *a, int64_t id, int64_t authority,
				     struct identity_pair_row **out)
{
	struct identity_pair_rows rows;

	TRY(sql_identity_pair(s, a, &(struct identity_pair_in){ .id = id }, &rows));
	if (rows.count == 0 || rows.at[0].authority != authority)
		return fault_new(a, FAULT_ABSENT, "there is no such pair");
	*out = &rows.at[0];
	return NULL;
}

const struct fault *identity_pair_open(struct desk *d, int64_t id, struct identity_pair *out)
{
	struct access_answer by;
	struct identity_pair_row *pair;
	struct identity_person_row *left, *right;

	TRY(may_decide(d, &by));
	TRY(pair_load(d->store, d->arena, id, by.membership->authority, &pair));
	TRY(identity_load(d->store, d->arena, pair->left_id, &left));
	TRY(identity_load(d->store, d->arena, pair->right_id, &right));
	*out = (struct identity_pair){ .id = id, .left = person_of(left), .right = person_of(right),
				       .levels = identity_levels_read(pair->levels),
				       .bits = (double)pair->millibits / 1000, .chance = (double)pair->ppm / 1e6 };
	TRY(audit_view(d, &(struct audit_row){ .verb = STR("view"), .what = STR("person"), .person_id = left->id, .by = by }));
	return audit_view(d, &(struct audit_row){ .verb = STR("view"), .what = STR("person"), .person_id = right->id,
						  .by = by });
}

struct choice {
	struct desk *d;
	struct access_answer by;
	int64_t pair_id, keep, merge_id;
	struct str answer;
	bool is_kept_missing;
};

static void add_texts(struct out *o, const char *name, struct str value, bool is_first)
{
	out_printf(o, "%s\"%s\":", is_first ? "" : ",", name);
	out_json(o, value.at ? value : STR(""));
}

/* The columns that a merge may change, as they are. */
static struct str columns_text(struct arena *a, const struct identity_person_row *r)
{
	struct out o = out_start(a, 200);

	out_byte(&o, '{');
	add_texts(&o, "former_names", r->former_names, true);
	add_texts(&o, "upn", r->upn, false);
	add_texts(&o, "former_upn", r->former_upn, false);
	add_texts(&o, "uln", r->uln, false);
	add_texts(&o, "nhs_number", r->nhs_number, false);
	out_byte(&o, '}');
	return out_str(&o);
}

static struct str first_there(struct str one, struct str two)
{
	return str_is_empty(one) ? two : one;
}

/* The kept record keeps what it has and takes over what it lacks; another name or UPN becomes a former one. */
static const struct fault *learn_from(struct store *writer, struct arena *a, const struct identity_person_row *kept,
				      const struct identity_person_row *gone)
{
	struct match_person k = identity_compared(a, kept), g = identity_compared(a, gone);
	struct str names = kept->former_names.at ? kept->former_names : STR("");

	if (!str_equal(k.family, g.family))
		names = str_trim(arena_printf(a, "%.*s %.*s", STR_ARG(names), STR_ARG(g.family)));
	return sql_identity_kept(writer, a, &(struct identity_kept_in){
		.id = kept->id, .former_names = names, .upn = first_there(kept->upn, gone->upn),
		.former_upn = first_there(kept->former_upn, str_equal(kept->upn, gone->upn) ? STR_NONE : gone->upn),
		.uln = first_there(kept->uln, gone->uln), .nhs_number = first_there(kept->nhs_number, gone->nhs_number) },
		NULL);
}

/* What belongs to a person besides their processes, and goes with them: a table a row. */
struct ids { int64_t *at; size_t count, room; };
#define MOVED(table) \
	static const struct fault *table##_move(struct store *w, struct arena *a, int64_t gone, int64_t kept, struct ids *out) \
	{ \
		struct identity_##table##_move_rows rows; \
		TRY(sql_identity_##table##_move(w, a, &(struct identity_##table##_move_in){ .gone = gone, .kept = kept }, &rows)); \
		for (size_t i = 0; i < rows.count; i++) \
			LIST_PUSH(a, out, rows.at[i].id); \
		return NULL; \
	} \
	static const struct fault *table##_back(struct store *w, struct arena *a, int64_t kept, int64_t id, int64_t person) \
	{ \
		(void)kept; \
		return sql_identity_##table##_back(w, a, &(struct identity_##table##_back_in){ .id = id, .person = person }, NULL); \
	}
MOVED(relation)
MOVED(mark)
MOVED(consent)
MOVED(hold)

/* Of these the person is half of the key: the account is the other. */
static const struct fault *told_move(struct store *w, struct arena *a, int64_t gone, int64_t kept, struct ids *out)
{
	struct identity_told_move_rows rows;

	TRY(sql_identity_told_move(w, a, &(struct identity_told_move_in){ .gone = gone, .kept = kept }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		LIST_PUSH(a, out, rows.at[i].account_id);
	return NULL;
}

static const struct fault *told_back(struct store *w, struct arena *a, int64_t kept, int64_t account, int64_t person)
{
	return sql_identity_told_back(w, a, &(struct identity_told_back_in){ .kept = kept, .account = account, .person = person }, NULL);
}

static const struct {
	const char *name;
	const struct fault *(*move)(struct store *w, struct arena *a, int64_t gone, int64_t kept, struct ids *out);
	const struct fault *(*back)(struct store *w, struct arena *a, int64_t kept, int64_t id, int64_t person);
} moved_tables[] = {
	{ "relation", relation_move, relation_back }, { "mark", mark_move, mark_back },
	{ "consent", consent_move, consent_back }, { "hold", hold_move, hold_back }, { "told", told_move, told_back },
};

static const struct fault *rows_move(struct store *writer, struct arena *a, const struct identity_person_row *kept,
				     int64_t gone, struct str *moved)
{
	struct identity_processes_move_rows cases;
	struct out o = out_start(a, 100);

	TRY(sql_identity_processes_move(writer, a, &(struct identity_processes_move_in){
		.gone = gone, .kept = kept->id, .folded = kept->folded }, &cases));
	out_add(&o, STR("{\"process\":["));
	for (size_t i = 0; i < cases.count; i++)
		out_printf(&o, "%s%lld", i ? "," : "", (long long)cases.at[i].id);
	out_add(&o, STR("]"));
	for (size_t t = 0; t < sizeof moved_tables / sizeof *moved_tables; t++) {
		struct ids ids = { 0 };

		TRY(moved_tables[t].move(writer, a, gone, kept->id, &ids));
		out_printf(&o, ",\"%s\":[", moved_tables[t].name);
		for (size_t i = 0; i < ids.count; i++)
			out_printf(&o, "%s%lld", i ? "," : "", (long long)ids.at[i]);
		out_add(&o, STR("]"));
	}
	out_add(&o, STR("}"));
	*moved = out_str(&o);
	return NULL;
}

static const struct fault *merge(struct store *writer, struct arena *a, struct choice *c, const struct identity_pair_row *pair)
{
	int64_t gone_id = c->keep == pair->left_id ? pair->right_id : pair->left_id;
	struct identity_person_row *kept, *gone;
	struct identity_merge_add_rows made;
	struct str before, moved;

	TRY(identity_load(writer, a, c->keep, &kept));
	TRY(identity_load(writer, a, gone_id, &gone));
	if (kept->merged_into || gone->merged_into)
		return fault_new(a, FAULT_CONFLICT, "one of the two was joined with another record meanwhile");
	before = columns_text(a, kept);
	TRY(learn_from(writer, a, kept, gone));
	TRY(rows_move(writer, a, kept, gone_id, &moved));
	TRY(sql_identity_gone(writer, a, &(struct identity_gone_in){ .id = gone_id, .into = c->keep }, NULL));
	TRY(address_refresh(writer, a, c->keep));
	TRY(identity_file(writer, a, c->keep));
	TRY(sql_identity_merge_add(writer, a, &(struct identity_merge_add_in){
		.kept = c->keep, .gone = gone_id, .pair = pair->id, .kept_before = before, .moved = moved,
		.account = c->d->who.account_id, .at = c->d->now.utc_ms }, &made));
	c->merge_id = made.at[0].id;
	return NULL;
}

static const struct fault *answer_job(struct store *writer, struct arena *a, void *ctx)
{
	struct choice *c = ctx;
	struct identity_pair_row *pair;

	TRY(pair_load(writer, a, c->pair_id, c->by.membership->authority, &pair));
	if (str_equal(pair->answer, STR("same")))
		return fault_new(a, FAULT_CONFLICT, "somebody has decided this meanwhile");
	if (str_equal(c->answer, STR("same"))) {
		c->is_kept_missing = c->keep != pair->left_id && c->keep != pair->right_id;
		if (c->is_kept_missing)
			return NULL;
		TRY(merge(writer, a, c, pair));
	}
	TRY(sql_identity_pair_answer(writer, a, &(struct identity_pair_answer_in){
		.id = pair->id, .answer = c->answer, .account = c->d->who.account_id, .at = c->d->now.utc_ms }, NULL));
	TRY(audit_add(writer, a, c->d, &(struct audit_row){ .verb = STR("merge"), .what = STR("person"),
		.person_id = pair->left_id, .detail = c->answer, .by = c->by }));
	return audit_add(writer, a, c->d, &(struct audit_row){ .verb = STR("merge"), .what = STR("person"),
		.person_id = pair->right_id, .detail = c->answer, .by = c->by });
}

const struct fault *identity_answer(struct desk *d, int64_t pair_id, struct str answer, int64_t keep,
				    struct problems *out)
{
	struct choice c = { .d = d, .pair_id = pair_id, .keep = keep, .answer = answer };

	TRY(may_decide(d, &c.by));
	if (!str_equal(answer, STR("same")) && !str_equal(answer, STR("different")) && !str_equal(answer, STR("both"))) {
		problems_add(out, d->arena, STR("answer"), PROBLEM_MISSING, book_words(d->book, STR("identity.choose_answer")));
		return NULL;
	}
	TRY(store_write(d->pool, d->arena, answer_job, &c));
	if (c.is_kept_missing)
		problems_add(out, d->arena, STR("keep"), PROBLEM_MISSING, book_words(d->book, STR("identity.choose_kept")));
	return NULL;
}

const struct fault *identity_merged(struct desk *d, size_t most, struct identity_merges *out)
{
	struct access_answer by;
	struct identity_merges_rows rows;

	TRY(may_decide(d, &by));
	TRY(sql_identity_merges(d->store, d->arena, &(struct identity_merges_in){
		.authority = by.membership->authority, .most = (int64_t)most }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct identity_merges_row *r = &rows.at[i];

		LIST_PUSH(d->arena, out, (struct identity_merge){
			.id = r->id, .made_ms = r->made,
			.kept = { .given = r->kept_given, .family = r->kept_family, .born = r->kept_born },
			.gone = { .given = r->gone_given, .family = r->gone_family, .born = r->gone_born } });
	}
	return NULL;
}

static struct str text_in(struct arena *a, const json_t *object, const char *name)
{
	const json_t *v = json_object_get(object, name);

	return json_is_string(v) && json_string_length(v) > 0 ?
	       arena_str(a, (struct str){ json_string_value(v), json_string_length(v) }) : STR_NONE;
}

static void let_go(void *json)
{
	json_decref(json);
}

static const struct fault *read_kept(struct arena *a, struct str text, json_t **out)
{
	*out = json_loadb(text.at ? text.at : "", text.len, 0, NULL);
	if (!*out)
		return fault_new(a, FAULT_STORE, "what a merge has moved cannot be read");
	arena_at_end(a, let_go, *out);
	return NULL;
}

static const struct fault *rows_back(struct store *writer, struct arena *a, const json_t *moved,
				     const struct identity_person_row *kept, const struct identity_person_row *gone)
{
	const json_t *cases = json_object_get(moved, "process");

	for (size_t t = 0; t < sizeof moved_tables / sizeof *moved_tables; t++) {
		const json_t *ids = json_object_get(moved, moved_tables[t].name);

		for (size_t i = 0; i < json_array_size(ids); i++)
			TRY(moved_tables[t].back(writer, a, kept->id, json_integer_value(json_array_get(ids, i)), gone->id));
	}
	for (size_t i = 0; i < json_array_size(cases); i++) {
		int64_t id = json_integer_value(json_array_get(cases, i));

		TRY(sql_identity_process_back(writer, a, &(struct identity_process_back_in){ .id = id, .person = gone->id,
			.folded = gone->folded }, NULL));
		TRY(sql_identity_process_marks(writer, a, &(struct identity_process_marks_in){ .process = id, .person = gone->id }, NULL));
	}
	return NULL;
}

static const struct fault *undo_job(struct store *writer, struct arena *a, void *ctx)
{
	struct choice *c = ctx;
	struct identity_merge_rows rows;
	struct identity_person_row *gone, *kept;
	json_t *moved, *before;

	TRY(sql_identity_merge(writer, a, &(struct identity_merge_in){ .id = c->merge_id }, &rows));
	if (rows.count == 0 || rows.at[0].authority != c->by.membership->authority)
		return fault_new(a, FAULT_ABSENT, "there is no such merge");
	TRY(identity_load(writer, a, rows.at[0].gone_id, &gone));
	TRY(identity_load(writer, a, rows.at[0].kept_id, &kept));
	if (rows.at[0].undone || kept->merged_into || gone->merged_into != kept->id)
		return fault_new(a, FAULT_CONFLICT, "this was put back already, or the record was joined again since");
	TRY(read_kept(a, rows.at[0].moved, &moved));
	TRY(read_kept(a, rows.at[0].kept_before, &before));
	TRY(rows_back(writer, a, moved, kept, gone));
	TRY(sql_identity_kept(writer, a, &(struct identity_kept_in){
		.id = kept->id, .former_names = text_in(a, before, "former_names"), .upn = text_in(a, before, "upn"),
		.former_upn = text_in(a, before, "former_upn"), .uln = text_in(a, before, "uln"),
		.nhs_number = text_in(a, before, "nhs_number") }, NULL));
	TRY(sql_identity_gone(writer, a, &(struct identity_gone_in){ .id = gone->id, .into = 0 }, NULL));
	TRY(address_refresh(writer, a, kept->id));
	TRY(identity_file(writer, a, kept->id));
	TRY(sql_identity_merge_undone(writer, a, &(struct identity_merge_undone_in){
		.id = c->merge_id, .account = c->d->who.account_id, .at = c->d->now.utc_ms }, NULL));
	if (rows.at[0].pair_id)
		TRY(sql_identity_pair_answer(writer, a, &(struct identity_pair_answer_in){
			.id = rows.at[0].pair_id, .answer = STR("open"), .account = c->d->who.account_id,
			.at = c->d->now.utc_ms }, NULL));
	return audit_add(writer, a, c->d, &(struct audit_row){ .verb = STR("merge"), .what = STR("person"),
		.person_id = kept->id, .detail = STR("undone"), .by = c->by });
}

const struct fault *identity_undo(struct desk *d, int64_t merge_id)
{
	struct choice c = { .d = d, .merge_id = merge_id };

	TRY(may_decide(d, &c.by));
	return store_write(d->pool, d->arena, undo_job, &c);
}
