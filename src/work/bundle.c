/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/bundle - which papers there are, what was chosen, and the bundle made of it and recorded.
 * Touches the store. */
#include <stdlib.h>

#include "core/file.h"
#include "work/bundle_room.h"
#include "work/document.h"
#include "work/plan.h"

bool bundle_may(const struct desk *d, const struct case_file *c)
{
	return case_offer_of(d, c, "bundle-draft") != NULL;
}

/* --- which papers there are ------------------------------------------------------------------------------------- */

static bool is_word_of(struct str list, struct str word)
{
	for (struct str w = str_word(&list); w.at; w = str_word(&list))
		if (str_equal(w, word))
			return true;
	return false;
}

/* The part of the index: the first line of bundle-part.csv that names the kind; the last takes the rest. */
static void part_of(const struct desk *d, struct bundle_paper *p)
{
	const struct code_list *parts = book_codes(d->book, STR("bundle-part"));

	for (size_t i = 0; parts && i < parts->count; i++)
		if (i + 1 == parts->count || is_word_of(parts->at[i].note, p->kind)) {
			p->part = parts->at[i].label;
			p->rank = (int64_t)i;
			return;
		}
}

static enum bundle_form form_of(struct str mime, bool is_letter)
{
	if (is_letter || str_equal(mime, STR("text/plain")))
		return BUNDLE_TEXT;
	if (str_equal(mime, STR("application/pdf")))
		return BUNDLE_PAGES;
	return str_equal(mime, STR("image/jpeg")) || str_equal(mime, STR("image/png")) ? BUNDLE_PICTURE : BUNDLE_APART;
}

static void documents_add(struct desk *d, struct case_file *c, struct bundle_papers *out)
{
	for (size_t i = 0; i < c->document_count; i++) {
		const struct case_document *doc = &c->documents[i];
		const struct happened *e = case_event(c, doc->event_seq);
		bool is_letter = !str_is_empty(doc->letter);
		struct bundle_paper p = { .key = arena_printf(d->arena, "d%lld", (long long)doc->id), .name = doc->name, .c = c,
			.kind = is_letter ? STR("letter") : doc->kind, .day = e ? e->day : date_of_ms(doc->made_ms),
			.form = form_of(doc->mime, is_letter), .document_id = doc->id, .bytes = doc->bytes, .sha256 = doc->sha256,
			.mime = doc->mime, .is_letter = is_letter, .is_taken_back = case_taken_back(c, doc->event_seq) != NULL, .out = STR("") };

		p.is_in = !p.is_taken_back;
		if (str_starts(doc->kind, STR("bundle")) || !case_document_may(d, c, doc, STR("download")) ||
		    case_is_marked(c, doc->id, doc->event_seq))
			continue;
		part_of(d, &p);
		LIST_PUSH(d->arena, out, p);
	}
}

static const struct fault *plans_add(struct desk *d, struct case_file *c, struct bundle_papers *out)
{
	struct plan_version *versions;
	size_t count;

	TRY(plan_versions(d, c, &versions, &count));
	for (size_t i = 0; i < count; i++) {
		struct str args[2] = { book_words(d->book, arena_printf(d->arena, "plan.state_%.*s", STR_ARG(versions[i].state))),
				       date_words(d->arena, versions[i].frozen) };
		struct bundle_paper p = { .key = arena_printf(d->arena, "p%lld-%lld", (long long)c->id,
			(long long)versions[i].version), .kind = STR("plan"), .c = c, .day = versions[i].frozen,
			.name = book_words_with(d->book, d->arena, STR("bundle.plan"), args, 2), .form = BUNDLE_TEXT,
			.plan_version = versions[i].version, .is_in = true, .out = STR("") };

		if (str_equal(versions[i].state, STR("writing")))
			continue;
		part_of(d, &p);
		LIST_PUSH(d->arena, out, p);
	}
	return NULL;
}

/* Who wrote it, when it was asked of somebody by name. */
static struct str event_name(const struct desk *d, const struct case_file *c, const struct event_kind *kind,
			     const struct happened *e)
{
	for (size_t i = 0; e->subject.len && i < c->party_count; i++)
		if (str_equal(c->parties[i].subject, e->subject) && !str_is_empty(c->parties[i].organisation))
			return arena_printf(d->arena, "%.*s: %.*s", STR_ARG(kind->name), STR_ARG(c->parties[i].organisation));
	return kind->name;
}

static bool is_written(const struct event_kind *kind, const struct happened *e)
{
	if (!kind || !kind->form || e->is_struck || !str_equal(kind->kind, STR("act")))
		return false;
	for (size_t i = 0; i < kind->form->field_count; i++)
		if (kind->form->fields[i].type == FIELD_LONG && !str_is_empty(answers_get(&e->fields, kind->form->fields[i].name)))
			return true;
	return false;
}

/* What was written on the case itself, in forms: requests, advice, comments, the grounds of an appeal. */
static void events_add(struct desk *d, struct case_file *c, struct bundle_papers *out)
{
	for (size_t i = 0; i < c->event_count; i++) {
		const struct happened *e = &c->events[i];
		const struct event_kind *kind = pathway_event(c->pathway, e->name);

		if (!is_written(kind, e) || case_is_marked(c, 0, e->seq))
			continue;
		struct bundle_paper p = { .key = arena_printf(d->arena, "e%lld-%lld", (long long)c->id, (long long)e->seq), .c = c,
			.name = event_name(d, c, kind, e), .kind = str_is_empty(kind->paper) ? STR("other") : kind->paper,
			.day = e->day, .form = BUNDLE_TEXT, .event_seq = e->seq, .is_in = true, .out = STR("") };
		part_of(d, &p);
		LIST_PUSH(d->arena, out, p);
	}
}

static int by_part(const void *left, const void *right)
{
	const struct bundle_paper *a = left, *b = right;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->day.day != b->day.day)
		return a->day.day < b->day.day ? -1 : 1;
	return str_compare(a->key, b->key);
}

static int by_order(const void *left, const void *right)
{
	const struct bundle_leaf *a = left, *b = right;

	if (a->paper->order != b->paper->order)
		return a->paper->order < b->paper->order ? -1 : 1;
	return by_part(a->paper, b->paper);
}

const struct fault *bundle_papers(struct desk *d, struct case_file *c, struct bundle_papers *out)
{
	*out = (struct bundle_papers){ 0 };
	events_add(d, c, out);
	documents_add(d, c, out);
	TRY(plans_add(d, c, out));
	for (size_t i = 0; i < c->other_count; i++) {
		struct case_file *other;

		if (!c->others[i].is_same_person)
			continue;
		TRY(case_open_id(d, c->others[i].id, STR("view"), &other));
		events_add(d, other, out);
		documents_add(d, other, out);
		TRY(plans_add(d, other, out));
	}
	if (out->count)
		qsort(out->at, out->count, sizeof *out->at, by_part);
	for (size_t i = 0; i < out->count; i++)
		out->at[i].order = (int64_t)i + 1;
	return NULL;
}

/* --- what is taken out -------------------------------------------------------------------------------------------- */

static bool range_read(struct str text, int64_t pages, int64_t *from, int64_t *to)
{
	struct str rest = str_trim(text), first = str_trim(str_cut(&rest, '-'));

	if (!str_to_int(first, from))
		return false;
	*to = *from;
	return (!rest.at || str_to_int(str_trim(rest), to)) && *from >= 1 && *from <= *to && *to <= pages;
}

bool bundle_pages_left(struct arena *a, struct str out, int64_t pages, struct str *left, int64_t *count)
{
	bool *is_out = ARENA_NEW(a, bool, (size_t)pages + 2);
	struct out o = out_start(a, 64);

	*count = 0;
	while (out.at && str_trim(out).len) {
		int64_t from, to;

		if (!range_read(str_cut(&out, ','), pages, &from, &to))
			return false;
		for (int64_t i = from; i <= to; i++)
			is_out[i] = true;
	}
	is_out[pages + 1] = true;
	for (int64_t i = 1; i <= pages; i++) {
		int64_t end = i;

		if (is_out[i])
			continue;
		while (!is_out[end + 1])
			end++;
		out_printf(&o, o.len ? ",%lld-%lld" : "%lld-%lld", (long long)i, (long long)end);
		*count += end - i + 1;
		i = end;
	}
	*left = out_str(&o);
	return true;
}

/* What stands in place of pages that were taken out. */
static struct str slip(struct bundle_work *w, const struct bundle_paper *p)
{
	struct out o = out_start(w->d->arena, 400);

	out_add(&o, STR("<h2>"));
	out_html(&o, book_words_with(w->d->book, w->d->arena, STR("bundle.taken_out"), &p->out, 1));
	out_add(&o, STR("</h2><p>"));
	out_html(&o, w->o->why);
	out_add(&o, STR("</p>"));
	return out_str(&o);
}

static void problem(struct bundle_work *w, struct problems *out, struct str field, const char *key, struct str arg)
{
	problems_add(out, w->d->arena, field, PROBLEM_RULE, book_words_with(w->d->book, w->d->arena, str_of(key), &arg, 1));
}

void bundle_seen_add(struct bundle_work *w, const struct bundle_leaf *leaf, const struct bundle_seen *seen)
{
	struct bundle_seen named = *seen;

	named.name = leaf->name;
	if (!str_is_empty(w->o->hide))
		LIST_PUSH(w->d->arena, &w->seen, named);
}

/* The stored PDF as a file, and which of its pages stay. */
static const struct fault *pages_look(struct bundle_work *w, struct str sha256, struct str out, struct str path, struct str *left,
				      int64_t *left_count, enum bundle_cut *end)
{
	int64_t pages;

	TRY(bundle_content(w, sha256, path));
	const struct fault *f = bundle_count(w, path, &pages);
	if (f && f->kind != FAULT_OUTSIDE)
		return f;
	*end = f ? BUNDLE_CUT_UNREAD
		: !bundle_pages_left(w->d->arena, out, pages, left, left_count) ? BUNDLE_CUT_NO_SUCH_PAGES
		: *left_count == 0 ? BUNDLE_CUT_NOTHING_LEFT : BUNDLE_CUT_DONE;
	return NULL;
}

/* Pages are cut first: what is on those that go need not be read. */
static const struct fault *pages_black(struct bundle_work *w, struct str whole, struct str left, struct str words, struct str to,
				       struct bundle_seen *seen, enum bundle_cut *end)
{
	struct str cut = arena_printf(w->d->arena, "%.*s.cut.pdf", STR_ARG(to));
	enum child_end how;
	const struct fault *f;

	*seen = (struct bundle_seen){ .bare = STR(""), .stay = STR("") };
	f = bundle_some(w, whole, left, str_is_empty(words) ? to : cut, &how);
	if (f && how == CHILD_FAILED) {
		*end = BUNDLE_CUT_UNREAD;
		return NULL;
	}
	TRY(f);
	return str_is_empty(words) ? NULL : bundle_words(w, cut, left, words, to, seen, end);
}

const struct fault *bundle_cut(struct desk *d, struct str folder, struct str sha256, struct str out, struct str words,
			       struct str *path, struct bundle_seen *seen, enum bundle_cut *end)
{
	struct bundle_work w = { .d = d, .folder = folder };
	struct str whole = arena_printf(d->arena, "%.*s/%.*s.whole.pdf", STR_ARG(folder), STR_ARG(sha256)), left;
	int64_t count;

	*path = arena_printf(d->arena, "%.*s/%.*s.pdf", STR_ARG(folder), STR_ARG(sha256));
	TRY(pages_look(&w, sha256, out, whole, &left, &count, end));
	return *end == BUNDLE_CUT_DONE ? pages_black(&w, whole, left, words, *path, seen, end) : NULL;
}

static void pages_problem(struct bundle_work *w, const struct bundle_paper *p, enum bundle_cut end, struct str stay,
			  struct problems *out)
{
	struct arena *a = w->d->arena;
	struct str args[2] = { p->name, stay };

	if (end == BUNDLE_CUT_UNREAD)
		problem(w, out, arena_printf(a, "in-%.*s", STR_ARG(p->key)), "bundle.unreadable", p->name);
	else if (end == BUNDLE_CUT_NO_SUCH_PAGES)
		problem(w, out, arena_printf(a, "out-%.*s", STR_ARG(p->key)), "bundle.no_such_pages", p->name);
	else if (end == BUNDLE_CUT_WORDS_STAY)
		problems_add(out, a, arena_printf(a, "out-%.*s", STR_ARG(p->key)), PROBLEM_RULE,
			     book_words_with(w->d->book, a, STR("bundle.words_stay"), args, 2));
}

static const struct fault *pages_take(struct bundle_work *w, size_t i, struct problems *out)
{
	struct bundle_leaf *leaf = &w->leaves[i];
	const struct bundle_paper *p = leaf->paper;
	struct str whole = bundle_path(w, arena_printf(w->d->arena, "paper-%zu.pdf", i).at);
	struct bundle_seen seen = { .stay = STR("") };
	struct case_document doc;
	enum bundle_cut end;

	TRY(document_open(w->d, p->c, p->document_id, &doc));
	leaf->path = whole;
	TRY(pages_look(w, p->sha256, p->out, whole, &leaf->left, &leaf->left_count, &end));
	if (end == BUNDLE_CUT_DONE && !str_is_empty(w->o->hide)) {
		leaf->path = bundle_path(w, arena_printf(w->d->arena, "black-%zu.pdf", i).at);
		TRY(pages_black(w, whole, leaf->left, w->o->hide, leaf->path, &seen, &end));
		leaf->left = STR("1-z");
		w->hidden += seen.places;
		bundle_found_all(w->d->arena, &w->found, &seen.found);
		bundle_seen_add(w, leaf, &seen);
	}
	pages_problem(w, p, end, seen.stay, out);
	if (!str_is_empty(p->out))
		leaf->body = slip(w, p);
	return NULL;
}

static void leaf_add(struct bundle_work *w, const struct bundle_paper *p)
{
	int64_t hidden = 0;

	w->leaves[w->count++] = (struct bundle_leaf){ .paper = p, .body = STR(""), .path = STR_NONE,
		.name = bundle_black_text(w->d->arena, p->name, w->o->hide, &hidden, NULL) };
}

static const struct fault *leaves_take(struct bundle_work *w, struct problems *out)
{
	bool takes_out = !str_is_empty(str_trim(w->o->hide));

	w->leaves = ARENA_NEW(w->d->arena, struct bundle_leaf, w->o->papers->count + 1);
	for (size_t i = 0; i < w->o->papers->count; i++)
		if (w->o->papers->at[i].is_in)
			leaf_add(w, &w->o->papers->at[i]);
	if (w->count == 0)
		problem(w, out, STR(""), "bundle.none", STR(""));
	if (w->count)
		qsort(w->leaves, w->count, sizeof *w->leaves, by_order);
	for (size_t i = 0; i < w->count; i++) {
		enum bundle_form form = w->leaves[i].paper->form;

		takes_out = takes_out || !str_is_empty(w->leaves[i].paper->out);
		if (form == BUNDLE_TEXT || form == BUNDLE_PICTURE)
			TRY(bundle_text(w, &w->leaves[i]));
		else if (form == BUNDLE_PAGES)
			TRY(pages_take(w, i, out));
		else
			bundle_seen_add(w, &w->leaves[i], &(struct bundle_seen){ .is_read = false });
	}
	if (takes_out && str_is_empty(str_trim(w->o->why)))
		problem(w, out, STR("why"), "bundle.why_missing", STR(""));
	return NULL;
}

/* --- the bundle --------------------------------------------------------------------------------------------------- */

static void number(struct bundle_work *w)
{
	int64_t page = w->index_pages + 1;

	for (size_t i = 0; i < w->count; i++) {
		int64_t count = w->leaves[i].own_count + w->leaves[i].left_count;

		w->leaves[i].page = count ? page : 0;
		page += count;
	}
	w->pages = page - 1;
}

/* The index says on which pages the papers are, and is itself so many pages long. */
static const struct fault *index_print(struct bundle_work *w)
{
	struct str path = bundle_path(w, "index.pdf");

	w->index_pages = 1;
	for (int round = 0; round < 3; round++) {
		int64_t pages;

		number(w);
		TRY(bundle_print(w, bundle_index(w), path));
		TRY(bundle_count(w, path, &pages));
		if (pages == w->index_pages)
			return NULL;
		w->index_pages = pages;
	}
	return fault_new(w->d->arena, FAULT_OUTSIDE, "the index of the bundle found no length");
}

static const struct fault *print_all(struct bundle_work *w, struct str *path)
{
	bool has_own = false;

	for (size_t i = 0; i < w->count; i++)
		has_own = has_own || !str_is_empty(w->leaves[i].body);
	if (has_own) {
		TRY(bundle_print(w, bundle_own(w), bundle_path(w, "own.pdf")));
		TRY(bundle_find(w, bundle_path(w, "own.pdf")));
	}
	TRY(index_print(w));
	TRY(bundle_print(w, bundle_numbers(w), bundle_path(w, "numbers.pdf")));
	return bundle_join(w, path);
}

static void answer_add(struct bundle_work *w, struct case_act *act, const char *name, struct str text)
{
	if (!str_is_empty(text))
		LIST_PUSH(w->d->arena, &act->fields, (struct answer){ str_of(name), text });
}

static const struct fault *record(struct bundle_work *w, struct case_file *c, const struct event_kind *e,
				  const struct kept_file *file, struct problems *out)
{
	struct case_act act = { .event = e->id, .by_program = true, .day = w->d->now.today, .seen_version = c->version };
	int64_t seq;

	LIST_PUSH(w->d->arena, &act.files, *file);
	answer_add(w, &act, "papers", arena_printf(w->d->arena, "%zu", w->count));
	answer_add(w, &act, "pages", arena_int(w->d->arena, w->pages));
	answer_add(w, &act, "hidden", arena_int(w->d->arena, w->hidden));
	answer_add(w, &act, "why", str_trim(w->o->why));
	return case_record(w->d, c, &act, out, &seq);
}

const struct fault *bundle_make(struct desk *d, struct case_file *c, const struct bundle_order *o, struct problems *out,
				struct bundle_made *made)
{
	struct bundle_work w = { .d = d, .o = o, .reference = c->reference,
		.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(c->child_given), STR_ARG(c->child_family)) };
	const struct event_kind *e = case_offer_of(d, c, o->is_final ? "bundle" : "bundle-draft");
	struct kept_file file;
	struct str path;

	*made = (struct bundle_made){ 0 };
	if (!e)
		return fault_new(d->arena, FAULT_ABSENT, "no bundle can be made here");
	TRY(file_folder(d->arena, &w.folder));
	TRY(leaves_take(&w, out));
	if (out->count)
		return NULL;
	TRY(print_all(&w, &path));
	TRY(document_keep_file(d, path, STR("files"), arena_printf(d->arena, "bundle-%.*s.pdf", STR_ARG(w.reference)),
		STR("application/pdf"), &file));
	TRY(record(&w, c, e, &file, out));
	*made = (struct bundle_made){ (int64_t)w.count, w.pages, w.hidden, bundle_nowhere(d->arena, &w.found), w.seen };
	return NULL;
}
