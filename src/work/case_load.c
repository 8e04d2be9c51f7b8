/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case_load - a whole case from the database, its state reckoned.
 * Touches the store, rules/pathway. Asks no rule of access: only case_*.c call it. */
#include "gen/sql/case.h"
#include "gen/sql/guard.h"
#include "work/case_room.h"
#include "work/shelf.h"

static const struct fault *case_absent(struct arena *a)
{
	return fault_new(a, FAULT_ABSENT, "there is no such case");
}

bool case_stays(const struct rulebook *book, struct str pathway)
{
	return str_equal(case_move_note(book, pathway), STR("stays"));
}

struct str case_move_note(const struct rulebook *book, struct str pathway)
{
	const struct code_list *list = book_codes(book, STR("move"));
	for (size_t i = 0; list && i < list->count; i++)
		if (str_equal(list->at[i].code, pathway))
			return list->at[i].note;
	return STR("");
}

static void head_fill(struct case_file *c, const struct case_head_row *h)
{
	*c = (struct case_file){ .id = h->id, .person_id = h->person_id, .version = h->version, .officer_id = h->officer_id,
		.school_id = h->named_school_id, .roll_school_id = h->school_id, .panel_id = h->panel_id,
		.panel_authority = h->panel_authority, .authority = h->authority, .reference = h->reference,
		.authority_name = h->authority_name, .authority_phone = h->authority_phone,
		.authority_email = h->authority_email, .child_given = h->given, .child_family = h->family, .child_folded = h->folded,
		.officer_name = h->officer, .school_name = h->school, .school_setting = h->school_type, .need = h->need,
		.sex = h->sex, .locality = h->locality, .address = h->address, .postcode = h->postcode, .upn = h->upn,
		.language = h->language, .born = h->born, .opened = h->opened };
}

static void fact(struct arena *a, struct answers *facts, struct str name, struct str text)
{
	if (!str_is_empty(text))
		LIST_PUSH(a, facts, (struct answer){ name, text });
}

/* What the rules may ask of the child and the case, besides the events. */
static void facts_fill(struct arena *a, struct case_file *c)
{
	fact(a, &c->facts, STR("born"), date_is_none(c->born) ? STR_NONE : date_iso(a, c->born));
	fact(a, &c->facts, STR("sex"), c->sex);
	fact(a, &c->facts, STR("need"), c->need);
	fact(a, &c->facts, STR("school"), c->school_name);
	fact(a, &c->facts, STR("school_type"), c->school_setting);
}

static const struct fault *events_fill(struct store *s, struct arena *a, struct case_file *c)
{
	struct case_events_rows rows;
	TRY(sql_case_events(s, a, &(struct case_events_in){ .id = c->id }, &rows));
	c->events = ARENA_NEW(a, struct happened, rows.count + 1);
	c->event_count = rows.count;
	for (size_t i = 0; i < rows.count; i++) {
		const struct case_events_row *row = &rows.at[i];
		c->events[i] = (struct happened){ .seq = row->seq, .name = row->name, .subject = row->subject,
			.day = row->day, .corrects = row->corrects, .reason = row->reason, .actor = row->actor,
			.account_name = row->account, .account_id = row->account_id, .recorded_ms = row->recorded };
		TRY(case_answers_read(a, row->fields, &c->events[i].fields));
	}
	return NULL;
}

struct str case_officer_words(struct arena *a, const struct rulebook *book, struct str officer, struct str cover)
{
	struct str args[] = { cover, officer };
	return str_is_empty(cover) ? officer : book_words_with(book, a, STR("handover.stands_in"), args, 2);
}

/* Head and facts. */
static const struct fault *begin(struct store *s, struct arena *a, const struct rulebook *book, int64_t id,
				 struct str reference, struct date today, struct case_file *out)
{
	struct case_head_rows rows;
	TRY(sql_case_head(s, a, &(struct case_head_in){ id, reference.at ? reference : STR(""), today }, &rows));
	if (rows.count == 0)
		return case_absent(a);
	head_fill(out, &rows.at[0]);
	out->officer_name = case_officer_words(a, book, out->officer_name, rows.at[0].cover);
	out->cover_until = rows.at[0].cover_until;
	out->pathway = book_pathway(book, rows.at[0].pathway);
	out->home = case_stays(book, rows.at[0].pathway) ? rows.at[0].authority : rows.at[0].home;
	if (!out->pathway)
		return fault_new(a, FAULT_TEXT, "the rulebook has no pathway %.*s", STR_ARG(rows.at[0].pathway));
	facts_fill(a, out);
	return NULL;
}

/* Events and state. */
static const struct fault *reckon(struct store *s, struct arena *a, const struct rulebook *book, struct date today,
				  struct case_file *out)
{
	TRY(events_fill(s, a, out));
	out->state = pathway_reckon(a, book, out->pathway, out->events, out->event_count, &out->facts, today);
	if (!out->state.stage)
		return fault_new(a, FAULT_TEXT, "pathway %.*s has no stage for this case", STR_ARG(out->pathway->id));
	return NULL;
}

const struct fault *case_read(struct store *s, struct arena *a, const struct rulebook *book, int64_t id,
			      struct str reference, struct date today, struct case_file *out)
{
	TRY(begin(s, a, book, id, reference, today, out));
	return reckon(s, a, book, today, out);
}

const struct fault *case_read_shelf(struct desk *d, int64_t id, struct str reference, struct case_file *out)
{
	TRY(begin(d->store, d->arena, d->book, id, reference, d->now.today, out));
	if (d->shelf && shelf_get(d->shelf, d->arena, d->book, d->now.today, out))
		return NULL;
	TRY(reckon(d->store, d->arena, d->book, d->now.today, out));
	if (d->shelf)
		shelf_put(d->shelf, d->book, d->now.today, out);
	return NULL;
}

static const struct fault *contacts_fill(struct store *s, struct arena *a, struct case_file *c)
{
	struct case_contacts_rows rows;
	TRY(sql_case_contacts(s, a, &(struct case_contacts_in){ c->person_id }, &rows));
	c->contacts = ARENA_NEW(a, struct case_contact, rows.count + 1);
	c->contact_count = c->contact_room = rows.count;
	for (size_t i = 0; i < rows.count; i++) {
		const struct case_contacts_row *r = &rows.at[i];
		c->contacts[i] = (struct case_contact){ r->id, r->account_id, r->kind, r->name, r->email, r->phone,
							r->address, r->since, r->ended };
	}
	return NULL;
}

static const struct fault *documents_fill(struct store *s, struct arena *a, struct case_file *c)
{
	struct case_documents_rows rows;
	TRY(sql_case_documents(s, a, &(struct case_documents_in){ c->id }, &rows));
	c->documents = ARENA_NEW(a, struct case_document, rows.count + 1);
	c->document_count = c->document_room = rows.count;
	for (size_t i = 0; i < rows.count; i++) {
		const struct case_documents_row *r = &rows.at[i];
		c->documents[i] = (struct case_document){ .id = r->id, .event_seq = r->event_seq, .bytes = r->bytes,
			.made_ms = r->made, .account_id = r->account_id, .kind = r->kind, .subject = r->subject,
			.name = r->name, .mime = r->mime, .sha256 = r->sha256, .letter = r->letter,
			.is_to_family = r->to_family != 0 };
	}
	return NULL;
}

static const struct fault *parties_fill(struct store *s, struct arena *a, struct case_file *c)
{
	struct case_parties_rows rows;
	if (c->state.ask_count == 0)
		return NULL;
	TRY(sql_case_parties(s, a, &(struct case_parties_in){ c->id }, &rows));
	c->parties = ARENA_NEW(a, struct case_party, rows.count + 1);
	c->party_count = rows.count;
	for (size_t i = 0; i < rows.count; i++)
		c->parties[i] = (struct case_party){ rows.at[i].subject, rows.at[i].organisation, rows.at[i].email,
						     rows.at[i].account };
	return NULL;
}

static const struct fault *guards_fill(struct store *s, struct arena *a, const struct desk *d, struct case_file *c)
{
	struct guard_of_case_rows rows;
	TRY(sql_guard_of_case(s, a, &(struct guard_of_case_in){ .person_id = c->person_id, .process_id = c->id,
		.account_id = d->who.kind == WHO_ACCOUNT ? d->who.account_id : 0, .now = d->now.utc_ms, .today = d->now.today },
			      &rows));
	c->guards = ARENA_NEW(a, struct case_guard, rows.count + 1);
	c->guard_count = rows.count;
	for (size_t i = 0; i < rows.count; i++)
		c->guards[i] = (struct case_guard){ rows.at[i].sort, rows.at[i].word, rows.at[i].target, rows.at[i].target_id,
			rows.at[i].made };
	return NULL;
}

const struct fault *case_read_rest(struct store *s, struct arena *a, const struct desk *d, struct case_file *c)
{
	TRY(contacts_fill(s, a, c));
	TRY(documents_fill(s, a, c));
	TRY(guards_fill(s, a, d, c));
	return parties_fill(s, a, c);
}
