/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/request_send - a finished public form becomes a case, once.
 * Touches the store, work/draft, work/case. */
#include "gen/sql/request.h"
#include "work/request_room.h"

struct mark { struct desk *d; struct str token; };

/* case_new.also: the draft is sent in the transaction that opens the case. */
static const struct fault *mark_sent(struct store *writer, struct arena *a, void *ctx, int64_t process_id,
				     struct str reference, struct str case_token)
{
	const struct mark *m = ctx;
	return draft_sent(writer, a, m->d, m->token, process_id, reference, case_token);
}

static struct str mapped(const struct desk *d, const struct request_draft *r, const char *what)
{
	struct str text = request_mapped(d->book, r->form, d->arena, &r->draft.fields, what);
	return str_is_empty(text) ? STR_NONE : text;
}

/* The answers of questions that are asked; those of pages that fell away and our own marks stay behind. */
static struct answers answers_asked(struct desk *d, const struct request_draft *r)
{
	struct answers out = { 0 };
	for (size_t i = 0; i < r->form->field_count; i++) {
		const struct form_field *f = &r->form->fields[i];
		struct str text = answers_get(&r->draft.fields, f->name);
		if (!str_is_empty(text) && request_page_of(r, f->page) &&
		    form_asks(d->arena, d->book, f->when, &r->draft.fields, d->now.today))
			LIST_PUSH(d->arena, &out, (struct answer){ f->name, text });
	}
	return out;
}

/* Who asked, and for a school the parent whose right it is. */
static void contacts_fill(struct desk *d, const struct request_draft *r, struct case_new *n, struct str asker)
{
	bool is_family = str_equal(asker, STR("parent")) || r->is_self;
	struct str name = mapped(d, r, "contact.name");
	n->contacts = ARENA_NEW(d->arena, struct case_contact, 2);
	if (!name.at)
		name = arena_printf(d->arena, "%.*s %.*s", STR_ARG(n->given), STR_ARG(n->family));
	n->contacts[n->contact_count++] = (struct case_contact){ .kind = asker, .name = name,
		.email = mapped(d, r, "contact.email"), .phone = mapped(d, r, "contact.phone"),
		.address = is_family ? n->address : STR_NONE, .since = d->now.today };
	if (!is_family && mapped(d, r, "parent.name").at)
		n->contacts[n->contact_count++] = (struct case_contact){ .kind = STR("parent"),
			.name = mapped(d, r, "parent.name"), .address = mapped(d, r, "parent.address"),
			.since = d->now.today };
	n->make_family_link = is_family;
}

static const struct fault *school_find(struct desk *d, int64_t authority, struct str name, int64_t *out)
{
	struct request_school_rows rows;
	*out = 0;
	if (!name.at)
		return NULL;
	TRY(sql_request_school(d->store, d->arena, &(struct request_school_in){ authority, name }, &rows));
	*out = rows.count == 1 ? rows.at[0].id : 0;
	return NULL;
}

static const struct fault *case_new_fill(struct desk *d, const struct request_draft *r, struct case_new *n)
{
	struct str locality;
	*n = (struct case_new){ .pathway = str_of(request_pathway), .authority = r->draft.authority,
		.given = mapped(d, r, "given"), .family = mapped(d, r, "family"), .born = date_read(mapped(d, r, "born")),
		.sex = mapped(d, r, "sex"), .need = mapped(d, r, "need"), .address = mapped(d, r, "address"),
		.postcode = mapped(d, r, "postcode"), .upn = mapped(d, r, "upn"), .language = mapped(d, r, "language"),
		.first = { .event = str_of(request_event), .day = d->now.today, .fields = answers_asked(d, r),
			   .files = r->draft.files } };
	request_councils(d->book, d->arena, n->postcode, &locality);
	n->locality = locality;
	contacts_fill(d, r, n, request_asker(d->book, r->form, d->arena, &r->draft.fields));
	return school_find(d, n->authority, mapped(d, r, "school"), &n->school_id);
}

/* All that stands in the way of sending: unanswered pages too. */
static const struct fault *problems_all(struct desk *d, const struct request_draft *r, struct problems *out)
{
	struct request_authority_rows rows;
	form_check(d->arena, d->book, r->form, &r->draft.fields, d->now.today, out);
	if (out->count)
		return NULL;
	TRY(sql_request_authority(d->store, d->arena, &(struct request_authority_in){ r->draft.authority }, &rows));
	if (rows.count == 0)
		problems_add(out, d->arena, STR(""), PROBLEM_RULE, book_words(d->book, STR("request.no_council")));
	return NULL;
}

static const struct fault *sent_before(struct desk *d, struct str token, struct str *reference, struct str *family_token)
{
	struct draft draft;
	TRY(draft_open(d, token, &draft));
	if (draft.sent_process_id == 0)
		return fault_new(d->arena, FAULT_CONFLICT, "the draft changed while it was sent");
	*reference = draft.sent_reference;
	*family_token = draft.sent_token;
	return NULL;
}

const struct fault *request_send(struct desk *d, struct str token, struct problems *out, struct str *reference,
				 struct str *family_token)
{
	struct request_draft r;
	struct case_new n;
	struct mark m = { d, token };
	*reference = *family_token = STR_NONE;
	TRY(request_open(d, token, &r));
	if (r.draft.sent_process_id)
		return sent_before(d, token, reference, family_token);
	TRY(problems_all(d, &r, out));
	if (out->count)
		return NULL;
	TRY(case_new_fill(d, &r, &n));
	n.also = mark_sent;
	n.also_ctx = &m;
	const struct fault *f = case_start(d, &n, out, reference, family_token);
	if (f && f->kind == FAULT_CONFLICT)
		return sent_before(d, token, reference, family_token);
	return f;
}
