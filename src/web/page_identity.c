/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_identity - records that may be one child: the queue, the decision, the way back.
 * Touches work/identity. Whose question: a manager's or officer's "do we have this child twice?" */
#include "gen/html/page_identity.h"
#include "web/html.h"
#include "web/view_identity.h"
#include "work/identity.h"

enum { QUEUE_MOST = 200, MERGES_MOST = 200 };
static struct str words(struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static struct str person_words(struct desk *d, const struct identity_person *p)
{
	return arena_printf(d->arena, "%.*s %.*s, %.*s", STR_ARG(p->given), STR_ARG(p->family),
			    STR_ARG(date_words(d->arena, p->born)));
}

MUST static const struct fault *queue_get(struct desk *d, const struct request *r, struct reply *out)
{
	bool is_both = str_equal(request_query(r, STR("answer")), STR("both"));
	struct identity_queue_view v = { .frame = frame_of(d, r, words(d, "identity.title")), .is_both = is_both };
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, 3);
	struct identity_pairs pairs = { 0 };
	struct table_cell *cells;

	TRY(identity_queue(d, is_both ? STR("both") : STR("open"), QUEUE_MOST, &pairs));
	heads[0].label = words(d, "identity.record_one");
	heads[1].label = words(d, "identity.record_two");
	heads[2].label = words(d, "identity.likely");
	cells = ARENA_NEW(d->arena, struct table_cell, 3 * pairs.count + 1);
	for (size_t i = 0; i < pairs.count; i++) {
		cells[3 * i] = (struct table_cell){ .text = person_words(d, &pairs.at[i].left),
			.href = arena_printf(d->arena, "/people/pairs/%lld", (long long)pairs.at[i].id) };
		cells[3 * i + 1].text = person_words(d, &pairs.at[i].right);
		cells[3 * i + 2].text = identity_likely(d->arena, d->book, pairs.at[i].chance);
	}
	v.table = (struct table_view){ .caption = v.frame.title, .is_caption_hidden = true, .heads = heads, .columns = 3,
				       .cells = cells, .rows = pairs.count };
	v.frame.section = STR("identity");
	html_identity_queue(&out->body, &v);
	return NULL;
}

const struct page page_identity_queue = {
	.path = "/people/pairs", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = queue_get,
};

static struct str value_of(struct desk *d, const struct identity_person *p, int field)
{
	switch (field) {
	case MATCH_GIVEN: return p->given;
	case MATCH_FAMILY: return p->family;
	case MATCH_BORN: return date_words(d->arena, p->born);
	case MATCH_SEX: return code_label(book_codes(d->book, STR("sex")), p->sex);
	case MATCH_POSTCODE: return p->postcode;
	default: return p->upn;
	}
}

/* Bits under this say little either way. */
static struct str tells_words(struct desk *d, double bits)
{
	return words(d, bits > 1 ? "identity.for" : bits < -1 ? "identity.against" : "identity.little");
}

static void pair_table(struct desk *d, const struct identity_pair *pair, const struct match_score *score,
		       struct table_view *out)
{
	static const char *const labels[] = { "identity.field", "identity.record_one", "identity.record_two", "identity.agrees",
					      "identity.tells" };
	struct table_head *heads = ARENA_NEW(d->arena, struct table_head, 5);
	struct table_cell *cells = ARENA_NEW(d->arena, struct table_cell, 5 * MATCH_FIELDS);

	for (int i = 0; i < 5; i++)
		heads[i].label = words(d, labels[i]);
	for (int f = 0; f < MATCH_FIELDS; f++) {
		struct table_cell *row = &cells[5 * f];
		int level = pair->levels.level[f];

		row[0].text = identity_field(d->arena, d->book, f);
		row[1].text = value_of(d, &pair->left, f);
		row[2].text = value_of(d, &pair->right, f);
		row[3].text = identity_level(d->arena, d->book, f, level);
		row[4].text = level == MATCH_MISSING ? words(d, "identity.little") : tells_words(d, score->field[f]);
	}
	*out = (struct table_view){ .caption = words(d, "identity.pair_title"), .is_caption_hidden = true, .heads = heads,
				    .columns = 5, .cells = cells, .rows = MATCH_FIELDS };
}

static const struct fault *pair_show(struct desk *d, const struct request *r, int64_t id, const struct problems *problems,
				     struct reply *out)
{
	struct identity_pair_view v = { .frame = frame_of(d, r, words(d, "identity.pair_title")),
					.address = arena_printf(d->arena, "/people/pairs/%lld", (long long)id) };
	struct identity_pair pair;
	struct match_weights weights;
	struct match_score score;

	TRY(identity_pair_open(d, id, &pair));
	TRY(identity_weights(d->store, d->arena, d->book, &weights));
	score = match_judge(&weights, &pair.levels);
	pair_table(d, &pair, &score, &v.table);
	v.likely = identity_likely(d->arena, d->book, pair.chance);
	v.frame.problems = problems;
	v.frame.back = STR("/people/pairs");
	v.frame.section = STR("identity");
	html_identity_pair(&out->body, &v);
	return NULL;
}

static const struct fault *pair_id(struct desk *d, const struct request *r, int64_t *id)
{
	return str_to_int(r->part[0], id) ? NULL : fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

MUST static const struct fault *pair_get(struct desk *d, const struct request *r, struct reply *out)
{
	int64_t id;

	TRY(pair_id(d, r, &id));
	return pair_show(d, r, id, NULL, out);
}

const struct page page_identity_pair = {
	.path = "/people/pairs/{0}", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = pair_get,
};

MUST static const struct fault *pair_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct str typed = request_form(r, STR("answer")), answer = typed;
	bool is_one = str_equal(typed, STR("one")), is_two = str_equal(typed, STR("two"));
	struct problems problems = { 0 };
	struct identity_pair pair;
	int64_t id, keep = 0;

	TRY(pair_id(d, r, &id));
	if (is_one || is_two) {
		TRY(identity_pair_open(d, id, &pair));
		keep = is_one ? pair.left.id : pair.right.id;
		answer = STR("same");
	}
	TRY(identity_answer(d, id, answer, keep, &problems));
	if (problems.count > 0)
		return pair_show(d, r, id, &problems, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/people/pairs?said=identity_%.*s", STR_ARG(answer)));
	return NULL;
}

const struct page page_identity_pair_answer = {
	.path = "/people/pairs/{0}", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = pair_post,
};

MUST static const struct fault *merges_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct identity_merges_view v = { .frame = frame_of(d, r, words(d, "identity.merged_title")) };
	struct identity_merges merges = { 0 };

	TRY(identity_merged(d, MERGES_MOST, &merges));
	v.rows = ARENA_NEW(d->arena, struct identity_joined_row, merges.count + 1);
	for (; v.count < merges.count; v.count++)
		v.rows[v.count] = (struct identity_joined_row){
			merges.at[v.count].id, person_words(d, &merges.at[v.count].kept),
			person_words(d, &merges.at[v.count].gone), date_of_ms(merges.at[v.count].made_ms) };
	v.frame.back = STR("/people/pairs");
	v.frame.section = STR("identity");
	html_identity_merges(&out->body, &v);
	return NULL;
}

const struct page page_identity_merges = {
	.path = "/people/merges", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = merges_get,
};

MUST static const struct fault *undo_post(struct desk *d, const struct request *r, struct reply *out)
{
	int64_t id;

	TRY(pair_id(d, r, &id));
	TRY(identity_undo(d, id));
	reply_redirect(out, d->arena, STR("/people/pairs?said=identity_undone"));
	return NULL;
}

const struct page page_identity_undo = {
	.path = "/people/merges/{0}/undo", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = undo_post,
};
