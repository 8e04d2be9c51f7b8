/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case_access - how a user stands to a case, and what of it they may see.
 * Touches rules/access. The rule itself is text; here is only how things are. */
#include "rules/standing.h"
#include "work/case_room.h"
#include "work/roll.h"

static const struct ask_line *ask_of(const struct case_file *c, struct str subject)
{
	for (size_t i = 0; i < c->state.ask_count; i++)
		if (str_equal(c->state.asks[i].subject, subject))
			return &c->state.asks[i];
	return NULL;
}

static bool is_withdrawn(const struct ask_line *ask)
{
	return str_equal(ask->state, STR("withdrawn"));
}

/* Was this organisation asked for anything that still stands? */
static bool is_asked(const struct case_file *c, int64_t organisation)
{
	for (size_t i = 0; organisation != 0 && i < c->state.ask_count; i++)
		if (c->state.asks[i].organisation_id == organisation && !is_withdrawn(&c->state.asks[i]))
			return true;
	return false;
}

static bool has_guard(const struct case_file *c, const char *sort, const char *word, int64_t target_id)
{
	for (size_t i = 0; i < c->guard_count; i++) {
		const struct case_guard *g = &c->guards[i];
		if (str_equal(g->sort, str_of(sort)) && str_equal(g->word, str_of(word)) &&
		    (target_id == 0 || g->target_id == target_id))
			return true;
	}
	return false;
}

static bool is_current(const struct desk *d, const struct case_contact *r)
{
	return date_is_none(r->ended) || r->ended.day > d->now.today.day;
}

/* The relation of a contact's kind; 0 for one that gives none. */
static uint32_t relation_of(const struct case_contact *r)
{
	return str_equal(r->kind, STR("parent")) ? RELATION_PARENT : str_equal(r->kind, STR("self")) ? RELATION_SELF : 0;
}

static struct standing_facts facts_of(const struct case_file *c, const struct case_contact *r)
{
	return (struct standing_facts){ .born = c->born, .made = DATE_NONE, .consented = has_guard(c, "consent", "parent", r->id),
		.represents = has_guard(c, "consent", "represents", r->id), .acted_for = has_guard(c, "consent", "represents", 0) };
}

static bool contact_holds(const struct desk *d, const struct case_file *c, const struct case_contact *r)
{
	struct standing_facts f = facts_of(c, r);
	return is_current(d, r) && standing_holds(d->arena, d->book, relation_of(r), STR("opens"), &f, d->now.today);
}

/* The private link of the family still opens the case. */
static bool link_may(const struct desk *d, const struct case_file *c)
{
	struct standing_facts f = { .born = c->born, .made = date_of_ms(d->who.link_made_ms) };
	for (size_t i = 0; i < c->contact_count; i++) {
		if (!str_equal(c->contacts[i].kind, STR("parent")) || !is_current(d, &c->contacts[i]))
			continue;
		f.has_parent = true;
		f.parent_may |= contact_holds(d, c, &c->contacts[i]);
	}
	return standing_holds(d->arena, d->book, RELATION_LINK, STR("opens"), &f, d->now.today);
}

/* Of the user's own relations to the child those that are recorded, and of them those that hold today by age and capacity. */
static uint32_t family_bits(const struct desk *d, const struct case_file *c, uint32_t *recorded)
{
	uint32_t bits = 0;
	*recorded = 0;
	for (size_t i = 0; i < c->contact_count; i++) {
		const struct case_contact *r = &c->contacts[i];
		if (r->account_id != d->who.account_id || !is_current(d, r))
			continue;
		*recorded |= relation_of(r);
		if (contact_holds(d, c, r))
			bits |= relation_of(r);
	}
	return bits;
}

/* Who makes a referral is told what became of it. */
static bool began(const struct desk *d, const struct case_file *c)
{
	return c->event_count && c->events[0].account_id && c->events[0].account_id == d->who.account_id;
}

static uint32_t membership_bits(const struct desk *d, const struct case_file *c, const struct membership *m)
{
	uint32_t bits = 0;
	if (m->authority == c->home)
		bits |= RELATION_SAME_AUTHORITY;
	else if (m->authority == c->authority)
		bits |= RELATION_FORMER;
	if (c->officer_id != 0 && c->officer_id == d->who.account_id && m->authority == c->home)
		bits |= RELATION_CASELOAD;
	if (is_asked(c, m->organisation_id))
		bits |= RELATION_ASKED;
	if (m->organisation_id != 0 && (m->organisation_id == c->roll_school_id || m->organisation_id == c->school_id) &&
	    (!c->pathway || roll_counts(d->book, c->pathway->id) || began(d, c)))
		bits |= RELATION_ON_ROLL;
	if (c->panel_id != 0 && c->panel_authority == m->authority)
		bits |= RELATION_AT_PANEL;
	if (has_guard(c, "glass", "", 0))
		bits |= RELATION_EMERGENCY;
	if (has_guard(c, "consent", "advice_service", 0))
		bits |= RELATION_CONSENTED;
	return bits;
}

void case_relate(const struct desk *d, struct case_file *c)
{
	const struct who *who = &d->who;
	uint32_t recorded = 0;
	c->relations = ARENA_NEW(d->arena, uint32_t, who->membership_count + 1);
	if (who->kind == WHO_LINK && who->link_process_id == c->id) {
		if (!str_is_empty(who->link_subject))
			c->relations[0] = RELATION_LINK | RELATION_ASKED;
		else if (link_may(d, c))
			c->relations[0] = RELATION_LINK;
	}
	uint32_t family = who->kind == WHO_ACCOUNT ? family_bits(d, c, &recorded) : 0;
	c->lapsed = recorded & ~family;
	for (size_t i = 0; who->kind == WHO_ACCOUNT && i < who->membership_count; i++)
		c->relations[i] = membership_bits(d, c, &who->memberships[i]) | family;
}

/* What belongs to an ask is, for a team or a school, a matter of whether it was theirs; that they were asked for
 * something else, or that the child is on roll, opens nothing of it. */
static uint32_t ask_bits(uint32_t bits, bool is_theirs)
{
	return is_theirs ? bits | RELATION_ASKED_THIS : bits & ~(uint32_t)(RELATION_ASKED | RELATION_ON_ROLL);
}

enum { BITS_MOST = 16 };        /* memberships of one account that the rule looks at */

struct access_answer case_decide(const struct desk *d, const struct case_file *c, struct str verb, struct str what,
				 uint32_t also, struct str subject)
{
	uint32_t bits[BITS_MOST] = { 0 };
	const struct who *who = &d->who;
	const struct ask_line *ask = str_is_empty(subject) ? NULL : ask_of(c, subject);
	struct who few = *who;
	if (few.membership_count > BITS_MOST)
		few.membership_count = BITS_MOST;
	size_t count = who->kind == WHO_ACCOUNT ? few.membership_count : 1;
	for (size_t i = 0; i < count; i++) {
		bits[i] = c->relations[i] | also;
		if (str_is_empty(subject))
			continue;
		bool is_theirs = who->kind == WHO_LINK ? str_equal(who->link_subject, subject)
			: ask && who->kind == WHO_ACCOUNT && ask->organisation_id != 0 && !is_withdrawn(ask) &&
			  ask->organisation_id == who->memberships[i].organisation_id;
		bits[i] = ask_bits(bits[i], is_theirs);
	}
	struct access_answer answer = access_decide(d->book, &few, d->now.today, verb, what, bits);
	for (size_t i = 0; answer.is_allowed && i < c->guard_count; i++)
		if (str_equal(c->guards[i].target, STR("record")) && !access_decide(d->book, &few, d->now.today, verb,
				arena_printf(d->arena, "flag.%.*s", STR_ARG(c->guards[i].word)), bits).is_allowed)
			return (struct access_answer){ false, NULL, NULL };
	return answer;
}

static bool is_of(const struct case_guard *g, int64_t document_id, int64_t event_seq)
{
	return (document_id && g->target_id == document_id && str_equal(g->target, STR("document"))) ||
	       (event_seq && g->target_id == event_seq && str_equal(g->target, STR("event")));
}

bool case_is_marked(const struct case_file *c, int64_t document_id, int64_t event_seq)
{
	for (size_t i = 0; i < c->guard_count; i++)
		if (is_of(&c->guards[i], document_id, event_seq))
			return true;
	return false;
}

bool case_is_withheld(const struct desk *d, const struct case_file *c, int64_t document_id, int64_t event_seq, struct str verb,
		      uint32_t also, struct str subject)
{
	for (size_t i = 0; i < c->guard_count; i++) {
		const struct case_guard *g = &c->guards[i];
		if (is_of(g, document_id, event_seq) && !case_decide(d, c, verb, arena_printf(d->arena, "mark.%.*s", STR_ARG(g->word)), also,
					  subject).is_allowed)
			return true;
	}
	return false;
}

static bool is_section(const struct case_guard *g, struct str section)
{
	return str_starts(g->target, STR(CASE_SECTION)) &&
	       str_equal(str_slice(g->target, sizeof CASE_SECTION - 1, g->target.len), section);
}

bool case_section_is_withheld(const struct desk *d, const struct case_file *c, struct str section, uint32_t also)
{
	for (size_t i = 0; i < c->guard_count; i++)
		if (is_section(&c->guards[i], section) && !case_decide(d, c, STR("view"), arena_printf(d->arena, "mark.%.*s",
				STR_ARG(c->guards[i].word)), also, STR_NONE).is_allowed)
			return true;
	return false;
}

bool case_section_is_marked(const struct case_file *c, struct str section)
{
	for (size_t i = 0; i < c->guard_count; i++)
		if (is_section(&c->guards[i], section))
			return true;
	return false;
}

struct str case_field_section(const struct form_field *f)
{
	return str_starts(f->begins, STR("plan.")) ? str_slice(f->begins, 5, f->begins.len) : STR_NONE;
}

struct answers case_section_cut(struct arena *a, const struct event_kind *kind, const struct answers *fields, struct str section)
{
	struct answers left = { 0 };
	for (size_t i = 0; i < fields->count; i++) {
		bool is_of = false;
		for (size_t k = 0; kind && kind->form && k < kind->form->field_count; k++)
			is_of = is_of || (str_equal(kind->form->fields[k].name, fields->at[i].name) &&
					  str_equal(case_field_section(&kind->form->fields[k]), section));
		if (!is_of)
			LIST_PUSH(a, &left, fields->at[i]);
	}
	return left;
}

/* Text of a section of the plan in the answers of an event is as little for everybody as in the plan. */
static void sections_cut(const struct desk *d, const struct case_file *c, const struct event_kind *kind, struct happened *e,
			 uint32_t also)
{
	for (size_t i = 0; i < c->guard_count; i++) {
		struct str target = c->guards[i].target, section;
		if (!str_starts(target, STR(CASE_SECTION)))
			continue;
		section = str_slice(target, sizeof CASE_SECTION - 1, target.len);
		if (case_section_is_withheld(d, c, section, also))
			e->fields = case_section_cut(d->arena, kind, &e->fields, section);
	}
}

/* Was it made by this user? A link has no account: then it is theirs when it came through such a link, or is what the
 * case began with. */
static bool is_own(const struct desk *d, const struct case_file *c, int64_t account, struct str actor, int64_t seq)
{
	if (d->who.kind == WHO_ACCOUNT)
		return account != 0 && account == d->who.account_id;
	if (d->who.kind != WHO_LINK || account != 0)
		return false;
	return str_equal(actor, access_link_role(&d->who)) ||
	       (str_equal(actor, STR("public")) && str_equal(d->who.link_kind, STR("family")) &&
		c->event_count > 0 && seq == c->events[0].seq);
}

bool case_may(const struct desk *d, const struct case_file *c, struct str verb, struct str what, uint32_t also)
{
	return case_decide(d, c, verb, what, also, STR_NONE).is_allowed;
}

bool case_may_of(const struct desk *d, const struct case_file *c, struct str verb, struct str what, uint32_t also,
		 struct str subject, int64_t account_id)
{
	if (is_own(d, c, account_id, STR_NONE, 0))
		also |= RELATION_OWN;
	return case_decide(d, c, verb, what, also, subject).is_allowed;
}

bool case_is_seen(const struct desk *d, struct case_file *c)
{
	c->seen_by = case_decide(d, c, STR("view"), STR("case"), 0, STR_NONE);
	return c->seen_by.is_allowed;
}

bool case_is_staff(const struct desk *d, const struct access_answer *by)
{
	const struct role *role = by->membership ? book_role(d->book, by->membership->role) : NULL;
	return role && role->is_staff;
}

struct str case_event_what(struct arena *a, const struct pathway *p, struct str event)
{
	const struct event_kind *kind = pathway_event(p, event);
	if (kind && str_equal(kind->kind, STR("note")))
		return STR("note");
	return arena_printf(a, "event.%.*s", STR_ARG(event));
}

/* An event that takes another back is seen by who sees the other. */
static const struct happened *meant(const struct case_file *c, const struct happened *e)
{
	const struct happened *first = str_equal(e->name, STR(CASE_TAKEN_BACK)) ? case_event(c, e->corrects) : NULL;
	return first ? first : e;
}

const struct happened *case_taken_back(const struct case_file *c, int64_t seq)
{
	for (size_t i = 0; seq && i < c->event_count; i++)
		if (c->events[i].corrects == seq && c->events[i].seq > seq)
			return str_equal(c->events[i].name, STR(CASE_TAKEN_BACK)) ? &c->events[i] : case_taken_back(c, c->events[i].seq);
	return NULL;
}

/* The last day on which a version of the plan went to the family. */
static struct date last_frozen(const struct case_file *c)
{
	struct date day = DATE_NONE;
	for (size_t i = 0; i < c->event_count; i++) {
		const struct event_kind *kind = pathway_event(c->pathway, c->events[i].name);
		if (!c->events[i].is_struck && kind && !str_is_empty(kind->freezes) &&
		    (date_is_none(day) || c->events[i].day.day > day.day))
			day = c->events[i].day;
	}
	return day;
}

struct cutting { const struct desk *d; const struct case_file *c; struct date frozen; };

static bool is_out(const struct cutting *k, struct date day)
{
	return !date_is_none(k->frozen) && day.day <= k->frozen.day;
}

/* Gives whether the event is seen at all; cuts its answers when they are not. */
static bool event_cut(const struct cutting *k, struct happened *e)
{
	const struct happened *of = meant(k->c, e);
	const struct event_kind *kind = pathway_event(k->c->pathway, of->name);
	struct str what = case_event_what(k->d->arena, k->c->pathway, of->name);
	uint32_t bits = 0;
	if (is_own(k->d, k->c, e->account_id, e->actor, e->seq))
		bits |= RELATION_OWN;
	uint32_t released = kind && kind->public_part ? (uint32_t)RELATION_RELEASED : 0;
	if (!case_decide(k->d, k->c, STR("view"), what, bits | released, of->subject).is_allowed)
		return false;
	bool is_kept = !released || str_is_empty(of->subject) || is_out(k, of->day) ||
		       case_decide(k->d, k->c, STR("view"), what, bits, of->subject).is_allowed;
	if (is_kept && !case_is_withheld(k->d, k->c, 0, of->seq, STR("view"), bits, of->subject)) {
		sections_cut(k->d, k->c, kind, e, bits);
		return true;
	}
	e->fields = (struct answers){ 0 };
	e->reason = STR_NONE;
	return true;
}

/* A copy of what is held is theirs who asked for it: what is in it was chosen for them, not for the other parent. */
static int64_t owner_of(const struct case_file *c, const struct case_document *doc)
{
	return str_equal(doc->kind, STR("copy")) && c->event_count ? c->events[0].account_id : doc->account_id;
}

static bool document_is_seen(const struct cutting *k, const struct case_document *doc, struct str verb)
{
	const struct happened *e = case_event(k->c, doc->event_seq);
	bool is_letter = !str_is_empty(doc->letter);
	struct str what = is_letter ? arena_printf(k->d->arena, "letter.%.*s", STR_ARG(doc->letter))
				 : arena_printf(k->d->arena, "document.%.*s", STR_ARG(doc->kind));
	uint32_t bits = 0;
	if (is_own(k->d, k->c, owner_of(k->c, doc), e ? e->actor : STR_NONE, doc->event_seq))
		bits |= RELATION_OWN;
	if (is_letter ? doc->is_to_family : is_out(k, e ? e->day : date_of_ms(doc->made_ms)))
		bits |= RELATION_RELEASED;
	return case_decide(k->d, k->c, verb, what, bits, doc->subject).is_allowed &&
	       !case_is_withheld(k->d, k->c, doc->id, doc->event_seq, verb, bits, doc->subject);
}

bool case_document_may(const struct desk *d, const struct case_file *c, const struct case_document *doc, struct str verb)
{
	struct cutting k = { d, c, last_frozen(c) };
	return document_is_seen(&k, doc, verb);
}

/* Asks and their clocks; `next` may be among those that go, so it is kept apart. */
static void asks_cut(const struct desk *d, struct case_file *c)
{
	struct case_state *s = &c->state;
	size_t asks = 0, steps = 0;
	bool *is_kept = ARENA_NEW(d->arena, bool, s->ask_count + 1);
	if (s->next) {
		struct step_line *next = ARENA_NEW(d->arena, struct step_line, 1);
		*next = *s->next;
		s->next = next;
	}
	for (size_t i = 0; i < s->ask_count; i++)
		is_kept[i] = case_decide(d, c, STR("view"), STR("ask"), 0, s->asks[i].subject).is_allowed;
	for (size_t i = 0; i < s->step_count; i++) {
		bool is_gone = false;
		for (size_t j = 0; j < s->ask_count; j++)
			is_gone = is_gone || (!is_kept[j] && str_equal(s->asks[j].subject, s->steps[i].subject));
		if (!is_gone)
			s->steps[steps++] = s->steps[i];
	}
	for (size_t i = 0; i < s->ask_count; i++)
		if (is_kept[i])
			s->asks[asks++] = s->asks[i];
	s->ask_count = asks;
	s->step_count = steps;
}

/* Who belongs to the child may be known to somebody who must not know how to reach them. */
static void contacts_cut(const struct desk *d, struct case_file *c)
{
	if (case_may(d, c, STR("view"), STR("contact"), 0))
		return;
	if (!case_may(d, c, STR("view"), STR("contact.who"), 0))
		c->contact_count = 0;
	for (size_t i = 0; i < c->contact_count; i++)
		c->contacts[i].account_id = 0;
}

static void person_field_cut(struct case_file *c, struct str name)
{
	const struct { struct str name, *at; } fields[] = {
		{ STR("person.upn"), &c->upn }, { STR("person.address"), &c->address }, { STR("person.postcode"), &c->postcode },
		{ STR("person.locality"), &c->locality }, { STR("person.language"), &c->language }, { STR("person.sex"), &c->sex },
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (str_equal(fields[i].name, name))
			*fields[i].at = STR_NONE;
}

static void contact_field_cut(struct case_contact *r, struct str name)
{
	const struct { struct str name, *at; } fields[] = {
		{ STR("contact.name"), &r->name }, { STR("contact.email"), &r->email }, { STR("contact.phone"), &r->phone },
		{ STR("contact.address"), &r->address },
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (str_equal(fields[i].name, name))
			*fields[i].at = STR_NONE;
}

static bool details_may(const struct desk *d, const struct case_file *c, const struct details *t)
{
	if (!str_is_empty(t->needs) && !case_may(d, c, STR("view"), t->needs, 0))
		return false;
	struct str word = t->mark;
	str_cut(&word, '.');
	for (size_t i = 0; !str_is_empty(t->mark) && i < c->guard_count; i++)
		if (str_equal(c->guards[i].sort, STR("mark")) && str_equal(c->guards[i].word, word))
			return case_may(d, c, STR("view"), t->mark, 0);
	return true;
}

/* Where the child lives, say, is kept from who must not learn it; one's own is no secret. The rule is text. */
static void details_cut(const struct desk *d, struct case_file *c, const struct details *t)
{
	if (details_may(d, c, t))
		return;
	for (size_t f = 0; f < t->fields.count; f++) {
		person_field_cut(c, t->fields.at[f]);
		for (size_t i = 0; i < c->contact_count; i++)
			if (!t->own || d->who.kind != WHO_ACCOUNT || c->contacts[i].account_id != d->who.account_id)
				contact_field_cut(&c->contacts[i], t->fields.at[f]);
	}
}

void case_cut(const struct desk *d, struct case_file *c)
{
	struct case_file whole = *c;    /* what is asked about must still be there while the rest is cut */
	struct cutting k = { d, &whole, last_frozen(c) };
	size_t events = 0, documents = 0;
	struct happened *seen = ARENA_NEW(d->arena, struct happened, c->event_count + 1);
	struct case_document *papers = ARENA_NEW(d->arena, struct case_document, c->document_count + 1);
	for (size_t i = 0; i < c->event_count; i++) {
		seen[events] = whole.events[i];
		events += event_cut(&k, &seen[events]);
	}
	for (size_t i = 0; i < c->document_count; i++)
		if (document_is_seen(&k, &whole.documents[i], STR("view")))
			papers[documents++] = whole.documents[i];
	asks_cut(d, c);
	c->events = seen;
	c->event_count = events;
	c->documents = papers;
	c->document_count = documents;
	for (size_t i = 0; i < d->book->details_count; i++)
		details_cut(d, c, &d->book->details[i]);
	contacts_cut(d, c);
}
