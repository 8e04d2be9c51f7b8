/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_case_new - staff open a case: a request that came on paper or by telephone, any process of the rulebook.
 * Touches work/case, web/form. */
#include "gen/html/page_case_new.h"
#include "web/page_case.h"
#include "web/page_case_form.h"
#include "work/identity.h"
#include "work/regime.h"
#include "web/view_case_new.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

/* The council that the user may open a case for with this event; 0 none. */
static int64_t authority_for(const struct desk *d, const struct event_kind *e)
{
	for (size_t i = 0; i < d->who.membership_count; i++) {
		const struct membership *m = &d->who.memberships[i];
		const struct role *role = book_role(d->book, m->role);
		for (size_t j = 0; role && role->is_staff && j < e->roles.count; j++)
			if (str_equal(e->roles.at[j], m->role) &&
			    access_reach(d->book, &d->who, d->now.today, STR("search"), STR("person")).is_allowed)
				return m->authority;
	}
	return 0;
}

static const struct event_kind *starting(const struct desk *d, const struct pathway *p, struct str id)
{
	for (size_t i = 0; p && i < p->event_count; i++) {
		const struct event_kind *e = &p->events[i];
		if ((str_is_empty(id) || str_equal(e->id, id)) && pathway_starts(p, e) && authority_for(d, e))
			return e;
	}
	return NULL;
}

/* Law that is only proposed is offered where the user's council tries it today. */
static const struct fault *is_offered(struct desk *d, const struct pathway *p, const struct event_kind *e, bool *out)
{
	*out = false;
	if (p != book_pathway(d->book, p->id) || !pathway_starts(p, e) || !authority_for(d, e))
		return NULL;
	return regime_allows(d->store, d->arena, d->book, p, authority_for(d, e), d->now.today, out);
}

/* The case from whose page another one is begun for the same child: its reference stands in the address (`for`) or in the form;
 * NULL when a child is yet to be named. */
static const struct fault *child_of(struct desk *d, const struct request *r, struct case_file **out)
{
	struct str reference = r->method == METHOD_GET ? request_query(r, STR("for")) : request_form(r, STR("for"));

	*out = NULL;
	return str_is_empty(reference) ? NULL : case_open(d, reference, STR("view"), out);
}

static struct str child_words(struct desk *d, const struct case_file *c)
{
	struct str args[] = { c->child_given, c->child_family, date_words(d->arena, c->born) };

	return book_words_with(d->book, d->arena, STR("case-new.for"), args, 3);
}

bool case_new_may(const struct desk *d, const struct case_file *c)
{
	for (size_t i = 0; i < d->who.membership_count; i++) {
		const struct role *role = book_role(d->book, d->who.memberships[i].role);

		if (role && role->is_staff && d->who.memberships[i].authority == c->home &&
		    access_reach(d->book, &d->who, d->now.today, STR("search"), STR("person")).is_allowed)
			return true;
	}
	return false;
}

/* What of this kind is open for the child already; words absent: nothing stands in the way. */
static const struct fault *running_fill(struct desk *d, const struct pathway *p, int64_t person_id, int64_t authority,
					struct case_new_running *out)
{
	struct case_running open;

	*out = (struct case_new_running){ .is_refused = str_equal(p->second, STR("refused")) };
	TRY(case_running(d->store, d->arena, d->book, p, person_id, authority, d->now.today, &open));
	if (open.id == 0)
		return NULL;
	struct str args[] = { p->name, open.reference, date_words(d->arena, open.opened) };
	out->words = book_words_with(d->book, d->arena, STR("case-new.running"), args, 3);
	out->brief = book_words_with(d->book, d->arena, STR("case-new.running_short"), args + 1, 2);
	out->more = words(d, out->is_refused ? "case-new.running_refused" : "case-new.running_reason");
	out->reference = open.reference;
	out->href = arena_printf(d->arena, "/cases/%.*s", STR_ARG(open.reference));
	return NULL;
}

static const struct fault *kinds_answer(struct desk *d, const struct request *r, struct reply *out)
{
	struct case_new_choice_view v = { .frame = frame_of(d, r, words(d, "case-new.title")) };
	struct case_file *c;
	size_t room = 0;
	TRY(child_of(d, r, &c));
	if (c) {
		v.frame = frame_of(d, r, words(d, "case-new.another_case"));
		v.child = child_words(d, c);
	}
	for (size_t i = 0; i < d->book->pathway_count; i++)
		room += d->book->pathways[i].event_count;
	v.at = ARENA_NEW(d->arena, struct case_new_choice, room + 1);
	for (size_t i = 0; i < d->book->pathway_count; i++) {
		const struct pathway *p = &d->book->pathways[i];
		for (size_t j = 0; j < p->event_count; j++) {
			bool is_one;
			TRY(is_offered(d, p, &p->events[j], &is_one));
			if (!is_one)
				continue;
			struct case_new_choice *choice = &v.at[v.count++];
			*choice = (struct case_new_choice){ .pathway = p->name, .name = p->events[j].name, .about = p->events[j].about,
				.href = arena_printf(d->arena, "/cases/new/%.*s/%.*s%s%.*s", STR_ARG(p->id), STR_ARG(p->events[j].id),
						     c ? "?for=" : "", STR_ARG(c ? c->reference : STR(""))) };
			if (c)
				TRY(running_fill(d, p, c->person_id, authority_for(d, &p->events[j]), &choice->running));
		}
	}
	if (v.count == 0)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	v.frame.section = STR("work");
	v.frame.back = c ? arena_printf(d->arena, "/cases/%.*s", STR_ARG(c->reference)) : STR("/work");
	out->body = out_start(d->arena, 32768);
	html_case_new_choice(&out->body, &v);
	return NULL;
}
const struct page page_case_new = {
	.path = "/cases/new", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = kinds_answer,
};

static bool has_field(const struct form *form, struct str name)
{
	for (size_t i = 0; form && i < form->field_count; i++)
		if (str_equal(form->fields[i].name, name))
			return true;
	return false;
}

static void field_add(struct arena *a, struct form *form, struct form_field field)
{
	if (form->field_count == form->field_room)
		arena_grow(a, (void **)&form->fields, &form->field_room, sizeof *form->fields);
	form->fields[form->field_count++] = field;
}

/* What a case needs to know of a child (who is not known yet) and of one person who belongs to them, where the event does not ask
 * it itself. */
static struct form form_of(struct desk *d, const struct event_kind *e, bool is_known)
{
	static const struct { const char *name, *key; size_t most; enum field_type type; bool must; } own[] = {
		{ "given", "case-new.given", 100, FIELD_TEXT, true }, { "family", "case-new.family", 100, FIELD_TEXT, true },
		{ "born", "case.born", 20, FIELD_DATE, true }, { "address", "case.address", 500, FIELD_LONG, true },
		{ "postcode", "case-new.postcode", 10, FIELD_POSTCODE, true }, { "upn", "case-new.upn", 20, FIELD_TEXT, false },
		{ "contact_name", "case-new.contact", 200, FIELD_TEXT, true }, { "email", "case.email", 254, FIELD_EMAIL, false },
		{ "phone", "case.phone", 30, FIELD_PHONE, false },
	};
	struct form form = { .id = e->id };
	for (size_t i = 0; !is_known && i < sizeof own / sizeof *own; i++)
		if (!has_field(e->form, str_of(own[i].name)))
			field_add(d->arena, &form, (struct form_field){ .name = str_of(own[i].name), .label = words(d, own[i].key),
				.type = own[i].type, .most = own[i].most, .must = own[i].must });
	if (!is_known)
		field_add(d->arena, &form, (struct form_field){ .name = STR("school_id"), .label = words(d, "case.school"),
			.type = FIELD_ORGANISATION, .codes_of = STR("school college nursery"), .most = 20 });
	field_add(d->arena, &form, (struct form_field){ .name = STR("day"), .type = FIELD_DATE, .must = true, .most = 20,
		.label = str_is_empty(e->date_words) ? words(d, "case.day") : e->date_words });
	if (book_is_sent(d->book, e))
		case_came_add(d, &form);
	for (size_t i = 0; e->form && i < e->form->field_count; i++) {
		struct form_field field = e->form->fields[i];
		field.page = STR("");
		field_add(d->arena, &form, field);
	}
	return form;
}

/* Which child is meant, when there is one like it already. A child that is none of them was not chosen here. */
static const struct fault *same_add(struct desk *d, struct case_new *n, struct form *form)
{
	bool is_one = false;
	struct case_same *same;
	struct code_list *list = ARENA_NEW(d->arena, struct code_list, 1);
	size_t count;
	TRY(case_same_people(d, n, &same, &count));
	for (size_t i = 0; i < count; i++) {
		is_one = is_one || same[i].person_id == n->person_id;
		struct str args[] = { same[i].given, same[i].family, date_words(d->arena, same[i].born), same[i].address, same[i].school };
		LIST_PUSH(d->arena, list, (struct code){ arena_int(d->arena, same[i].person_id),
			book_words_with(d->book, d->arena, STR("case-new.same"), args, 5), identity_why(d->arena, d->book, &same[i].levels, same[i].chance) });
	}
	if (!is_one)
		n->person_id = 0;
	if (count == 0)
		return NULL;
	LIST_PUSH(d->arena, list, (struct code){ STR("another"), words(d, "case-new.another"), STR_NONE });
	struct form with = { .id = form->id };
	field_add(d->arena, &with, (struct form_field){ .name = STR("person"), .label = words(d, "case-new.which"),
		.type = FIELD_CHOICE, .codes = list, .most = 20 });
	for (size_t i = 0; i < form->field_count; i++)
		field_add(d->arena, &with, form->fields[i]);
	*form = with;
	return NULL;
}

static struct case_new new_of(struct desk *d, const struct pathway *p, const struct event_kind *e, const struct request *r,
			      const struct case_file *child, const struct answers *v, const struct kept_files *files)
{
	struct str person = request_form(r, STR("person"));
	struct case_new n = { .pathway = p->id, .authority = authority_for(d, e), .given = answers_get(v, STR("given")),
		.family = answers_get(v, STR("family")), .born = date_read(answers_get(v, STR("born"))),
		.address = answers_get(v, STR("address")), .postcode = answers_get(v, STR("postcode")),
		.upn = answers_get(v, STR("upn")), .is_another_child = str_equal(person, STR("another")),
		.second_why = answers_get(v, STR("second_why")),
		.first = { .event = e->id, .day = date_read(answers_get(v, STR("day"))), .fields = *v, .files = *files,
			   .came = answers_get(v, STR("came")), .came_on = date_read(answers_get(v, STR("came_on"))) } };
	if (!str_to_int(person, &n.person_id))
		n.person_id = 0;
	if (!str_to_int(answers_get(v, STR("school_id")), &n.school_id))
		n.school_id = 0;
	if (child) {
		n.person_id = child->person_id;
		n.officer_id = child->officer_id;
		return n;
	}
	bool is_school = str_equal(answers_get(v, STR("asker")), STR("school")),
	     is_self = str_equal(answers_get(v, STR("asker")), STR("young_person"));
	n.contacts = ARENA_NEW(d->arena, struct case_contact, 1);
	n.contact_count = 1;
	n.contacts[0] = (struct case_contact){ .kind = is_self ? STR("self") : is_school ? STR("other") : STR("parent"),
		.name = answers_get(v, STR("contact_name")), .email = answers_get(v, STR("email")),
		.phone = answers_get(v, STR("phone")), .address = n.address, .since = d->now.today, .ended = DATE_NONE };
	return n;
}

/* child: NULL, or a case of the child for whom it is opened. */
struct opening {
	struct form form; struct answers values; struct kept_files files; struct problems problems;
	struct case_file *child;
	struct case_new_running running;
};

/* A child has one of these at a time: the open one is told, and (where a second may be) why another is needed is asked first of all. */
static const struct fault *second_add(struct desk *d, const struct pathway *p, const struct event_kind *e, int64_t person_id,
				      struct opening *f)
{
	struct form with = { .id = f->form.id };

	TRY(running_fill(d, p, person_id, authority_for(d, e), &f->running));
	if (!f->running.words.at || f->running.is_refused)
		return NULL;
	field_add(d->arena, &with, (struct form_field){ .name = STR("second_why"), .label = words(d, "case-new.second_why"),
		.type = FIELD_LONG, .most = 2000, .must = true });
	for (size_t i = 0; i < f->form.field_count; i++)
		field_add(d->arena, &with, f->form.fields[i]);
	f->form = with;
	return NULL;
}

static const struct fault *show(struct desk *d, const struct request *r, const struct pathway *p, const struct event_kind *e,
				const struct opening *f, struct reply *out)
{
	struct out fields = out_start(d->arena, 8192);
	struct form_view form = { .desk = d, .form = &f->form, .page = STR(""), .values = &f->values,
				  .problems = &f->problems, .authority = authority_for(d, e), .files = &f->files };
	struct case_new_view v = { .frame = frame_of(d, r, e->name), .caption = p->name,
		.action = arena_printf(d->arena, "/cases/new/%.*s/%.*s", STR_ARG(p->id), STR_ARG(e->id)),
		.has_files = form_has_files(&f->form, STR("")), .back = STR("/cases/new"), .running = f->running };
	if (f->child) {
		v.child = child_words(d, f->child);
		v.reference = f->child->reference;
		v.back = arena_printf(d->arena, "/cases/new?for=%.*s", STR_ARG(v.reference));
	}
	TRY(form_show(&fields, &form));
	v.fields = out_str(&fields);
	v.frame.section = STR("work");
	v.frame.back = v.back;
	v.frame.problems = &f->problems;
	out->body = out_start(d->arena, 65536);
	html_case_new(&out->body, &v);
	return NULL;
}

/* A slip is told once for each field. */
static void tell_once(struct problems *p)
{
	size_t kept = 0;
	for (size_t i = 0; i < p->count; i++) {
		bool is_told = false;
		for (size_t j = 0; j < kept; j++)
			is_told = is_told || str_equal(p->at[j].field, p->at[i].field);
		if (!is_told)
			p->at[kept++] = p->at[i];
	}
	p->count = kept;
}

static const struct fault *open_it(struct desk *d, const struct request *r, const struct pathway *p,
				   const struct event_kind *e, struct opening *f, struct reply *out)
{
	struct case_new n = new_of(d, p, e, r, f->child, &f->values, &f->files);
	struct str reference, token;
	if (!f->child) {
		TRY(same_add(d, &n, &f->form));
		TRY(second_add(d, p, e, n.person_id, f));
		n.second_why = request_form(r, STR("second_why"));
	}
	form_check(d->arena, d->book, &f->form, &f->values, d->now.today, &f->problems);
	if (f->problems.count == 0)
		TRY(case_start(d, &n, &f->problems, &reference, &token));
	if (f->problems.count) {
		tell_once(&f->problems);
		return show(d, r, p, e, f, out);
	}
	reply_redirect(out, d->arena, arena_printf(d->arena, "/cases/%.*s?said=case_recorded", STR_ARG(reference)));
	return NULL;
}

/* What a form of its own asks of a child who is known. */
static void child_answers(const struct desk *d, const struct case_file *c, struct answers *out)
{
	const struct answer all[] = {
		{ STR("given"), c->child_given }, { STR("family"), c->child_family }, { STR("born"), date_iso(d->arena, c->born) },
		{ STR("address"), c->address }, { STR("postcode"), c->postcode }, { STR("upn"), c->upn },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!str_is_empty(all[i].text))
			LIST_PUSH(d->arena, out, all[i]);
}

static const struct fault *new_answer(struct desk *d, const struct request *r, struct reply *out)
{
	const struct pathway *p = book_pathway(d->book, r->part[0]);
	const struct event_kind *e = str_is_empty(r->part[1]) ? NULL : starting(d, p, r->part[1]);
	struct opening f = { 0 };
	bool is_one = false;
	if (e)
		TRY(is_offered(d, p, e, &is_one));
	if (!is_one)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(child_of(d, r, &f.child));
	f.form = form_of(d, e, f.child != NULL);
	if (f.child)
		TRY(second_add(d, p, e, f.child->person_id, &f));
	if (r->method == METHOD_GET) {
		if (f.child)
			child_answers(d, f.child, &f.values);
		LIST_PUSH(d->arena, &f.values, (struct answer){ STR("day"), date_iso(d->arena, d->now.today) });
		LIST_PUSH(d->arena, &f.values, (struct answer){ STR("came"), e->came });
		return show(d, r, p, e, &f, out);
	}
	bool is_sent = form_read(d, r, &f.form, STR(""), &f.values, &f.files, &f.problems);
	if (!is_sent)
		return show(d, r, p, e, &f, out);
	static const char *const later[] = { "person", "second_why" };  /* asked once it is known which child it is */
	for (size_t i = 0; i < sizeof later / sizeof *later; i++)
		if (!answers_get(&f.values, str_of(later[i])).at && !str_is_empty(request_form(r, str_of(later[i]))))
			LIST_PUSH(d->arena, &f.values, (struct answer){ str_of(later[i]), request_form(r, str_of(later[i])) });
	return open_it(d, r, p, e, &f, out);
}
const struct page page_case_new_form = {
	.path = "/cases/new/{0}/{1}", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = new_answer,
};
const struct page page_case_new_post = {
	.path = "/cases/new/{0}/{1}", .method = METHOD_POST, .needs = NEEDS_STAFF, .answer = new_answer, .takes_files = true,
};
