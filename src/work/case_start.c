/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case_start - a new case: the child, who belongs to them, the process, its first event and the family's link.
 * Touches the store, rules, core/digest. */
#include "core/digest.h"
#include "core/fold.h"
#include "gen/sql/case.h"
#include "rules/identifier.h"
#include "work/address.h"
#include "work/case_room.h"
#include "work/identity.h"
#include "work/link.h"
#include "work/regime.h"

enum { PROBLEM_ROOM = 64 * 1024, TOKEN_ROOM = 64, REFERENCE_LETTERS = 8, REFERENCE_TRIES = 5, SAME_MOST = 5 };

struct starting {
	const struct desk *d;
	const struct case_new *n;
	struct problems *out;
	char reference[16], token[TOKEN_ROOM];
};

const struct fault *case_process_make(struct store *writer, struct arena *a, struct case_process_add_in *in, int64_t *id)
{
	for (int i = 0; i < REFERENCE_TRIES; i++) {
		struct case_process_add_rows rows;
		/* No 0 O 1 I L: read out on the telephone and written by hand. */
		in->reference = digest_random(a, STR("23456789ABCDEFGHJKMNPQRSTUVWXYZ"), REFERENCE_LETTERS);
		TRY(sql_case_process_add(writer, a, in, &rows));
		if (rows.count == 1) {
			*id = rows.at[0].id;
			return NULL;
		}
	}
	return fault_new(a, FAULT_STORE, "no free reference was found");
}

const struct fault *case_open_another(struct store *writer, struct desk *d, const struct case_file *c,
				      struct str pathway, const struct happened *first, int64_t *made)
{
	struct str instead;
	TRY(regime_instead(writer, d->arena, d->book, pathway, first->name, c->authority, first->day, &instead));
	struct case_process_add_in in = { .authority = c->authority, .person_id = c->person_id, .pathway = instead,
		.opened = first->day, .officer_id = c->officer_id, .child_folded = c->child_folded,
		.school_id = c->roll_school_id, .locality = c->locality };
	const struct pathway *p = book_pathway_on(d->book, instead, first->day, true);
	struct case_running open = { 0 };
	struct happened begun = *first;
	int64_t id;
	if (p)
		TRY(case_running(writer, d->arena, d->book, p, c->person_id, c->authority, d->now.today, &open));
	if (open.id) {
		if (made)
			*made = 0;
		return case_running_note(writer, d, c, p, first, &open);
	}
	TRY(case_process_make(writer, d->arena, &in, &id));
	TRY(sql_case_move_on(writer, d->arena, &(struct case_move_on_in){ id, 0 }, NULL));
	begun.seq = 1;
	begun.subject = STR("");
	TRY(case_event_save(writer, d, id, &begun));
	TRY(case_recompute(writer, d->arena, d->book, id, d->now.today));
	if (made)
		*made = id;
	return audit_add(writer, d->arena, d, &(struct audit_row){ .verb = STR("open"), .what = STR("case"),
		.person_id = c->person_id, .process_id = id });
}

/* The child of a new case, tidied: as it will be kept. */
static struct case_person_add_in person_of(struct arena *a, const struct case_new *n)
{
	return (struct case_person_add_in){ .authority = n->authority, .given = str_trim(n->given),
		.family = str_trim(n->family), .folded = fold_person(a, n->family, n->given), .born = n->born,
		.sex = n->sex, .address = n->address,
		.postcode = n->postcode.at ? identifier_tidy(a, IDENTIFIER_POSTCODE, n->postcode) : STR_NONE,
		.locality = n->locality, .upn = n->upn.at ? identifier_tidy(a, IDENTIFIER_UPN, n->upn) : STR_NONE,
		.language = n->language, .need = n->need, .school_id = n->school_id };
}

static void name_check(const struct desk *d, struct str field, struct str text, struct problems *out)
{
	if (str_is_empty(str_trim(text)))
		case_problem(d, out, field, PROBLEM_MISSING, "problem.missing", book_words(d->book, STR("case.name")));
	else if (!str_is_text(text) || str_count(text) > 100)
		case_problem(d, out, field, PROBLEM_TOO_LONG, "problem.too_long", book_words(d->book, STR("case.name")));
}

static void person_check(const struct desk *d, const struct case_new *n, const struct case_person_add_in *p,
			 struct problems *out)
{
	name_check(d, STR("given"), n->given, out);
	name_check(d, STR("family"), n->family, out);
	if (date_is_none(n->born) || n->born.day > d->now.today.day)
		case_problem(d, out, STR("born"), PROBLEM_FORM, "problem.date", book_words(d->book, STR("case.born")));
	if (!str_is_empty(p->upn) && identifier_check(IDENTIFIER_UPN, p->upn) != IDENTIFIER_GOOD)
		case_problem(d, out, STR("upn"), PROBLEM_FORM, "problem.upn", STR(""));
}

struct same_list { struct case_same *at; size_t count, room; };

static const struct fault *same_push(struct arena *a, const struct case_same_people_row *r, const struct match_vector *levels, double chance,
				     struct same_list *out)
{
	for (size_t i = 0; i < out->count; i++)
		if (out->at[i].person_id == r->id)
			return NULL;
	LIST_PUSH(a, out, (struct case_same){ r->id, r->given, r->family, r->address, r->postcode, r->school, r->upn, r->born, *levels, chance });
	return NULL;
}

/* Whom the matcher would ask a person about, likeliest first. */
static const struct fault *alike(struct store *s, struct arena *a, const struct match_weights *weights, const struct match_person *p,
				 const struct case_new *n, struct same_list *out)
{
	struct identity_founds found = { 0 };

	TRY(identity_seek(s, a, weights, n->authority, p, 0, SAME_MOST, &found));
	for (size_t i = 0; i < found.count; i++) {
		struct case_same_person_rows row;

		if (found.at[i].answer == MATCH_NO)
			continue;
		TRY(sql_case_same_person(s, a, &(struct case_same_person_in){ found.at[i].person.id }, &row));
		for (size_t k = 0; k < row.count; k++)
			TRY(same_push(a, &(struct case_same_people_row){ .id = row.at[k].id, .given = row.at[k].given, .family = row.at[k].family,
				.born = row.at[k].born, .address = row.at[k].address, .postcode = row.at[k].postcode, .upn = row.at[k].upn,
				.school = row.at[k].school }, &found.at[i].levels, found.at[i].score.chance, out));
	}
	return NULL;
}

static const struct fault *same_find(struct store *s, struct arena *a, const struct rulebook *book, const struct case_new *n,
				     struct same_list *out)
{
	struct case_person_add_in p = person_of(a, n);
	struct match_person typed = { .given = fold(a, n->given), .family = fold(a, n->family), .former = STR(""), .born = n->born,
		.sex = n->sex, .postcode = p.postcode, .upn = p.upn, .former_upn = STR(""), .uln = STR(""), .nhs = STR(""),
		.former_postcodes = STR("") };
	struct case_same_people_rows rows;
	struct match_weights weights;

	*out = (struct same_list){ 0 };
	TRY(identity_weights(s, a, book, &weights));
	TRY(sql_case_same_people(s, a, &(struct case_same_people_in){ n->authority, p.folded, n->born,
		str_is_empty(p.upn) ? STR_NONE : p.upn }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct match_person known = { .given = fold(a, rows.at[i].given), .family = fold(a, rows.at[i].family), .former = STR(""),
			.born = rows.at[i].born, .sex = STR(""), .postcode = rows.at[i].postcode, .upn = rows.at[i].upn, .former_upn = STR(""),
			.uln = STR(""), .nhs = STR(""), .former_postcodes = STR("") };
		struct match_vector levels = match_compare(a, &typed, &known, weights.nicknames);

		TRY(same_push(a, &rows.at[i], &levels, match_judge(&weights, &levels).chance, out));
	}
	return alike(s, a, &weights, &typed, n, out);
}

/* Who works for the council of the new case and may look for a child there. */
static bool may_search(const struct desk *d, int64_t authority)
{
	uint32_t bits[16] = { 0 };
	struct who few = d->who;
	if (d->who.kind != WHO_ACCOUNT)
		return false;
	if (few.membership_count > 16)
		few.membership_count = 16;
	for (size_t i = 0; i < few.membership_count; i++)
		bits[i] = few.memberships[i].authority == authority ? (uint32_t)RELATION_SAME_AUTHORITY : 0;
	return access_decide(d->book, &few, d->now.today, STR("search"), STR("person"), bits).is_allowed;
}

const struct fault *case_same_people(struct desk *d, const struct case_new *n, struct case_same **out, size_t *count)
{
	struct same_list same;
	*count = 0;
	*out = NULL;
	if (!may_search(d, n->authority) || date_is_none(n->born))
		return NULL;
	TRY(same_find(d->store, d->arena, d->book, n, &same));
	struct audit_shown shown = { .arena = d->arena };
	*out = same.at;
	*count = same.count;
	for (size_t i = 0; i < same.count; i++)
		audit_shows_person(&shown, same.at[i].person_id);
	return audit_view(d, &(struct audit_row){ .verb = STR("search"), .what = STR("person"), .shown = &shown });
}

/* What allows somebody to begin a case, before there is one: the public, or an account in that council. */
static struct access_answer starter(const struct desk *d, const struct case_new *n, const struct event_kind *e)
{
	struct case_file none = { .authority = n->authority, .home = n->authority, .person_id = n->person_id, .roll_school_id = n->school_id,
		.pathway = book_pathway(d->book, n->pathway) };
	struct desk as = *d;
	if (n->beside)
		return case_recorder(d, n->beside, e, STR_NONE);
	if (d->who.kind == WHO_LINK)
		as.who = (struct who){ .kind = WHO_NOBODY };
	case_relate(&as, &none);
	struct access_answer by = case_recorder(&as, &none, e, STR_NONE);
	if (!by.is_allowed) {           /* whoever is signed in may do what everybody may */
		as.who = (struct who){ .kind = WHO_NOBODY };
		by = case_recorder(&as, &none, e, STR_NONE);
	}
	return by;
}

/* A new child is filed under their keys; those who may be the same child wait for somebody to decide. */
static const struct fault *filed_and_asked(struct store *writer, struct desk *d, int64_t person)
{
	struct match_weights weights;
	size_t pairs;
	TRY(identity_file(writer, d->arena, person));
	TRY(identity_weights(writer, d->arena, d->book, &weights));
	return identity_ask(writer, d->arena, &weights, person, d->now.utc_ms, &pairs);
}

/* The known child, or a new one; their key and what the process copies of them. */
static const struct fault *person_make(struct store *writer, struct desk *d, const struct case_new *n,
				       struct case_process_add_in *process, struct problems *out)
{
	struct case_person_add_in p = person_of(d->arena, n);
	if (n->person_id != 0) {
		struct case_person_rows known;
		TRY(sql_case_person(writer, d->arena, &(struct case_person_in){ n->person_id, n->authority }, &known));
		if (known.count == 0 || (!n->beside && !may_search(d, n->authority)))
			return fault_new(d->arena, FAULT_ABSENT, "there is no such person");
		process->person_id = n->person_id;
		process->child_folded = known.at[0].folded;
		process->school_id = known.at[0].school_id;
		process->locality = known.at[0].locality;
		return NULL;
	}
	person_check(d, n, &p, out);
	if (out->count)
		return NULL;
	if (may_search(d, n->authority) && !n->is_another_child) {
		struct same_list same;
		TRY(same_find(writer, d->arena, d->book, n, &same));
		if (same.count)
			case_problem(d, out, STR("person"), PROBLEM_TWICE, "problem.same_person", STR(""));
	}
	struct case_person_add_rows made;
	TRY(sql_case_person_add(writer, d->arena, &p, &made));
	process->person_id = made.at[0].id;
	TRY(address_note(writer, d->arena, made.at[0].id, d->now.today));
	TRY(filed_and_asked(writer, d, made.at[0].id));
	process->child_folded = p.folded;
	process->school_id = p.school_id;
	process->locality = p.locality;
	return NULL;
}

/* Is this contact known of the child already? */
static bool is_known(struct arena *a, const struct case_contacts_rows *rows, const struct case_contact *r)
{
	for (size_t i = 0; i < rows->count; i++)
		if (str_equal(rows->at[i].kind, r->kind) && str_equal(fold(a, rows->at[i].name), fold(a, r->name)) &&
		    str_equal(rows->at[i].email, r->email) && str_equal(rows->at[i].phone, r->phone))
			return true;
	return false;
}

static const struct fault *contacts_make(struct store *writer, struct desk *d, const struct case_new *n, int64_t person)
{
	struct case_contacts_rows rows;
	TRY(sql_case_contacts(writer, d->arena, &(struct case_contacts_in){ person }, &rows));
	for (size_t i = 0; i < n->contact_count; i++) {
		const struct case_contact *r = &n->contacts[i];
		if (is_known(d->arena, &rows, r))
			continue;
		TRY(sql_case_relation_add(writer, d->arena, &(struct case_relation_add_in){ .person_id = person,
			.kind = r->kind, .account_id = r->account_id, .name = r->name, .email = r->email,
			.phone = r->phone, .address = r->address,
			.since = date_is_none(r->since) ? d->now.today : r->since }, NULL));
	}
	return NULL;
}

static void text_keep(char *to, size_t room, struct str text)
{
	check(text.len < room);
	memcpy(to, text.at, text.len);
}

static const struct fault *link_and_also(struct store *writer, struct desk *d, struct starting *s, int64_t id,
					 struct str reference)
{
	struct str token = STR_NONE;
	if (s->n->make_family_link) {
		TRY(link_make(writer, d->arena, d->house, STR("family"), id, STR(""), d->now.utc_ms, 0, &token));
		text_keep(s->token, sizeof s->token, token);
	}
	text_keep(s->reference, sizeof s->reference, reference);
	return s->n->also ? s->n->also(writer, d->arena, s->n->also_ctx, id, reference, token) : NULL;
}

/* The process with its first event, judged as any other. */
static const struct fault *process_start(struct store *writer, struct desk *d, struct starting *s,
					 struct case_process_add_in *in, const struct event_kind *e,
					 const struct access_answer *by, struct problems *problems)
{
	struct case_act act = s->n->first;
	struct case_file c;
	struct happened now;
	int64_t id;
	in->opened = date_is_none(act.day) ? d->now.today : act.day;
	TRY(case_process_make(writer, d->arena, in, &id));
	TRY(contacts_make(writer, d, s->n, in->person_id));
	TRY(case_read(writer, d->arena, d->book, id, STR_NONE, d->now.today, &c));
	act.corrects = 0;
	TRY(case_act_settle(writer, d, &c, e, &act, &now, problems));
	if (!str_is_empty(str_trim(s->n->second_why)))
		LIST_PUSH(d->arena, &now.fields, (struct answer){ STR(CASE_SECOND), str_trim(s->n->second_why) });
	pathway_check(d->arena, d->book, c.pathway, e, NULL, 0, &c.facts, &now, d->now.today, problems);
	if (problems->count)
		return NULL;
	now.seq = 1;
	now.actor = audit_actor(d->arena, &d->who, by);
	TRY(sql_case_move_on(writer, d->arena, &(struct case_move_on_in){ id, 0 }, NULL));
	TRY(case_act_save(writer, d, id, &now, &act, by, problems));
	return problems->count ? NULL : link_and_also(writer, d, s, id, in->reference);
}

/* A second process of a kind of which a child has one at a time: refused, or begun with a reason that stays with its first event. */
static const struct fault *second_check(struct store *writer, const struct desk *d, const struct pathway *p, const struct case_new *n,
					const struct case_process_add_in *in, struct problems *out)
{
	struct case_running open;
	bool is_refused = str_equal(p->second, STR("refused"));

	TRY(case_running(writer, d->arena, d->book, p, in->person_id, in->authority, d->now.today, &open));
	if (open.id == 0 || (!is_refused && !str_is_empty(str_trim(n->second_why))))
		return NULL;
	problems_add(out, d->arena, is_refused ? STR("") : STR("second_why"), PROBLEM_TWICE, book_words_with(d->book, d->arena,
		is_refused ? STR("problem.second_refused") : STR("problem.second_why"),
		(const struct str[]){ p->name, open.reference, date_words(d->arena, open.opened) }, 3));
	return NULL;
}

static const struct fault *start_job(struct store *writer, struct arena *a, void *ctx)
{
	struct starting *s = ctx;
	struct desk d = *s->d;
	struct problems problems = { 0 };
	const struct pathway *p = book_pathway(d.book, s->n->pathway);
	const struct event_kind *e = p ? pathway_event(p, s->n->first.event) : NULL;
	struct case_process_add_in in = { .authority = s->n->authority, .pathway = s->n->pathway, .officer_id = s->n->officer_id };
	d.arena = a;
	d.store = writer;
	struct date day = date_is_none(s->n->first.day) ? d.now.today : s->n->first.day;
	bool is_law = false;
	TRY(regime_allows(writer, a, d.book, p, s->n->authority, day, &is_law));
	if (!e || !is_law)
		return fault_new(a, FAULT_ABSENT, "there is no such event");
	struct access_answer by = starter(&d, s->n, e);
	if (!by.is_allowed)
		return fault_new(a, FAULT_ABSENT, "there is no such event");
	if (!by.membership)             /* as anybody: then no account stands behind it */
		d.who = (struct who){ .kind = WHO_NOBODY };
	TRY(person_make(writer, &d, s->n, &in, &problems));
	if (problems.count == 0 && s->n->person_id != 0)
		TRY(second_check(writer, &d, p, s->n, &in, &problems));
	if (problems.count == 0)
		TRY(process_start(writer, &d, s, &in, e, &by, &problems));
	case_problems_copy(s->d->arena, s->out, &problems);
	return problems.count ? fault_new(a, FAULT_DENIED, "there are problems") : NULL;
}

const struct fault *case_start(struct desk *d, const struct case_new *n, struct problems *out, struct str *reference,
			       struct str *token)
{
	struct starting s = { .d = d, .n = n, .out = out };
	size_t before = out->count;
	*reference = *token = STR_NONE;
	case_arena_ready(d->arena, PROBLEM_ROOM);
	const struct fault *f = store_write(d->pool, d->arena, start_job, &s);
	if (f && f->kind == FAULT_DENIED && out->count > before)
		return NULL;
	if (f)
		return f;
	*reference = arena_str(d->arena, str_of(s.reference));
	if (n->make_family_link)
		*token = arena_str(d->arena, str_of(s.token));
	return NULL;
}
