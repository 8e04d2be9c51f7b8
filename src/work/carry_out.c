/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/carry_out - a child's record written into one file.
 * Touches the store, jansson, core/tar. */
#include <jansson.h>

#include "core/tar.h"
#include "gen/sql/carry.h"
#include "gen/sql/case.h"
#include "gen/sql/document.h"
#include "gen/sql/letter.h"
#include "gen/sql/move.h"
#include "gen/sql/plan.h"
#include "work/carry.h"
#include "work/carry_room.h"
#include "work/document.h"
#include "work/move.h"

struct carrying {
	struct desk *d;
	struct arena *a;
	struct access_answer by;
	json_t *organisations, *processes;
	struct { struct str *at; size_t count, room; } papers;  /* contents, each once */
	struct { int64_t *at; size_t count, room; } known;      /* organisations told of */
	struct carry_counts counts;
};

static void let_go(void *json)
{
	json_decref(json);
}

static void text_put(json_t *to, const char *name, struct str text)
{
	if (text.at)
		json_object_set_new(to, name, json_stringn(text.at, text.len));
}

static void day_put(struct arena *a, json_t *to, const char *name, struct date day)
{
	if (!date_is_none(day))
		text_put(to, name, date_iso(a, day));
}

static const struct fault *organisation_tell(struct carrying *k, int64_t id)
{
	struct carry_organisation_rows rows;

	for (size_t i = 0; i < k->known.count; i++)
		if (k->known.at[i] == id)
			return NULL;
	LIST_PUSH(k->a, &k->known, id);
	TRY(sql_carry_organisation(k->d->store, k->a, &(struct carry_organisation_in){ id }, &rows));
	if (rows.count == 0)
		return NULL;
	json_t *o = json_object();
	json_object_set_new(o, "id", json_integer(id));
	text_put(o, "name", rows.at[0].name);
	text_put(o, "kind", rows.at[0].kind);
	text_put(o, "urn", rows.at[0].urn);
	json_array_append_new(k->organisations, o);
	return NULL;
}

/* Places that an event names, in fields of its form or as asked. */
static const struct fault *places_tell(struct carrying *k, const struct pathway *p, const struct happened *e)
{
	const struct event_kind *kind = p ? pathway_event(p, e->name) : NULL;
	int64_t id;

	for (size_t i = 0; i < e->fields.count; i++) {
		struct str rest = e->fields.at[i].text;

		if (str_starts(e->fields.at[i].name, STR("ask.")) && str_to_int(str_word(&rest), &id) && id)
			TRY(organisation_tell(k, id));
	}
	for (size_t i = 0; kind && kind->form && i < kind->form->field_count; i++)
		if (kind->form->fields[i].type == FIELD_ORGANISATION &&
		    str_to_int(answers_get(&e->fields, kind->form->fields[i].name), &id))
			TRY(organisation_tell(k, id));
	return NULL;
}

static const struct fault *events_put(struct carrying *k, const struct move_processes_row *r, json_t *to)
{
	const struct pathway *p = book_pathway(k->d->book, r->pathway);
	struct case_events_rows rows;
	json_t *list = json_array();

	json_object_set_new(to, "events", list);
	TRY(sql_case_events(k->d->store, k->a, &(struct case_events_in){ r->id }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct case_events_row *e = &rows.at[i];
		struct happened told = { .name = e->name };
		json_t *one = json_object(), *fields = json_object();

		TRY(case_answers_read(k->a, e->fields, &told.fields));
		TRY(places_tell(k, p, &told));
		json_object_set_new(one, "seq", json_integer(e->seq));
		text_put(one, "name", e->name);
		day_put(k->a, one, "day", e->day);
		text_put(one, "subject", e->subject);
		for (size_t f = 0; f < told.fields.count; f++)
			text_put(fields, arena_cstr(k->a, told.fields.at[f].name), told.fields.at[f].text);
		json_object_set_new(one, "fields", fields);
		if (e->corrects)
			json_object_set_new(one, "corrects", json_integer(e->corrects));
		text_put(one, "reason", e->reason);
		text_put(one, "actor", e->actor);
		json_object_set_new(one, "recorded", json_integer(e->recorded));
		json_array_append_new(list, one);
		k->counts.events++;
	}
	return NULL;
}

static void paper_note(struct carrying *k, struct str sha256)
{
	for (size_t i = 0; i < k->papers.count; i++)
		if (str_equal(k->papers.at[i], sha256))
			return;
	LIST_PUSH(k->a, &k->papers, sha256);
}

static const struct fault *papers_put(struct carrying *k, int64_t process, json_t *to)
{
	struct case_documents_rows rows;
	struct letter_of_case_rows letters;
	json_t *list = json_array();

	json_object_set_new(to, "papers", list);
	TRY(sql_case_documents(k->d->store, k->a, &(struct case_documents_in){ process }, &rows));
	TRY(sql_letter_of_case(k->d->store, k->a, &(struct letter_of_case_in){ process }, &letters));
	for (size_t i = 0; i < rows.count; i++) {
		const struct case_documents_row *r = &rows.at[i];
		json_t *one = json_object();

		json_object_set_new(one, "seq", json_integer(r->event_seq));
		text_put(one, "kind", r->kind);
		text_put(one, "subject", r->subject);
		text_put(one, "name", r->name);
		text_put(one, "mime", r->mime);
		text_put(one, "sha256", r->sha256);
		json_object_set_new(one, "made", json_integer(r->made));
		for (size_t l = 0; l < letters.count; l++)
			if (letters.at[l].document_id == r->id) {
				text_put(one, "letter", letters.at[l].letter);
				text_put(one, "title", letters.at[l].title);
				text_put(one, "addressee", letters.at[l].addressee);
				day_put(k->a, one, "day", letters.at[l].day);
				json_object_set_new(one, "to_family", json_boolean(letters.at[l].to_family));
			}
		json_array_append_new(list, one);
		paper_note(k, r->sha256);
		k->counts.papers++;
	}
	return NULL;
}

static const struct fault *plans_put(struct carrying *k, int64_t process, json_t *to)
{
	struct plan_all_rows plans;
	struct plan_sections_rows sections;
	json_t *list = json_array();

	json_object_set_new(to, "plans", list);
	TRY(sql_plan_all(k->d->store, k->a, &(struct plan_all_in){ process }, &plans));
	TRY(sql_plan_sections(k->d->store, k->a, &(struct plan_sections_in){ process }, &sections));
	for (size_t i = 0; i < plans.count; i++) {
		json_t *one = json_object(), *texts = json_object();

		json_object_set_new(one, "version", json_integer(plans.at[i].version));
		text_put(one, "state", plans.at[i].state);
		day_put(k->a, one, "frozen", plans.at[i].frozen);
		json_object_set_new(one, "seq", json_integer(plans.at[i].event_seq));
		json_object_set_new(one, "changed", json_integer(plans.at[i].changed));
		for (size_t s = 0; s < sections.count; s++)
			if (sections.at[s].plan_id == plans.at[i].id)
				text_put(texts, arena_cstr(k->a, sections.at[s].section), sections.at[s].body);
		json_object_set_new(one, "sections", texts);
		json_array_append_new(list, one);
	}
	return NULL;
}

/* Marks go along, so that what one council keeps from somebody the next one does not tell them. Those of the process, or
 * (0) of the whole record. */
static const struct fault *marks_put(struct carrying *k, int64_t person, int64_t process, json_t *to)
{
	struct case_documents_rows papers = { 0 };
	struct carry_marks_rows marks;
	json_t *list = json_array();

	json_object_set_new(to, "marks", list);
	TRY(sql_carry_marks(k->d->store, k->a, &(struct carry_marks_in){ person }, &marks));
	if (process)
		TRY(sql_case_documents(k->d->store, k->a, &(struct case_documents_in){ process }, &papers));
	for (size_t i = 0; i < marks.count; i++) {
		const struct carry_marks_row *m = &marks.at[i];
		int64_t at = str_equal(m->target, STR("document")) ? 0 : m->target_id;

		if (m->process_id != process)
			continue;
		for (size_t p = 0; str_equal(m->target, STR("document")) && p < papers.count; p++)
			if (papers.at[p].id == m->target_id)
				at = (int64_t)p + 1;
		json_t *one = json_object();

		text_put(one, "target", m->target);
		json_object_set_new(one, "at", json_integer(at));
		text_put(one, "word", m->word);
		text_put(one, "reason", m->reason);
		json_object_set_new(one, "made", json_integer(m->made));
		json_array_append_new(list, one);
	}
	return NULL;
}

static const struct fault *processes_put(struct carrying *k, int64_t person)
{
	struct move_processes_rows rows;

	TRY(sql_move_processes(k->d->store, k->a, &(struct move_processes_in){ person }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		json_t *one = json_object();

		if (case_stays(k->d->book, rows.at[i].pathway)) {
			json_decref(one);
			continue;
		}
		json_array_append_new(k->processes, one);
		text_put(one, "reference", rows.at[i].reference);
		text_put(one, "pathway", rows.at[i].pathway);
		day_put(k->a, one, "opened", rows.at[i].opened);
		TRY(events_put(k, &rows.at[i], one));
		TRY(papers_put(k, rows.at[i].id, one));
		TRY(plans_put(k, rows.at[i].id, one));
		TRY(marks_put(k, person, rows.at[i].id, one));
		TRY(audit_view(k->d, &(struct audit_row){ .verb = STR("export"), .what = STR("case"), .person_id = person,
			.process_id = rows.at[i].id, .by = k->by }));
		k->counts.processes++;
	}
	return NULL;
}

static const struct fault *person_put(struct carrying *k, int64_t person, json_t *root)
{
	struct carry_person_rows rows;
	struct case_contacts_rows contacts;
	json_t *one = json_object(), *list = json_array(), *from = json_object();

	json_object_set_new(root, "from", from);
	json_object_set_new(root, "person", one);
	json_object_set_new(root, "contacts", list);
	TRY(sql_carry_person(k->d->store, k->a, &(struct carry_person_in){ person }, &rows));
	TRY(sql_case_contacts(k->d->store, k->a, &(struct case_contacts_in){ person }, &contacts));
	if (rows.count == 0)
		return fault_new(k->a, FAULT_ABSENT, "there is no such person");
	const struct carry_person_row *p = &rows.at[0];
	const struct { const char *name; struct str text; } texts[] = {
		{ "given", p->given }, { "family", p->family }, { "sex", p->sex }, { "address", p->address },
		{ "postcode", p->postcode }, { "upn", p->upn }, { "former_upn", p->former_upn }, { "uln", p->uln },
		{ "nhs_number", p->nhs_number }, { "former_names", p->former_names }, { "language", p->language }, { "need", p->need } };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		text_put(one, texts[i].name, texts[i].text);
	day_put(k->a, one, "born", p->born);
	if (p->school_id)
		json_object_set_new(one, "school", json_integer(p->school_id));
	text_put(from, "council", p->council);
	if (p->school_id)
		TRY(organisation_tell(k, p->school_id));
	for (size_t i = 0; i < contacts.count; i++) {
		json_t *c = json_object();

		text_put(c, "kind", contacts.at[i].kind);
		text_put(c, "name", contacts.at[i].name);
		text_put(c, "email", contacts.at[i].email);
		text_put(c, "phone", contacts.at[i].phone);
		text_put(c, "address", contacts.at[i].address);
		day_put(k->a, c, "since", contacts.at[i].since);
		day_put(k->a, c, "ended", contacts.at[i].ended);
		json_array_append_new(list, c);
	}
	return NULL;
}

static const struct fault *contents_write(struct carrying *k, struct tar *t)
{
	for (size_t i = 0; i < k->papers.count; i++) {
		struct document_content_rows rows;

		TRY(sql_document_content(k->d->store, k->a, &(struct document_content_in){ k->papers.at[i] }, &rows));
		if (rows.count == 0 || rows.at[0].bytes < 0)
			return fault_new(k->a, FAULT_STORE, "a paper of the record is not whole");
		TRY(tar_entry(t, arena_printf(k->a, "papers/%.*s", STR_ARG(k->papers.at[i])), rows.at[0].bytes));
		for (int64_t seq = 0;; seq++) {
			struct arena_mark mark = arena_mark(k->a);
			struct str part;

			TRY(document_part(k->d->store, k->a, k->papers.at[i], seq, &part));
			if (!part.at)
				break;
			TRY(tar_part(t, part));
			arena_reset(k->a, mark);
		}
	}
	return NULL;
}

static const struct fault *file_write(struct carrying *k, json_t *root, struct str path)
{
	struct tar *t;
	size_t size = json_dumpb(root, NULL, 0, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	char *text = arena_take(k->a, size + 1);
	struct str json = { text, json_dumpb(root, text, size, JSON_INDENT(1) | JSON_PRESERVE_ORDER) };

	if (size == 0 || json.len != size)
		return fault_new(k->a, FAULT_TEXT, "the record holds what is no text");
	TRY(tar_begin(k->a, path, TAR_PLAIN, &t));
	TRY(tar_entry(t, STR("record.json"), (int64_t)json.len));
	TRY(tar_part(t, json));
	TRY(contents_write(k, t));
	return tar_end(t);
}

const struct fault *carry_out(struct desk *d, struct str reference, struct str path, struct carry_counts *out)
{
	struct carrying k = { .d = d, .a = d->arena };
	struct case_file *c;
	json_t *root = json_object();

	arena_at_end(d->arena, let_go, root);
	TRY(case_open(d, reference, STR("export"), &c));
	k.by = case_decide(d, c, STR("move"), STR("person"), 0, STR_NONE);
	if (!k.by.is_allowed)
		return fault_new(d->arena, FAULT_ABSENT, "this user may not move the child");
	k.organisations = json_array();
	k.processes = json_array();
	json_object_set_new(root, "waymark", json_integer(CARRY_FORM));
	text_put(root, "made", date_iso(d->arena, d->now.today));
	TRY(person_put(&k, c->person_id, root));
	TRY(processes_put(&k, c->person_id));
	TRY(marks_put(&k, c->person_id, 0, root));
	json_object_set_new(root, "organisations", k.organisations);
	json_object_set_new(root, "processes", k.processes);
	TRY(file_write(&k, root, path));
	*out = k.counts;
	return NULL;
}
