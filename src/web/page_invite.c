/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_invite - an officer invites a family to follow its case with an account.
 * Touches work/link. Whose question: "this mother wants to see where we are: how do I let her in?" */
#include "web/view_post.h"
#include "work/link.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static struct form form_of(struct desk *d, const struct case_file *c)
{
	const struct code_list *relations = book_codes(d->book, STR("relation"));
	struct code_list *kinds = ARENA_NEW(d->arena, struct code_list, 1), *people = ARENA_NEW(d->arena, struct code_list, 1);
	struct form form = { .id = STR("invite") };

	for (size_t i = 0; relations && i < relations->count; i++)
		if (!str_equal(relations->at[i].code, STR("other")))
			LIST_PUSH(d->arena, kinds, relations->at[i]);
	for (size_t i = 0; i < c->contact_count; i++)
		if (link_may_invite(&c->contacts[i]))
			LIST_PUSH(d->arena, people, (struct code){ arena_int(d->arena, c->contacts[i].id),
				c->contacts[i].name, c->contacts[i].email });
	LIST_PUSH(d->arena, people, (struct code){ STR("0"), words(d, "invite.family_new"), STR_NONE });
	post_field(d, &form, "contact", "invite.family_who", "", FIELD_CHOICE, 20, true);
	form.fields[0].codes = people;
	post_field(d, &form, "name", "invite.family_name", "", FIELD_TEXT, 100, false);
	post_field(d, &form, "kind", "invite.family_kind", "", FIELD_CHOICE, 20, false);
	form.fields[2].codes = kinds;
	post_field(d, &form, "email", "invite.email", "", FIELD_EMAIL, 254, true);
	return form;
}

static const struct fault *invite_show(struct desk *d, const struct request *r, const struct case_file *c,
				       const struct answers *values, const struct problems *problems, struct reply *out)
{
	struct form form = form_of(d, c);
	struct case_bar bar = case_bar_of(d, c);
	struct post_form_view v = { .frame = case_frame_of(d, r, c, words(d, "invite.family_title")), .bar = &bar,
		.lead = words(d, "invite.family_lead"), .button = words(d, "invite.button") };

	v.here = v.cancel = arena_printf(d->arena, "%.*s/people", STR_ARG(bar.base));
	v.action = arena_printf(d->arena, "%.*s/invite", STR_ARG(bar.base));
	return post_form_show(d, &form, values, problems, c->authority, &v, out);
}

static const struct fault *invite_open(struct desk *d, const struct request *r, struct case_file **c)
{
	TRY(case_open(d, r->part[0], STR("share"), c));
	return case_may(d, *c, STR("share"), STR("contact"), 0) ? NULL :
	       fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

static const struct fault *invite_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers none = { 0 };
	struct case_file *c;

	TRY(invite_open(d, r, &c));
	return invite_show(d, r, c, &none, NULL, out);
}

static const struct fault *invite_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers values = { 0 };
	struct kept_files files = { 0 };
	struct problems problems = { 0 };
	struct case_file *c;

	TRY(invite_open(d, r, &c));
	struct form form = form_of(d, c);

	if (!form_read(d, r, &form, STR(""), &values, &files, &problems))
		return invite_show(d, r, c, &values, &problems, out);
	struct link_invite i = { .kind = answers_get(&values, STR("kind")), .name = answers_get(&values, STR("name")),
				 .email = answers_get(&values, STR("email")) };

	if (!str_to_int(answers_get(&values, STR("contact")), &i.contact_id))
		problems_add(&problems, d->arena, STR("contact"), PROBLEM_MISSING, words(d, "invite.contact_gone"));
	else
		TRY(link_invite(d, c, &i, &problems));
	if (problems.count)
		return invite_show(d, r, c, &values, &problems, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/cases/%.*s/people?said=invited", STR_ARG(c->reference)));
	return NULL;
}

const struct page page_invite = {
	.path = "/cases/{0}/invite", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = invite_get,
};
const struct page page_invite_post = {
	.path = "/cases/{0}/invite", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = invite_post,
};
