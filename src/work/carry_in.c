/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/carry_in - a record from another council becomes one of ours: all or nothing.
 * Touches the store, core/tar. */
#include "core/digest.h"
#include "core/fold.h"
#include "core/tar.h"
#include "gen/sql/carry.h"
#include "gen/sql/case.h"
#include "gen/sql/document.h"
#include "gen/sql/guard.h"
#include "gen/sql/letter.h"
#include "gen/sql/move.h"
#include "gen/sql/plan.h"
#include "work/address.h"
#include "work/letter.h"
#include "work/carry_room.h"
#include "work/identity.h"

/* PAPER_MOST: a bundle of many papers is larger than any one that was sent in. */
enum { PART_BYTES = 256 * 1024, RECORD_MOST = 64 << 20, PAPER_MOST = 512 << 20 };

struct taking {
	struct desk *d;
	struct str path;
	struct carried record;
	bool has_record;
	struct problems *out;
	struct map papers;              /* sha256 of each that the file has */
	struct access_answer by;
	int64_t authority;
	struct str council;
	struct carry_counts counts;
	char reference[16];
};

static void slip(struct taking *t, struct str place, const char *key)
{
	problems_add(t->out, t->d->arena, place, PROBLEM_FORM, book_words(t->d->book, str_of(key)));
}

/* --- the papers, each once by what it is ------------------------------------------------------------------------ */

struct content { struct str sha256, bytes; };

static const struct fault *content_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct content *c = ctx;
	struct document_content_rows rows;

	TRY(sql_document_content(writer, a, &(struct document_content_in){ c->sha256 }, &rows));
	if (rows.count && rows.at[0].bytes >= 0)
		return NULL;
	TRY(sql_document_content_begin(writer, a, &(struct document_content_begin_in){ c->sha256, 0 }, NULL));
	for (size_t at = 0, seq = 0; at < c->bytes.len; at += PART_BYTES, seq++)
		TRY(sql_document_part_add(writer, a, &(struct document_part_add_in){ c->sha256, (int64_t)seq,
			str_slice(c->bytes, at, at + PART_BYTES) }, NULL));
	return sql_document_content_end(writer, a, &(struct document_content_end_in){ c->sha256, (int64_t)c->bytes.len }, NULL);
}

/* Is this paper a page that browsers and the printer of PDFs will be given? */
static bool is_letter(const struct taking *t, struct str sha256)
{
	for (size_t i = 0; i < t->record.processes.count; i++)
		for (size_t k = 0; k < t->record.processes.at[i].papers.count; k++) {
			const struct carried_paper *p = &t->record.processes.at[i].papers.at[k];

			if (str_equal(p->sha256, sha256) && str_equal(p->mime, STR("text/html")))
				return true;
		}
	return false;
}

static const struct fault *paper_take(struct arena *a, struct taking *t, struct str name, struct str bytes)
{
	struct content c = { digest_sha256(a, bytes), bytes };
	struct str said = str_slice(name, 7, name.len);

	if (!str_equal(said, c.sha256)) {
		slip(t, arena_str(t->d->arena, name), "carry.paper_changed");
		return NULL;
	}
	if (is_letter(t, c.sha256) && !letter_is_ours(a, bytes))
		slip(t, arena_str(t->d->arena, name), "carry.letter_foreign");
	if (t->out->count)
		return NULL;
	map_put(&t->papers, t->d->arena, arena_str(t->d->arena, c.sha256), t);
	return store_write(t->d->pool, a, content_job, &c);
}

/* A first walk reads the record alone, a second the papers: the entries' arena is reset after each. */
static const struct fault *record_each(struct arena *a, void *ctx, struct str name, struct str bytes)
{
	struct taking *t = ctx;

	(void)a;
	if (!str_equal(name, STR("record.json")) || t->has_record)
		return NULL;
	t->has_record = bytes.len <= RECORD_MOST;
	if (t->has_record)
		carry_read(t->d->arena, t->d->book, bytes, t->out, &t->record);
	return NULL;
}

static const struct fault *paper_each(struct arena *a, void *ctx, struct str name, struct str bytes)
{
	return str_starts(name, STR("papers/")) ? paper_take(a, ctx, name, bytes) : NULL;
}

static void papers_check(struct taking *t)
{
	for (size_t i = 0; i < t->record.processes.count; i++)
		for (size_t k = 0; k < t->record.processes.at[i].papers.count; k++)
			if (!map_get(&t->papers, t->record.processes.at[i].papers.at[k].sha256))
				slip(t, arena_printf(t->d->arena, "processes[%zu].papers[%zu]", i, k), "carry.paper_missing");
}

/* --- places: the same number is another place here -------------------------------------------------------------- */

static struct str none(struct str s)
{
	return s.at ? s : STR("");
}

static const struct fault *places_take(struct store *writer, struct desk *d, struct taking *t)
{
	for (size_t i = 0; i < t->record.places.count; i++) {
		struct carried_place *p = &t->record.places.at[i];
		struct carry_organisation_find_rows found;
		struct carry_organisation_add_rows made;
		struct str folded = fold(d->arena, p->name);

		TRY(sql_carry_organisation_find(writer, d->arena, &(struct carry_organisation_find_in){ t->authority, none(p->urn), p->kind,
			folded }, &found));
		if (found.count) {
			p->here = found.at[0].id;
			continue;
		}
		TRY(sql_carry_organisation_add(writer, d->arena, &(struct carry_organisation_add_in){ t->authority, p->kind, p->name,
			folded, p->urn }, &made));
		p->here = made.at[0].id;
	}
	return NULL;
}

static int64_t here(const struct taking *t, int64_t id)
{
	for (size_t i = 0; i < t->record.places.count; i++)
		if (t->record.places.at[i].id == id)
			return t->record.places.at[i].here;
	return 0;
}

/* "setting-123" by its new number. */
static struct str subject_here(struct arena *a, const struct taking *t, struct str subject)
{
	size_t cut = subject.len;
	int64_t id;

	while (cut > 0 && subject.at[cut - 1] != '-')
		cut--;
	if (cut == 0 || !str_to_int(str_slice(subject, cut, subject.len), &id) || !here(t, id))
		return none(subject);
	return arena_printf(a, "%.*s%lld", STR_ARG(str_slice(subject, 0, cut)), (long long)here(t, id));
}

/* Places by their new numbers; accounts and panels of the other council are nobody here. */
static struct answers fields_here(struct arena *a, const struct taking *t, const struct event_kind *kind,
				  const struct answers *from)
{
	struct answers to = { 0 };

	for (size_t i = 0; i < from->count; i++) {
		struct answer one = from->at[i];
		struct str rest = one.text;
		bool is_gone = false;
		int64_t id;

		if (str_starts(one.name, STR("ask.")) && str_to_int(str_word(&rest), &id)) {
			one.name = arena_printf(a, "ask.%.*s", STR_ARG(subject_here(a, t, str_slice(one.name, 4, one.name.len))));
			one.text = arena_printf(a, "%lld %.*s", (long long)here(t, id), STR_ARG(str_trim(none(rest))));
		}
		for (size_t f = 0; kind && kind->form && f < kind->form->field_count; f++) {
			const struct form_field *field = &kind->form->fields[f];

			if (!str_equal(field->name, one.name))
				continue;
			is_gone = field->type == FIELD_ACCOUNT || field->type == FIELD_PANEL;
			if (field->type == FIELD_ORGANISATION && str_to_int(one.text, &id))
				one.text = arena_int(a, here(t, id));
		}
		if (!is_gone)
			LIST_PUSH(a, &to, one);
	}
	return to;
}

/* --- the record ------------------------------------------------------------------------------------------------- */

static const struct fault *person_take(struct store *writer, struct desk *d, struct taking *t, int64_t *id)
{
	const struct carried *r = &t->record;
	struct case_person_add_rows made;
	struct match_weights weights;
	size_t pairs;

	TRY(sql_case_person_add(writer, d->arena, &(struct case_person_add_in){ .authority = t->authority, .given = r->given,
		.family = r->family, .folded = fold_person(d->arena, r->family, r->given), .born = r->born, .sex = r->sex,
		.address = r->address, .postcode = r->postcode, .upn = r->upn, .language = r->language, .need = r->need,
		.school_id = here(t, r->school) }, &made));
	*id = made.at[0].id;
	TRY(address_note(writer, d->arena, *id, d->now.today));
	TRY(sql_carry_person_numbers(writer, d->arena, &(struct carry_person_numbers_in){ *id, r->former_upn, r->uln,
		r->nhs_number, r->former_names }, NULL));
	for (size_t i = 0; i < r->contacts.count; i++)
		if (date_is_none(r->contacts.at[i].ended))
			TRY(sql_case_relation_add(writer, d->arena, &(struct case_relation_add_in){ .person_id = *id,
				.kind = r->contacts.at[i].kind, .name = r->contacts.at[i].name, .email = r->contacts.at[i].email,
				.phone = r->contacts.at[i].phone, .address = r->contacts.at[i].address,
				.since = r->contacts.at[i].since }, NULL));
	TRY(identity_file(writer, d->arena, *id));
	TRY(identity_weights(writer, d->arena, d->book, &weights));
	return identity_ask(writer, d->arena, &weights, *id, d->now.utc_ms, &pairs);
}

static const struct fault *events_take(struct store *writer, struct desk *d, struct taking *t, const struct carried_process *p,
				       int64_t process)
{
	const struct pathway *way = book_pathway(d->book, p->pathway);

	for (size_t i = 0; i < p->events.count; i++) {
		const struct carried_event *e = &p->events.at[i];
		struct answers fields = fields_here(d->arena, t, way ? pathway_event(way, e->name) : NULL, &e->fields);

		TRY(sql_case_event_add(writer, d->arena, &(struct case_event_add_in){ .process_id = process, .seq = e->seq,
			.name = e->name, .day = e->day, .subject = subject_here(d->arena, t, none(e->subject)),
			.fields = case_answers_write(d->arena, &fields), .corrects = e->corrects, .reason = e->reason,
			.actor = e->actor, .recorded = e->recorded }, NULL));
		t->counts.events++;
	}
	return sql_carry_version(writer, d->arena, &(struct carry_version_in){ process, (int64_t)p->events.count }, NULL);
}

/*   ids   of the papers here, in their order */
static const struct fault *papers_take(struct store *writer, struct desk *d, struct taking *t, const struct carried_process *p,
				       int64_t process, int64_t *ids)
{
	for (size_t i = 0; i < p->papers.count; i++) {
		const struct carried_paper *x = &p->papers.at[i];
		struct str subject = subject_here(d->arena, t, none(x->subject));
		struct carry_document_add_rows made;

		TRY(sql_carry_document_add(writer, d->arena, &(struct carry_document_add_in){ process, x->seq, x->kind, subject,
			x->name, x->mime, x->sha256, x->made }, &made));
		ids[i] = made.at[0].id;
		if (!str_is_empty(x->letter))
			TRY(sql_letter_add(writer, d->arena, &(struct letter_add_in){ .document_id = made.at[0].id,
				.process_id = process, .letter = x->letter, .title = x->title, .subject = subject,
				.event_seq = x->seq, .day = x->day, .to_family = x->to_family,
				.addressee = none(x->addressee) }, NULL));
		t->counts.papers++;
	}
	return NULL;
}

static const struct fault *plans_take(struct store *writer, struct desk *d, const struct carried_process *p, int64_t process)
{
	for (size_t i = 0; i < p->plans.count; i++) {
		const struct carried_plan *x = &p->plans.at[i];
		struct plan_add_rows made;

		TRY(sql_plan_add(writer, d->arena, &(struct plan_add_in){ .process_id = process, .version = x->version,
			.changed = x->changed }, &made));
		for (size_t s = 0; s < x->sections.count; s++)
			TRY(sql_plan_section_put(writer, d->arena, &(struct plan_section_put_in){ .plan_id = made.at[0].id,
				.section = x->sections.at[s].name, .body = x->sections.at[s].text }, NULL));
		if (!str_equal(x->state, STR("writing")))
			TRY(sql_plan_freeze_put(writer, d->arena, &(struct plan_freeze_put_in){ .id = made.at[0].id,
				.state = x->state, .day = x->frozen, .event_seq = x->seq }, NULL));
	}
	return NULL;
}

/*   process   0: of the whole record, which has no papers; papers: as papers_take gave them */
static const struct fault *marks_take(struct store *writer, struct desk *d, const struct carried_marks *marks, int64_t person,
				      int64_t process, const int64_t *papers)
{
	for (size_t i = 0; i < marks->count; i++) {
		const struct carried_mark *m = &marks->at[i];

		check(papers || !str_equal(m->target, STR("document")));        /* carry_read saw to it */
		TRY(sql_mark_add(writer, d->arena, &(struct mark_add_in){ .person_id = person, .process_id = process, .target = m->target,
			.target_id = papers && str_equal(m->target, STR("document")) ? papers[m->at - 1] : m->at, .word = m->word,
			.reason = m->reason, .account_id = d->who.account_id, .made = m->made }, NULL));
	}
	return NULL;
}

static const struct fault *process_take(struct store *writer, struct desk *d, struct taking *t, const struct carried_process *p,
					int64_t person)
{
	struct case_process_add_in in = { .authority = t->authority, .person_id = person, .pathway = p->pathway,
		.opened = p->opened, .child_folded = fold_person(d->arena, t->record.family, t->record.given),
		.school_id = here(t, t->record.school) };
	int64_t process, *papers = ARENA_NEW(d->arena, int64_t, p->papers.count + 1);

	TRY(case_process_make(writer, d->arena, &in, &process));
	TRY(events_take(writer, d, t, p, process));
	TRY(papers_take(writer, d, t, p, process, papers));
	TRY(plans_take(writer, d, p, process));
	TRY(marks_take(writer, d, &p->marks, person, process, papers));
	TRY(case_recompute(writer, d->arena, d->book, process, d->now.today));
	check(in.reference.len < sizeof t->reference);
	memcpy(t->reference, in.reference.at, in.reference.len);
	t->counts.processes++;
	return audit_add(writer, d->arena, d, &(struct audit_row){ .verb = STR("import"), .what = STR("case"),
		.person_id = person, .process_id = process, .by = t->by });
}

static const struct fault *take_job(struct store *writer, struct arena *a, void *ctx)
{
	struct taking *t = ctx;
	struct desk d = *t->d;
	int64_t person;

	d.arena = a;
	d.store = writer;
	t->counts = (struct carry_counts){ 0 };
	TRY(places_take(writer, &d, t));
	TRY(person_take(writer, &d, t, &person));
	for (size_t i = 0; i < t->record.processes.count; i++)
		TRY(process_take(writer, &d, t, &t->record.processes.at[i], person));
	TRY(marks_take(writer, &d, &t->record.marks, person, 0, NULL));
	return move_arrive(writer, &d, person, &t->by, t->record.council, t->council);
}

static bool may_take(const struct desk *d, int64_t authority, struct access_answer *by)
{
	uint32_t bits[16] = { 0 };
	struct who few = d->who;

	if (few.membership_count > 16)
		few.membership_count = 16;
	for (size_t i = 0; i < few.membership_count; i++)
		bits[i] = few.memberships[i].authority == authority ? (uint32_t)RELATION_SAME_AUTHORITY : 0;
	*by = access_decide(d->book, &few, d->now.today, STR("move"), STR("person"), bits);
	return few.kind == WHO_ACCOUNT && few.membership_count > 0 && by->is_allowed;
}

const struct fault *carry_in(struct desk *d, int64_t authority, struct str path, struct problems *out,
			     struct carry_counts *counts, struct str *reference)
{
	struct taking *t = ARENA_NEW(d->arena, struct taking, 1);
	struct move_council_rows councils;

	*t = (struct taking){ .d = d, .path = path, .out = out, .authority = authority };
	*reference = STR_NONE;
	TRY(sql_move_council(d->store, d->arena, &(struct move_council_in){ authority }, &councils));
	if (councils.count == 0 || !may_take(d, authority, &t->by))
		return fault_new(d->arena, FAULT_ABSENT, "this user may not take children in for this council");
	t->council = councils.at[0].name;
	TRY(tar_read(d->arena, path, TAR_PLAIN, PAPER_MOST, record_each, t));
	if (!t->has_record)
		slip(t, STR("record.json"), "carry.no_record");
	if (out->count)
		return NULL;
	TRY(tar_read(d->arena, path, TAR_PLAIN, PAPER_MOST, paper_each, t));
	papers_check(t);
	if (out->count)
		return NULL;
	TRY(store_write(d->pool, d->arena, take_job, t));
	*counts = t->counts;
	*reference = arena_str(d->arena, str_of(t->reference));
	return NULL;
}
