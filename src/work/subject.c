/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/subject - what is held about somebody, part by part, and what is left out of the copy.
 * Touches the store and the access rule. */
#include <sys/stat.h>

#include "core/file.h"
#include "gen/sql/subject.h"
#include "rules/standing.h"
#include "work/document.h"
#include "work/letter.h"
#include "work/plan.h"
#include "work/subject_room.h"

enum { WANTED_MOST = 5000, WORDS_MOST = 4000 };

static const struct fault *absent(const struct desk *d)
{
	return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

bool subject_may(const struct desk *d, const struct case_file *c)
{
	return case_offer_of(d, c, "copy") != NULL;
}

const struct code *subject_ground(const struct rulebook *book, struct str ground)
{
	const struct code_list *list = book_codes(book, STR("withheld"));

	for (size_t i = 0; list && i < list->count; i++)
		if (str_equal(list->at[i].code, ground))
			return &list->at[i];
	return NULL;
}

/* --- the parts ----------------------------------------------------------------------------------------------------- */

static const struct case_guard *mark_on(const struct case_file *c, const char *target, int64_t id)
{
	for (size_t i = 0; i < c->guard_count; i++)
		if (str_equal(c->guards[i].sort, STR("mark")) && str_equal(c->guards[i].target, str_of(target)) &&
		    c->guards[i].target_id == id)
			return &c->guards[i];
	return NULL;
}

/* A mark names its own ground where there is one; else whoever looks through it must say. */
static void part_add(struct desk *d, struct subject *s, struct subject_part p, const struct case_guard *mark)
{
	const struct code_list *labels = book_codes(d->book, STR("mark"));

	p.ground = p.pages = p.cut = STR("");
	p.mark = STR("");
	if (mark) {
		p.is_out = true;
		p.as_of = mark->made_ms > p.as_of ? mark->made_ms : p.as_of;
		p.mark = code_label(labels, mark->word);
		p.ground = subject_ground(d->book, mark->word) ? mark->word : STR("");
		s->is_short = s->is_short || !case_decide(d, p.c, STR("view"), arena_printf(d->arena, "mark.%.*s",
			STR_ARG(mark->word)), 0, STR_NONE).is_allowed;
	}
	LIST_PUSH(d->arena, &s->parts, p);
}

/* Behind part_add: what was said by mistake may be about somebody else. It goes out when somebody has decided that it may. */
static void back_mark(struct desk *d, struct subject *s, const struct case_file *c, int64_t seq)
{
	const struct happened *back = case_taken_back(c, seq);
	struct subject_part *p = &s->parts.at[s->parts.count - 1];

	if (!back)
		return;
	p->as_of = back->recorded_ms > p->as_of ? back->recorded_ms : p->as_of;
	if (!str_is_empty(p->mark))
		return;
	p->is_out = true;
	p->mark = book_words(d->book, STR("case.taken_back"));
}

static struct str key_of(struct desk *d, const char *form, const struct case_file *c, int64_t id)
{
	return arena_printf(d->arena, "%s%lld-%lld", form, (long long)c->id, (long long)id);
}

static void events_add(struct desk *d, struct subject *s, struct case_file *c)
{
	for (size_t i = 0; i < c->event_count; i++) {
		const struct happened *e = &c->events[i];
		const struct event_kind *kind = pathway_event(c->pathway, e->name);

		part_add(d, s, (struct subject_part){ .key = key_of(d, "e", c, e->seq), .section = STR("happened"),
			.name = kind ? kind->name : e->name, .day = e->day, .c = c, .id = e->seq }, mark_on(c, "event", e->seq));
		back_mark(d, s, c, e->seq);
	}
}

static struct str paper_name(const struct kept_letters *letters, const struct case_document *doc)
{
	for (size_t i = 0; i < letters->count; i++)
		if (letters->at[i].id == doc->id)
			return letters->at[i].title;
	return doc->name;
}

static const struct fault *papers_add(struct desk *d, struct subject *s, struct case_file *c)
{
	struct kept_letters letters;

	TRY(letter_list(d, c, &letters));
	for (size_t i = 0; i < c->document_count; i++) {
		const struct case_document *doc = &c->documents[i];
		const struct case_guard *mark = mark_on(c, "document", doc->id);
		bool is_letter = !str_is_empty(doc->letter);

		if (str_starts(doc->kind, STR("copy")))         /* copies of copies */
			continue;
		part_add(d, s, (struct subject_part){ .key = arena_printf(d->arena, "d%lld", (long long)doc->id),
			.section = is_letter ? STR("letters") : STR("papers"), .name = paper_name(&letters, doc), .day = date_of_ms(doc->made_ms), .c = c,
			.id = doc->id, .is_pdf = str_equal(doc->mime, STR("application/pdf")) }, mark ? mark : doc->event_seq ? mark_on(c, "event", doc->event_seq) : NULL);
		back_mark(d, s, c, doc->event_seq);
	}
	return NULL;
}

static const struct fault *plans_add(struct desk *d, struct subject *s, struct case_file *c)
{
	struct plan_version *versions;
	size_t count;

	TRY(plan_versions(d, c, &versions, &count));
	for (size_t i = 0; i < count; i++) {
		struct str state = book_words(d->book, arena_printf(d->arena, "plan.state_%.*s", STR_ARG(versions[i].state)));

		if (versions[i].is_base)
			continue;
		part_add(d, s, (struct subject_part){ .key = key_of(d, "p", c, versions[i].version), .section = STR("plans"),
			.name = state, .day = date_is_none(versions[i].frozen) ? date_of_ms(versions[i].changed_ms) : versions[i].frozen,
			.c = c, .id = versions[i].version, .as_of = versions[i].changed_ms }, NULL);
	}
	return NULL;
}

/* Where the child lives, and lived: kept from a copy when it is marked. */
static void address_add(struct desk *d, struct subject *s)
{
	const struct case_guard *mark = mark_on(s->c, "address", 0);

	part_add(d, s, (struct subject_part){ .key = STR("address"), .section = STR("person"), .day = DATE_NONE, .c = s->c,
		.name = book_words(d->book, STR("guard.part_address")) }, mark);
}

/* Sections of the plan that are marked: part of every plan of the child, and of what was answered about them. */
static void sections_add(struct desk *d, struct subject *s)
{
	const struct code_list *sections = book_codes(d->book, STR("section"));

	for (size_t i = 0; sections && i < sections->count; i++) {
		struct str key = arena_printf(d->arena, CASE_SECTION "%.*s", STR_ARG(sections->at[i].code)), args[2] = { sections->at[i].code,
			sections->at[i].label };
		const struct case_guard *mark = mark_on(s->c, key.at, 0);

		if (mark)
			part_add(d, s, (struct subject_part){ .key = key, .section = STR("plans"), .day = DATE_NONE, .c = s->c,
				.name = book_words_with(d->book, d->arena, STR("guard.part_section"), args, 2) }, mark);
	}
}

/* Is the child's own number for who asked? For a parent to whom letters about the child are written in place of the child: not
 * because a young person lets a parent act. The rule is text (rulebook/access/standing.txt, addressed). */
static bool childs_is_theirs(const struct desk *d, const struct subject *s)
{
	struct standing_facts f = { .born = s->c->born, .made = DATE_NONE };

	for (size_t i = 0; i < s->c->contact_count; i++)
		for (size_t k = 0; s->asker && s->c->contacts[i].account_id == s->asker && k < s->c->guard_count; k++)
			f.represents = f.represents || (str_equal(s->c->guards[k].sort, STR("consent")) &&
				str_equal(s->c->guards[k].word, STR("represents")) && s->c->guards[k].target_id == s->c->contacts[i].id);
	f.acted_for = f.represents;
	return standing_holds(d->arena, d->book, RELATION_PARENT, STR("addressed"), &f, d->now.today);
}

/* How to reach somebody is theirs: only who asked finds their own. Where the address is marked, nobody's goes out unless
 * somebody decides that it may: the child's own number, or that of who asked, may lead to who is protected. */
static void contacts_add(struct desk *d, struct subject *s)
{
	const struct case_guard *address = mark_on(s->c, "address", 0);

	for (size_t i = 0; i < s->c->contact_count; i++) {
		const struct case_contact *r = &s->c->contacts[i];
		struct subject_part p = { .key = arena_printf(d->arena, "contact-%lld", (long long)r->id), .section = STR("contacts"),
			.name = r->name, .day = r->since, .c = s->c, .id = r->id };
		bool is_own = (s->asker && r->account_id == s->asker) || (str_equal(r->kind, STR("self")) && childs_is_theirs(d, s));

		part_add(d, s, p, address);
		if (!is_own) {
			s->parts.at[s->parts.count - 1].is_out = true;
			s->parts.at[s->parts.count - 1].ground = STR("third_party");
		}
	}
}

static void lists_add(struct desk *d, struct subject *s)
{
	static const char *const lists[] = { "consents", "messages", "looked" };

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct str name = str_of(lists[i]);

		part_add(d, s, (struct subject_part){ .key = name, .section = name, .c = s->c, .day = DATE_NONE,
			.name = book_words(d->book, arena_printf(d->arena, "subject.section_%s", lists[i])) }, NULL);
	}
}

/* Moves, joined records, emergencies, marks, how people are told, drafts. Two of one moment are told apart by a number. */
struct str subject_rest_key(struct arena *a, const struct subject *s, size_t i)
{
	const struct subject_rest_row *r = &s->rest[i];
	int n = 0;

	while (i > 0 && str_equal(s->rest[i - 1].section, r->section) && s->rest[i - 1].id == r->id)
		i--, n++;
	return n ? arena_printf(a, "%.*s-%lld-%d", STR_ARG(r->section), (long long)r->id, n)
		 : arena_printf(a, "%.*s-%lld", STR_ARG(r->section), (long long)r->id);
}

struct str subject_rest_kind(const struct desk *d, const struct subject_rest_row *r)
{
	const struct form *form = str_equal(r->section, STR("drafts")) ? book_form(d->book, r->kind) : NULL;
	struct str mark = code_label(book_codes(d->book, STR("mark")), r->kind);

	if (form)
		return form->title;
	if (str_equal(r->section, STR("told")))
		return book_words(d->book, arena_printf(d->arena, "told.way_%.*s", STR_ARG(r->kind)));
	return str_equal(mark, r->kind) ? code_label(book_codes(d->book, STR("flag")), r->kind) : mark;
}

/* How somebody else is told is theirs, as how to reach them; a mark's reason tells what the mark protects. */
static const struct fault *rest_add(struct desk *d, struct subject *s)
{
	struct subject_rest_rows rows;

	TRY(sql_subject_rest(d->store, d->arena, &(struct subject_rest_in){ s->c->person_id, s->asker }, &rows));
	s->rest = rows.at;
	s->rest_count = rows.count;
	for (size_t i = 0; i < rows.count; i++) {
		const struct subject_rest_row *r = &rows.at[i];
		bool is_told = str_equal(r->section, STR("told")), is_mark = str_equal(r->section, STR("marks"));
		bool is_flag = is_mark && !str_equal(code_label(book_codes(d->book, STR("flag")), r->kind), r->kind);
		struct str name = book_words(d->book, arena_printf(d->arena, "subject.section_%.*s", STR_ARG(r->section)));
		struct subject_part *p;

		struct str more[] = { r->name, subject_rest_kind(d, r) };
		for (size_t k = 0; k < 2; k++)
			if (!str_is_empty(more[k]))
				name = arena_printf(d->arena, "%.*s%s%.*s", STR_ARG(name), k && !str_is_empty(more[0]) ? ", " : ": ",
						    STR_ARG(more[k]));
		part_add(d, s, (struct subject_part){ .key = subject_rest_key(d->arena, s, i), .section = r->section, .name = name,
			.day = date_of_ms(r->made), .c = s->c, .id = r->id, .as_of = r->ended > r->made ? r->ended : r->made },
			is_told ? mark_on(s->c, "address", 0) : NULL);
		p = &s->parts.at[s->parts.count - 1];
		if (is_mark && !is_flag) {
			p->is_out = true;
			p->ground = subject_ground(d->book, r->kind) ? r->kind : STR("");
		} else if (is_told && (!s->asker || r->account_id != s->asker)) {
			p->is_out = true;
			p->ground = STR("third_party");
		}
	}
	return NULL;
}

/* What was decided about a part as it was once does not let it out as it is now. */
static void choice_take(struct subject_part *p, const struct subject_choices_row *row)
{
	p->is_seen = row->as_of == p->as_of;
	if (!p->is_seen && !row->is_out)
		return;
	p->is_out = row->is_out != 0;
	p->ground = row->ground;
	p->pages = p->is_seen && p->is_out ? row->pages : STR("");      /* what has become another is out whole until somebody looks */
}

static const struct fault *choices_take(struct desk *d, struct subject *s)
{
	struct subject_choices_rows rows;
	struct subject_words_get_rows words;

	TRY(sql_subject_choices(d->store, d->arena, &(struct subject_choices_in){ s->c->id }, &rows));
	TRY(sql_subject_words_get(d->store, d->arena, &(struct subject_words_get_in){ s->c->id }, &words));
	s->words = words.count ? words.at[0].words : STR("");
	for (size_t i = 0; i < s->parts.count; i++)
		for (size_t k = 0; k < rows.count; k++)
			if (str_equal(rows.at[k].part, s->parts.at[i].key))
				choice_take(&s->parts.at[i], &rows.at[k]);
	return NULL;
}

/* Staff write down what somebody asked for in a letter: then nobody's own page is meant. */
static int64_t asker_of(const struct case_file *c)
{
	const struct happened *first = c->event_count ? &c->events[0] : NULL;

	return first && (str_equal(first->actor, STR("family")) || str_equal(first->actor, STR("young_person"))) ? first->account_id : 0;
}

const struct fault *subject_open(struct desk *d, struct case_file *c, struct subject *out)
{
	struct subject_cases_rows rows;

	*out = (struct subject){ .c = c, .asker = asker_of(c) };
	if (!subject_may(d, c))
		return absent(d);
	address_add(d, out);
	contacts_add(d, out);
	TRY(sql_subject_cases(d->store, d->arena, &(struct subject_cases_in){ c->person_id }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct case_file *one = c;
		const struct fault *f = rows.at[i].id == c->id ? NULL : case_open_id(d, rows.at[i].id, STR("view"), &one);

		if (f && f->kind == FAULT_ABSENT)       /* another council's: it answers for itself */
			continue;
		TRY(f);
		LIST_PUSH(d->arena, &out->cases, one);
		events_add(d, out, one);
		TRY(plans_add(d, out, one));
		TRY(papers_add(d, out, one));
	}
	sections_add(d, out);
	lists_add(d, out);
	TRY(rest_add(d, out));
	return choices_take(d, out);
}

/* --- what is decided --------------------------------------------------------------------------------------------------- */

static void pages_problem(const struct desk *d, const struct subject_part *p, const char *key, struct problems *out)
{
	problems_add(out, d->arena, arena_printf(d->arena, "pages-%.*s", STR_ARG(p->key)), PROBLEM_RULE,
		     book_words_with(d->book, d->arena, str_of(key), &p->name, 1));
}

static void grounds_check(struct desk *d, const struct subject *s, bool is_all, struct problems *out)
{
	for (size_t i = 0; i < s->parts.count; i++) {
		const struct subject_part *p = &s->parts.at[i];

		if ((is_all || p->is_shown) && p->is_out && !subject_ground(d->book, p->ground))
			problems_add(out, d->arena, arena_printf(d->arena, "ground-%.*s", STR_ARG(p->key)), PROBLEM_MISSING,
				     book_words_with(d->book, d->arena, STR("subject.ground_missing"), &p->name, 1));
		if (p->is_shown && !p->is_out && !str_is_empty(p->pages))
			pages_problem(d, p, "subject.pages_ground", out);
	}
	if (str_count(s->words) > WORDS_MOST || !str_is_text(s->words))
		case_problem(d, out, STR("words"), PROBLEM_TOO_LONG, "subject.words_long", STR_NONE);
}

struct saving { struct desk *d; const struct subject *s; };

static const struct fault *save_job(struct store *w, struct arena *a, void *ctx)
{
	const struct saving *k = ctx;
	const struct subject *s = k->s;
	int64_t who = k->d->who.account_id, now = k->d->now.utc_ms;

	for (size_t i = 0; i < s->parts.count; i++) {
		const struct subject_part *p = &s->parts.at[i];

		if (p->is_shown)
			TRY(sql_subject_choice_put(w, a, &(struct subject_choice_put_in){ s->c->id, p->key, p->is_out,
				p->is_out ? p->ground : STR(""), p->is_out ? p->pages : STR(""), who, now, p->as_of }, NULL));
	}
	TRY(sql_subject_words_put(w, a, &(struct subject_words_put_in){ s->c->id, s->words, who, now }, NULL));
	return audit_add(w, a, k->d, &(struct audit_row){ .verb = STR("record"), .what = STR("copy"), .person_id = s->c->person_id,
		.process_id = s->c->id, .by = s->c->seen_by });
}

const struct fault *subject_save(struct desk *d, const struct subject *s, struct problems *out)
{
	grounds_check(d, s, false, out);
	return out->count ? NULL : store_write(d->pool, d->arena, save_job, &(struct saving){ d, s });
}

/* --- the copy ------------------------------------------------------------------------------------------------------- */

static void answer_add(struct desk *d, struct case_act *act, const char *name, int64_t n)
{
	LIST_PUSH(d->arena, &act->fields, (struct answer){ str_of(name), arena_int(d->arena, n) });
}

static void seen_check(struct desk *d, const struct subject *s, struct problems *out)
{
	for (size_t i = 0; i < s->parts.count; i++)
		if (!s->parts.at[i].is_seen) {
			problems_add(out, d->arena, arena_printf(d->arena, "ground-%.*s", STR_ARG(s->parts.at[i].key)), PROBLEM_RULE,
				     book_words_with(d->book, d->arena, STR("subject.look_again"), &s->parts.at[i].name, 1));
			return;
		}
}

static const struct fault *read_again(struct desk *d, struct subject *s)
{
	struct case_file *c;

	TRY(case_open_id(d, s->c->id, STR("view"), &c));
	return subject_open(d, c, s);
}

static const struct case_document *paper_of(const struct subject_part *p)
{
	for (size_t i = 0; i < p->c->document_count; i++)
		if (p->c->documents[i].id == p->id)
			return &p->c->documents[i];
	return NULL;
}

static void cut_problem(struct desk *d, const struct subject_part *p, enum bundle_cut end, struct problems *out)
{
	static const char *const keys[] = { NULL, "bundle.unreadable", "bundle.no_such_pages", "subject.pages_all" };
	struct str args[2] = { p->name, p->seen.stay };

	if (end == BUNDLE_CUT_WORDS_STAY)
		problems_add(out, d->arena, arena_printf(d->arena, "pages-%.*s", STR_ARG(p->key)), PROBLEM_RULE,
			     book_words_with(d->book, d->arena, STR("subject.words_stay"), args, 2));
	else
		pages_problem(d, p, keys[end], out);
}

/* The PDFs of which some pages or words are left out, cut as a bundle cuts them. */
static const struct fault *pages_cut(struct desk *d, struct subject *s, struct str folder, struct problems *out)
{
	for (size_t i = 0; i < s->parts.count; i++) {
		struct subject_part *p = &s->parts.at[i];
		bool is_in = !p->is_out || !str_is_empty(p->pages), is_cut = !str_is_empty(p->pages) || !str_is_empty(s->words);
		const struct case_document *doc = p->is_pdf && is_in && is_cut ? paper_of(p) : NULL;
		enum bundle_cut end;
		struct str own;

		if (!doc)
			continue;
		own = arena_printf(d->arena, "%.*s/%zu", STR_ARG(folder), i);   /* the same bytes may be two papers */
		if (mkdir(own.at, 0700))
			return fault_new(d->arena, FAULT_FILE, "the folder of the copy cannot be used");
		TRY(bundle_cut(d, own, doc->sha256, p->pages, s->words, &p->cut, &p->seen, &end));
		if (end != BUNDLE_CUT_DONE)
			cut_problem(d, p, end, out);
	}
	return NULL;
}

/* Other cases go on while the archive is written. */
static const struct fault *still_seen(struct desk *d, const struct subject *s, struct problems *out)
{
	struct subject now = *s;

	TRY(read_again(d, &now));
	seen_check(d, &now, out);
	return NULL;
}

const struct fault *subject_make(struct desk *d, struct subject *s, bool is_final, struct problems *out, struct subject_made *made)
{
	const struct event_kind *e;
	struct kept_file file;
	struct str folder;
	int64_t seq;

	*made = (struct subject_made){ 0 };
	TRY(read_again(d, s));
	e = case_offer_of(d, s->c, is_final ? "copy" : "copy-draft");
	if (!e)
		return absent(d);
	grounds_check(d, s, true, out);
	if (is_final)
		seen_check(d, s, out);
	if (s->is_short)
		case_problem(d, out, STR(""), PROBLEM_RULE, "subject.short", STR_NONE);
	if (out->count)
		return NULL;
	TRY(file_folder(d->arena, &folder));
	struct str path = arena_printf(d->arena, "%.*s/copy.zip", STR_ARG(folder));

	TRY(pages_cut(d, s, folder, out));
	if (out->count)
		return NULL;
	TRY(subject_write(d, s, path, made));
	if (is_final)
		TRY(still_seen(d, s, out));
	if (out->count)
		return NULL;
	TRY(document_keep_file(d, path, STR("file"), arena_printf(d->arena, "copy-%.*s.zip", STR_ARG(s->c->reference)),
		STR("application/zip"), &file));
	struct case_act act = { .event = e->id, .by_program = true, .day = d->now.today, .seen_version = s->c->version };

	LIST_PUSH(d->arena, &act.files, file);
	answer_add(d, &act, "parts", made->parts);
	answer_add(d, &act, "withheld", made->withheld);
	return case_record(d, s->c, &act, out, &seq);
}

/* --- asking --------------------------------------------------------------------------------------------------------- */

static struct access_answer asker(const struct desk *d, const struct case_file *c)
{
	const struct pathway *p = book_pathway(d->book, STR(SUBJECT_PATHWAY));
	const struct event_kind *e = p ? pathway_event(p, STR("copy_asked")) : NULL;

	return e ? case_decide(d, c, STR("record"), arena_printf(d->arena, "event.%.*s", STR_ARG(e->id)), 0, STR_NONE)
		 : (struct access_answer){ 0 };
}

bool subject_may_ask(const struct desk *d, const struct case_file *c)
{
	return d->who.kind == WHO_ACCOUNT && asker(d, c).is_allowed;
}

const struct fault *subject_asked(struct desk *d, const struct case_file *c, struct str *reference)
{
	struct subject_open_rows rows;

	TRY(sql_subject_open(d->store, d->arena, &(struct subject_open_in){ c->person_id, STR(SUBJECT_PATHWAY) }, &rows));
	*reference = rows.count ? rows.at[0].reference : STR_NONE;
	return NULL;
}

struct asking { struct desk *d; const struct case_file *c; struct access_answer by; struct str wanted; };

static const struct fault *ask_job(struct store *w, struct arena *a, void *ctx)
{
	const struct asking *k = ctx;
	struct desk d = *k->d;
	struct case_file c = *k->c;
	struct subject_open_rows rows;
	struct happened first = { .name = STR("copy_asked"), .day = d.now.today, .subject = STR(""),
		.account_id = d.who.account_id, .recorded_ms = d.now.utc_ms };

	d.arena = a;
	d.store = w;
	c.authority = c.home;           /* whoever answers for the child now */
	c.officer_id = k->c->home == k->c->authority ? c.officer_id : 0;
	TRY(sql_subject_open(w, a, &(struct subject_open_in){ c.person_id, STR(SUBJECT_PATHWAY) }, &rows));
	if (rows.count)
		return fault_new(a, FAULT_CONFLICT, "a copy was asked for already");
	first.actor = audit_actor(a, &d.who, &k->by);
	LIST_PUSH(a, &first.fields, (struct answer){ STR("wanted"), k->wanted });
	return case_open_another(w, &d, &c, STR(SUBJECT_PATHWAY), &first, NULL);
}

const struct fault *subject_ask(struct desk *d, const struct case_file *c, struct str wanted, struct problems *out,
				struct str *reference)
{
	struct asking k = { d, c, asker(d, c), str_trim(wanted) };

	if (!subject_may_ask(d, c))
		return absent(d);
	if (str_is_empty(k.wanted))
		case_problem(d, out, STR("wanted"), PROBLEM_MISSING, "subject.wanted_missing", STR_NONE);
	else if (str_count(k.wanted) > WANTED_MOST || !str_is_text(k.wanted))
		case_problem(d, out, STR("wanted"), PROBLEM_TOO_LONG, "subject.wanted_long", STR_NONE);
	if (out->count)
		return NULL;
	TRY(store_write(d->pool, d->arena, ask_job, &k));
	return subject_asked(d, c, reference);
}
