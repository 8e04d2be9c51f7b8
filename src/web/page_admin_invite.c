/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_admin_invite - an administrator makes an account for somebody, who chooses the password by a mail.
 * Touches work/pass, work/measure (councils). Whose question: "a new colleague starts: how do they get in?" */
#include "rules/pathway.h"
#include "web/admin_room.h"
#include "web/view_post.h"
#include "work/measure.h"
#include "work/pass.h"

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

/* The last question gets these codes. */
static struct code_list *codes_add(struct desk *d, struct form *form)
{
	struct code_list *list = ARENA_NEW(d->arena, struct code_list, 1);

	form->fields[form->field_count - 1].codes = list;
	return list;
}

static const struct fault *form_of(struct desk *d, struct form *form)
{
	struct measure_areas areas = { 0 };
	struct code_list *list;

	*form = (struct form){ .id = STR("invite") };
	TRY(measure_areas(d, &areas));
	post_field(d, form, "name", "invite.name", "", FIELD_TEXT, 100, true);
	post_field(d, form, "email", "invite.email", "", FIELD_EMAIL, 254, true);
	post_field(d, form, "role", "invite.role", "", FIELD_CHOICE, 40, true);
	list = codes_add(d, form);
	for (size_t i = 0; i < d->book->role_count; i++)
		if (d->book->roles[i].is_staff)
			LIST_PUSH(d->arena, list, (struct code){ d->book->roles[i].id, d->book->roles[i].name, d->book->roles[i].about });
	post_field(d, form, "authority", "invite.council", "", FIELD_CHOICE, 10, true);
	list = codes_add(d, form);
	for (size_t i = 0; i < areas.count; i++)
		LIST_PUSH(d->arena, list, (struct code){ arena_int(d->arena, areas.at[i].authority),
			areas.at[i].name, STR_NONE });
	post_field(d, form, "organisation", "invite.organisation", "invite.organisation_hint", FIELD_ORGANISATION, 20, false);
	return NULL;
}

static int64_t number_of(const struct answers *values, const char *name)
{
	int64_t n;

	return str_to_int(answers_get(values, str_of(name)), &n) ? n : 0;
}

static const struct fault *invite_show(struct desk *d, const struct request *r, struct form *form, const struct answers *values,
				       const struct problems *problems, struct reply *out)
{
	struct post_form_view v = { .frame = admin_frame(d, r, "invite.staff_title"), .lead = words(d, "invite.staff_lead"),
		.action = STR("/admin/invite"), .button = words(d, "invite.button"), .cancel = STR("/admin/accounts") };

	v.frame.back = STR("/admin/accounts");
	return post_form_show(d, form, values, problems, number_of(values, "authority"), &v, out);
}

static const struct fault *invite_get(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers none = { 0 };
	struct form form;

	TRY(admin_may(d));
	TRY(form_of(d, &form));
	return invite_show(d, r, &form, &none, NULL, out);
}

static const struct fault *invite_post(struct desk *d, const struct request *r, struct reply *out)
{
	struct answers values = { 0 };
	struct kept_files files = { 0 };
	struct problems problems = { 0 };
	struct form form;
	int64_t id = 0;

	TRY(admin_may(d));
	TRY(form_of(d, &form));
	if (!form_read(d, r, &form, STR(""), &values, &files, &problems))
		return invite_show(d, r, &form, &values, &problems, out);
	struct account_new n = { .email = answers_get(&values, STR("email")), .name = answers_get(&values, STR("name")),
		.role = answers_get(&values, STR("role")), .authority = number_of(&values, "authority"),
		.organisation_id = number_of(&values, "organisation") };
	bool needs_place = str_equal(n.role, STR("adviser")) || str_equal(n.role, STR("school"));

	if (needs_place && !n.organisation_id)
		problems_add(&problems, d->arena, STR("organisation"), PROBLEM_MISSING, words(d, "invite.organisation_missing"));
	form_check(d->arena, d->book, &form, &values, d->now.today, &problems);
	if (problems.count == 0)
		TRY(pass_invite(d, &n, &problems, &id));
	if (problems.count)
		return invite_show(d, r, &form, &values, &problems, out);
	reply_redirect(out, d->arena, arena_printf(d->arena, "/admin/accounts/%lld?said=invited", (long long)id));
	return NULL;
}

const struct page page_admin_invite = {
	.path = "/admin/invite", .method = METHOD_GET, .needs = NEEDS_STAFF, .answer = invite_get,
};
const struct page page_admin_invite_post = {
	.path = "/admin/invite", .method = METHOD_POST, .needs = NEEDS_STAFF, .needs_proof = true, .answer = invite_post,
};
