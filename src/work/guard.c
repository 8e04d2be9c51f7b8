/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/guard - marks, flags and consents of a record.
 * Touches the store and the access rule. */
#include "work/guard.h"

#include "gen/sql/guard.h"
#include "work/case_room.h"

enum { REASON_MOST = 1000, SHOWN_MOST = 500 };

static const struct fault *absent(const struct desk *d)
{
	return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

static const struct code *code_of(const struct rulebook *book, const char *list, struct str code)
{
	const struct code_list *codes = book_codes(book, str_of(list));

	for (size_t i = 0; codes && i < codes->count; i++)
		if (str_equal(codes->at[i].code, code))
			return &codes->at[i];
	return NULL;
}

static struct str label_of(const struct rulebook *book, struct str word)
{
	const struct code *c = code_of(book, "mark", word);

	c = c ? c : code_of(book, "flag", word);
	return c ? c->label : word;
}

/* --- what can be marked --- */

/* Sections of the plan, where the process has to do with one. */
static void sections_add(struct desk *d, const struct case_file *c, struct guard_parts *out)
{
	const struct code_list *sections = book_codes(d->book, STR("section"));
	bool has_plan = false;

	for (size_t i = 0; i < c->pathway->event_count; i++)
		has_plan = has_plan || !str_is_empty(c->pathway->events[i].freezes);
	for (size_t i = 0; has_plan && sections && i < sections->count; i++) {
		struct str args[2] = { sections->at[i].code, sections->at[i].label };

		LIST_PUSH(d->arena, out, (struct guard_part){ arena_printf(d->arena, CASE_SECTION "%.*s", STR_ARG(sections->at[i].code)),
			book_words_with(d->book, d->arena, STR("guard.part_section"), args, 2) });
	}
}

void guard_parts(struct desk *d, const struct case_file *c, struct guard_parts *out)
{
	for (size_t i = 0; i < c->document_count; i++)
		LIST_PUSH(d->arena, out, (struct guard_part){
			arena_printf(d->arena, "document-%lld", (long long)c->documents[i].id), c->documents[i].name });
	for (size_t i = 0; i < c->event_count; i++) {
		const struct happened *e = &c->events[i];
		const struct event_kind *kind = pathway_event(c->pathway, e->name);

		LIST_PUSH(d->arena, out, (struct guard_part){ arena_printf(d->arena, "event-%lld", (long long)e->seq),
			arena_printf(d->arena, "%.*s, %.*s", STR_ARG(kind ? kind->name : e->name),
				     STR_ARG(date_words(d->arena, e->day))) });
	}
	sections_add(d, c, out);
}

static struct str part_label(struct desk *d, const struct case_file *c, struct str target, int64_t id)
{
	struct str name = str_starts(target, STR(CASE_SECTION)) ? target
		: arena_printf(d->arena, "%.*s-%lld", STR_ARG(target), (long long)id);
	struct guard_parts parts = { 0 };

	if (str_equal(target, STR("record")) || str_equal(target, STR("address")))
		return book_words(d->book, arena_printf(d->arena, "guard.part_%.*s", STR_ARG(target)));
	guard_parts(d, c, &parts);
	for (size_t i = 0; i < parts.count; i++)
		if (str_equal(parts.at[i].id, name))
			return parts.at[i].label;
	return book_words(d->book, STR("guard.part_other"));
}

const struct fault *guard_list(struct desk *d, const struct case_file *c, struct guard_marks *marks,
			       struct guard_consents *consents)
{
	struct mark_list_rows rows;
	struct consent_list_rows agreed;

	*marks = (struct guard_marks){ 0 };
	*consents = (struct guard_consents){ 0 };
	TRY(sql_consent_list(d->store, d->arena, &(struct consent_list_in){ c->person_id }, &agreed));
	for (size_t i = 0; i < agreed.count; i++) {
		const struct consent_list_row *r = &agreed.at[i];
		const struct code *kind = code_of(d->book, "consent", r->kind);

		LIST_PUSH(d->arena, consents, (struct guard_consent){ r->id, r->kind, kind ? kind->label : r->kind, r->for_name,
			r->note, r->by_name, r->since, r->ended });
	}
	if (!case_may(d, c, STR("view"), STR("mark"), 0))
		return NULL;
	TRY(sql_mark_list(d->store, d->arena, &(struct mark_list_in){ c->person_id }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct mark_list_row *r = &rows.at[i];

		LIST_PUSH(d->arena, marks, (struct guard_mark){ r->id, r->target_id, r->made, r->target, r->word,
			label_of(d->book, r->word), part_label(d, c, r->target, r->target_id), r->reason, r->by_name, r->ended != 0 });
	}
	return NULL;
}

/* --- marking --- */

struct marking { struct desk *d; const struct case_file *c; struct access_answer by; struct mark_add_in add; struct mark_end_in end; };

static const struct fault *mark_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct marking *m = ctx;

	TRY(sql_mark_add(writer, a, &m->add, NULL));
	return audit_add(writer, a, m->d, &(struct audit_row){ .verb = STR("record"), .what = STR("mark"),
		.person_id = m->c->person_id, .process_id = m->c->id, .detail = arena_printf(a, "%.*s of %.*s %lld",
		STR_ARG(m->add.word), STR_ARG(m->add.target), (long long)m->add.target_id), .by = m->by });
}

/* "event-7", "section.F": which part; a section is one of every plan of the child. False for what is none of the case. */
static bool part_read(struct desk *d, const struct case_file *c, struct str part, struct mark_add_in *out)
{
	struct guard_parts parts = { 0 };
	struct str rest = part;

	guard_parts(d, c, &parts);
	for (size_t i = 0; i < parts.count; i++)
		if (str_equal(parts.at[i].id, part) && str_starts(part, STR(CASE_SECTION))) {
			out->target = part;
			out->process_id = 0;
			return true;
		} else if (str_equal(parts.at[i].id, part)) {
			out->target = str_cut(&rest, '-');
			return str_to_int(rest, &out->target_id);
		}
	return false;
}

static void reason_check(const struct desk *d, struct str reason, const char *field, struct problems *out)
{
	if (str_is_empty(reason))
		case_problem(d, out, str_of(field), PROBLEM_MISSING, "guard.reason_missing", STR_NONE);
	else if (str_count(reason) > REASON_MOST)
		case_problem(d, out, str_of(field), PROBLEM_TOO_LONG, "guard.reason_long", STR_NONE);
}

const struct fault *guard_mark(struct desk *d, const struct case_file *c, struct str part, struct str word, struct str reason,
			       struct problems *out)
{
	bool is_flag = code_of(d->book, "flag", word) != NULL, is_address = str_equal(word, STR("address"));
	struct marking m = { .d = d, .c = c, .add = { .person_id = c->person_id, .process_id = c->id, .word = word,
		.reason = str_trim(reason), .account_id = d->who.account_id, .made = d->now.utc_ms } };

	m.by = case_decide(d, c, STR("record"), is_flag ? STR("flag") : STR("mark"), 0, STR_NONE);
	if (!m.by.is_allowed)
		return absent(d);
	if (!is_flag && !code_of(d->book, "mark", word))
		case_problem(d, out, STR("word"), PROBLEM_MISSING, "guard.word_missing", STR_NONE);
	reason_check(d, m.add.reason, "reason", out);
	if (is_flag || is_address) {
		m.add.process_id = 0;
		m.add.target = is_flag ? STR("record") : STR("address");
	} else if (!part_read(d, c, part, &m.add)) {
		case_problem(d, out, STR("part"), PROBLEM_MISSING, "guard.part_missing", STR_NONE);
	}
	return out->count ? NULL : store_write(d->pool, d->arena, mark_job, &m);
}

static const struct fault *mark_end_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct marking *m = ctx;
	int64_t changed;

	TRY(sql_mark_end(writer, a, &m->end, &changed));
	if (changed == 0)
		return absent(m->d);
	return audit_add(writer, a, m->d, &(struct audit_row){ .verb = STR("record"), .what = STR("mark"),
		.person_id = m->c->person_id, .process_id = m->c->id,
		.detail = arena_printf(a, "mark %lld ended", (long long)m->end.id), .by = m->by });
}

const struct fault *guard_mark_end(struct desk *d, const struct case_file *c, int64_t id)
{
	struct marking m = { .d = d, .c = c, .end = { id, c->person_id, d->now.utc_ms, d->who.account_id } };

	m.by = case_decide(d, c, STR("record"), STR("mark"), 0, STR_NONE);
	return m.by.is_allowed ? store_write(d->pool, d->arena, mark_end_job, &m) : absent(d);
}

/* --- consents --- */

struct consenting { struct desk *d; const struct case_file *c; struct access_answer by; struct consent_add_in add;
		    struct consent_end_in end; };

static struct access_answer may_consent(const struct desk *d, const struct case_file *c, struct str kind)
{
	return case_decide(d, c, STR("record"), arena_printf(d->arena, "consent.%.*s", STR_ARG(kind)), 0, STR_NONE);
}

bool guard_may_consent(const struct desk *d, const struct case_file *c, const char *kind)
{
	return may_consent(d, c, str_of(kind)).is_allowed;
}

static const struct fault *consent_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct consenting *m = ctx;

	TRY(sql_consent_add(writer, a, &m->add, NULL));
	return audit_add(writer, a, m->d, &(struct audit_row){ .verb = STR("record"), .what = STR("consent"),
		.person_id = m->c->person_id, .process_id = m->c->id, .detail = m->add.kind, .by = m->by });
}

static bool is_parent_of(const struct case_file *c, int64_t contact)
{
	for (size_t i = 0; i < c->contact_count; i++)
		if (c->contacts[i].id == contact && str_equal(c->contacts[i].kind, STR("parent")))
			return true;
	return false;
}

const struct fault *guard_consent(struct desk *d, const struct case_file *c, struct str kind, int64_t contact, struct str note,
				  struct problems *out)
{
	const struct code *code = code_of(d->book, "consent", kind);
	struct consenting m = { .d = d, .c = c, .by = may_consent(d, c, kind), .add = { .person_id = c->person_id,
		.kind = kind, .relation_id = contact, .note = str_trim(note), .account_id = d->who.account_id,
		.since = d->now.today } };

	if (!code) {
		case_problem(d, out, STR("kind"), PROBLEM_MISSING, "guard.kind_missing", STR_NONE);
		return NULL;
	}
	if (!m.by.is_allowed)
		return absent(d);
	if (!str_equal(code->note, STR("relation")))
		m.add.relation_id = 0;
	else if (!is_parent_of(c, contact))
		case_problem(d, out, STR("contact"), PROBLEM_MISSING, "guard.contact_missing", STR_NONE);
	reason_check(d, m.add.note, "note", out);
	return out->count ? NULL : store_write(d->pool, d->arena, consent_job, &m);
}

static const struct fault *consent_end_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct consenting *m = ctx;
	int64_t changed;

	TRY(sql_consent_end(writer, a, &m->end, &changed));
	if (changed == 0)
		return absent(m->d);
	return audit_add(writer, a, m->d, &(struct audit_row){ .verb = STR("record"), .what = STR("consent"),
		.person_id = m->c->person_id, .process_id = m->c->id, .detail = STR("ended"), .by = m->by });
}

const struct fault *guard_consent_end(struct desk *d, const struct case_file *c, int64_t id)
{
	struct consenting m = { .d = d, .c = c, .end = { id, c->person_id, d->now.today } };
	struct guard_marks marks;
	struct guard_consents all;

	TRY(guard_list(d, c, &marks, &all));
	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].id == id)
			m.by = may_consent(d, c, all.at[i].kind);
	return m.by.is_allowed ? store_write(d->pool, d->arena, consent_end_job, &m) : absent(d);
}

/* --- the advice service --- */

const struct fault *guard_shown(struct desk *d, bool is_export, struct guard_showns *out)
{
	struct access_answer by = access_reach(d->book, &d->who, d->now.today, STR("view"), STR("list.shown"));
	struct audit_shown shown = { .arena = d->arena };
	struct consent_shown_rows rows;

	*out = (struct guard_showns){ 0 };
	if (!by.is_allowed || !by.membership)
		return absent(d);
	TRY(sql_consent_shown(d->store, d->arena, &(struct consent_shown_in){ by.membership->authority, STR("advice_service"),
		d->now.today, SHOWN_MOST }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct consent_shown_row *r = &rows.at[i];
		const struct pathway *p = book_pathway(d->book, r->pathway);
		const struct stage *stage = p ? pathway_stage(p, r->stage) : NULL;

		LIST_PUSH(d->arena, out, (struct guard_shown){ r->reference,
			arena_printf(d->arena, "%.*s %.*s", STR_ARG(r->given), STR_ARG(r->family)), p ? p->name : r->pathway,
			stage ? stage->name : r->stage, r->born, r->opened, r->since });
		audit_shows_case(&shown, r->id);
	}
	return audit_view(d, &(struct audit_row){ .verb = is_export ? STR("export") : STR("view"), .what = STR("list.shown"), .by = by, .shown = &shown });
}
