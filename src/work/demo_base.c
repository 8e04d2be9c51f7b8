/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/demo - the councils, teams, schools, accounts and panels of the demonstration area.
 * Touches the store. */
#include "core/digest.h"
#include "core/fold.h"
#include "gen/sql/demo.h"
#include "work/demo.h"

enum { PANEL_WEEKS_BACK = 320, PANEL_WEEKS_AHEAD = 10 };

/* The salt is drawn from the seed: the same seed gives the same bytes. The password of a demonstration area is on its
 * sign-in page, so its salt need not be secret or fresh. */
static struct str password_hash(struct arena *a, const struct demo_order *order, uint64_t which)
{
	unsigned char salt[16];
	struct demo_random r = demo_branch(order->seed, 41, which);
	for (size_t i = 0; i < sizeof salt; i++)
		salt[i] = (unsigned char)demo_between(&r, 0, 255);
	return digest_password_salted(a, order->password, salt);
}

/* Roles of demo/users.csv that come from the relation to a child, not from a membership. */
static bool demo_is_family(struct str role)
{
	return str_equal(role, STR("family")) || str_equal(role, STR("young_person"));
}

const struct fault *demo_account_fill(struct store *writer, struct arena *a, const struct demo_order *order,
				      const struct demo_table *users, size_t row, int64_t organisation, int64_t *id)
{
	struct str hash = password_hash(a, order, row), role = demo_cell(users, row, "role");
	struct demo_account_add_rows made;
	TRY(sql_demo_account_add(writer, a, &(struct demo_account_add_in){
		.authority = demo_number(users, row, "authority"), .email = demo_cell(users, row, "email"),
		.name = demo_cell(users, row, "name"), .password = hash, .demo_note = demo_cell(users, row, "note"),
		.made = (int64_t)order->today.day * 86400000 }, &made));
	check(made.count == 1);
	*id = made.at[0].id;
	if (demo_is_family(role))
		return NULL;
	return sql_demo_membership_add(writer, a, &(struct demo_membership_add_in){
		.account_id = *id, .role = role, .authority = demo_number(users, row, "authority"),
		.organisation_id = organisation }, NULL);
}

static const struct fault *organisation(struct store *writer, struct arena *a, struct demo_organisation_add_in in,
					int64_t *id)
{
	struct demo_organisation_add_rows made;
	in.folded = fold(a, in.name);
	in.is_open = 1;
	TRY(sql_demo_organisation_add(writer, a, &in, &made));
	check(made.count == 1);
	*id = made.at[0].id;
	return NULL;
}

static const struct fault *council(struct store *writer, struct arena *a, const struct demo_order *order,
				   int64_t code, struct demo_place *out)
{
	struct demo_table t;
	TRY(demo_table_read(a, order->files, order->file_count, "authorities", &t));
	for (size_t i = 0; i < t.row_count; i++)
		if (demo_number(&t, i, "code") == code) {
			out->name = demo_cell(&t, i, "short_name");
			TRY(sql_demo_authority_add(writer, a, &(struct demo_authority_add_in){
				.code = code, .name = demo_cell(&t, i, "name"), .short_name = out->name,
				.phone = demo_cell(&t, i, "phone"), .email = demo_cell(&t, i, "email"),
				.address = demo_cell(&t, i, "address"), .is_demonstration = 1 }, NULL));
		}
	return NULL;
}

static int adviser_of(struct str code)
{
	for (int i = 0; i < DEMO_ADVISERS; i++)
		if (str_equal(code, str_of(demo_adviser_codes[i])))
			return i;
	return -1;
}

static const struct fault *teams(struct store *writer, struct arena *a, const struct demo_order *order, int64_t code,
				 struct demo_place *out, int64_t *send_team)
{
	struct demo_table t;
	TRY(demo_table_read(a, order->files, order->file_count, "teams", &t));
	for (size_t i = 0; i < t.row_count; i++) {
		if (demo_number(&t, i, "authority") != code)
			continue;
		struct str advice = demo_cell(&t, i, "advice"), kind = demo_cell(&t, i, "kind");
		int64_t id;
		TRY(organisation(writer, a, (struct demo_organisation_add_in){
			.authority = code, .kind = kind, .name = demo_cell(&t, i, "name"),
			.phone = demo_cell(&t, i, "phone"), .email = demo_cell(&t, i, "email"),
			.advice_kind = advice.len ? advice : STR_NONE }, &id));
		if (advice.len)
			out->teams[adviser_of(advice)] = id;
		else if (str_equal(kind, STR("council-team")))
			*send_team = id;
	}
	return NULL;
}

static int64_t last_year_of(struct str phase)
{
	static const struct { const char *phase; int64_t last; } rows[] = {
		{ "early", -1 }, { "infant", 2 }, { "junior", 6 }, { "primary", 6 }, { "secondary", 11 }, { "all", 14 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (str_equal(phase, str_of(rows[i].phase)))
			return rows[i].last;
	return 0;
}

static const struct fault *schools(struct store *writer, struct arena *a, const struct demo_order *order, int64_t code,
				   struct demo_place *out)
{
	struct demo_table t, settings;
	TRY(demo_table_read(a, order->files, order->file_count, "schools", &t));
	TRY(demo_table_read(a, order->files, order->file_count, "settings", &settings));
	for (size_t i = 0; i < t.row_count; i++) {
		if (demo_number(&t, i, "authority") != code)
			continue;
		struct demo_school s = { .name = demo_cell(&t, i, "name"), .kind = demo_cell(&t, i, "kind"),
					 .setting = demo_cell(&t, i, "setting"), .phase = demo_cell(&t, i, "phase"),
					 .locality = demo_cell(&t, i, "locality") };
		for (size_t k = 0; k < settings.row_count; k++)
			if (str_equal(demo_cell(&settings, k, "setting"), s.setting))
				s.setting_type = demo_cell(&settings, k, "setting_type");
		s.last_year = last_year_of(s.phase);
		TRY(organisation(writer, a, (struct demo_organisation_add_in){
			.authority = code, .kind = s.kind, .name = s.name, .setting_type = s.setting_type, .last_year = s.last_year,
			.locality = s.locality }, &s.id));
		LIST_PUSH(a, &out->schools, s);
	}
	return NULL;
}

static const struct fault *accounts(struct store *writer, struct arena *a, const struct demo_order *order,
				    const struct demo_table *users, int64_t code, int64_t send_team,
				    struct demo_place *out)
{
	for (size_t i = 0; i < users->row_count; i++) {
		struct str role = demo_cell(users, i, "role"), team = demo_cell(users, i, "team");
		if (demo_number(users, i, "authority") != code || demo_is_family(role))
			continue;
		int adviser = str_equal(role, STR("adviser")) ? adviser_of(team) : -1;
		bool school = str_equal(role, STR("school"));
		int64_t at = adviser >= 0 ? out->teams[adviser] : school ? out->schools.at[0].id : send_team, id;
		TRY(demo_account_fill(writer, a, order, users, i, at, &id));
		if (adviser >= 0)
			out->advisers[adviser] = id;
		else if (school)
			out->schools.at[0].account_id = id;
		else if (str_equal(role, STR("manager"))) {
			out->manager = id;
			out->manager_name = demo_cell(users, i, "name");
		} else if (str_equal(role, STR("panel_member")))
			out->panel_member = id;
		else if (str_equal(role, STR("case_officer")))
			LIST_PUSH(a, &out->officers, id);
	}
	return NULL;
}

static const struct fault *panels(struct store *writer, struct arena *a, const struct demo_order *order, int64_t code,
				  struct demo_place *out)
{
	/* Each borough has a weekday of its own, Tuesday to Friday. */
	int32_t to_tuesday = (2 - date_weekday(order->today) - 7) % 7;
	struct date near = date_add(order->today, to_tuesday + (int32_t)(code % 4));
	struct date first = date_add(near, -7 * PANEL_WEEKS_BACK);
	out->calendar = (struct calendar){ order->book->holidays, order->book->holiday_count };
	for (int32_t week = 0; week < PANEL_WEEKS_BACK + PANEL_WEEKS_AHEAD; week++) {
		struct demo_panel_add_rows made;
		struct date day = demo_working(out->calendar, date_add(first, 7 * week), first, order->today);
		TRY(sql_demo_panel_add(writer, a, &(struct demo_panel_add_in){
			.authority = code, .name = arena_printf(a, "%.*s weekly panel", STR_ARG(out->name)),
			.day = day, .room = 20 }, &made));
		LIST_PUSH(a, &out->panels, (struct demo_panel){ made.at[0].id, day });
	}
	return NULL;
}

const struct fault *demo_base_fill(struct store *writer, struct arena *a, const struct demo_order *order,
				   const struct demo_table *users, int64_t code, struct demo_place *out)
{
	int64_t send_team = 0;
	*out = (struct demo_place){ 0 };
	TRY(council(writer, a, order, code, out));
	TRY(teams(writer, a, order, code, out, &send_team));
	TRY(schools(writer, a, order, code, out));
	TRY(accounts(writer, a, order, users, code, send_team, out));
	return panels(writer, a, order, code, out);
}
