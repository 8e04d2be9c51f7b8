/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/demo - whom each case is about: age, setting, need and sex as the figures have them.
 * Touches core. */
#include "work/demo.h"

enum { WHAT_PLAN_PEOPLE = 11, WHAT_OTHER_PEOPLE, YOUNGEST_REQUEST = 1, OLDEST_REQUEST = 18 };

struct child { struct str setting, need, sex; };
struct children { struct child *at; size_t count, room; };

static void shuffle(struct demo_random *r, struct child *at, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		size_t j = (size_t)demo_between(r, 0, (int64_t)i - 1);
		struct child held = at[i - 1];
		at[i - 1] = at[j];
		at[j] = held;
	}
}

/* The needs of all children in one setting, in mixed order. */
static struct children needs_of(struct arena *a, const struct demo_area *area, struct str setting,
				struct demo_random *r)
{
	struct children out = { 0 };
	for (size_t i = 0; i < area->needs.count; i++)
		for (int64_t n = 0; str_equal(area->needs.at[i].setting, setting) && n < area->needs.at[i].plans; n++)
			LIST_PUSH(a, &out, (struct child){ .need = area->needs.at[i].need });
	shuffle(r, out.at, out.count);
	return out;
}

/* Everybody with a plan, by age. */
static void plan_children(struct arena *a, const struct demo_area *area, struct demo_random *r,
			  struct children by_age[DEMO_OLDEST + 1])
{
	int64_t girls = area->girls, all = area->caseload;
	for (size_t i = 0; i < area->cells.count; i++) {
		struct str setting = area->cells.at[i].setting;
		bool is_first = true;
		for (size_t j = 0; j < i && is_first; j++)
			is_first = !str_equal(area->cells.at[j].setting, setting);
		if (!is_first)
			continue;
		struct children needs = needs_of(a, area, setting, r);
		size_t used = 0;
		for (size_t j = i; j < area->cells.count; j++) {
			const struct demo_cell_count *cell = &area->cells.at[j];
			for (int64_t n = 0; str_equal(cell->setting, setting) && n < cell->plans; n++) {
				check(cell->age <= DEMO_OLDEST);
				bool girl = demo_between(r, 1, all) <= girls;
				struct child c = { setting, used < needs.count ? needs.at[used].need : STR_NONE,
						   girl ? STR("female") : STR("male") };
				used++;
				all--;
				girls -= girl;
				LIST_PUSH(a, &by_age[cell->age], c);
			}
		}
	}
	for (int age = 0; age <= DEMO_OLDEST; age++)
		shuffle(r, by_age[age].at, by_age[age].count);
}

/* An age of at least `least`, drawn by how many children of each age are left; -1 when there are none. */
static int draw_age(struct demo_random *r, const struct children by_age[DEMO_OLDEST + 1], int least, int most)
{
	int64_t left = 0;
	for (int age = least; age <= most; age++)
		left += (int64_t)by_age[age].count;
	if (left == 0)
		return -1;
	int64_t at = demo_between(r, 1, left);
	for (int age = least; age <= most; age++) {
		at -= (int64_t)by_age[age].count;
		if (at <= 0)
			return age;
	}
	return -1;
}

static int clamp_age(int age)
{
	return age < 0 ? 0 : age > DEMO_OLDEST ? DEMO_OLDEST : age;
}

static void born(struct demo_random *r, struct demo_case *c, int age, struct date today)
{
	c->age = age;
	/* At most 360 days past the birthday, so that a leap year never adds a year of age. */
	c->born = date_add(date_add_months(today, -12 * age), -(int32_t)demo_between(r, 1, 360));
}

/* Oldest case first: it leaves the fewest ages to choose from. */
static void give_plans(struct arena *a, const struct demo_area *area, uint64_t seed, struct date today,
		       struct demo_cases *cases)
{
	struct demo_random r = demo_branch(seed, WHAT_PLAN_PEOPLE, (uint64_t)area->code);
	struct children by_age[DEMO_OLDEST + 1] = { 0 };
	plan_children(a, area, &r, by_age);
	for (size_t i = 0; i < cases->count; i++) {
		struct demo_case *c = &cases->at[i];
		if (c->kind != DEMO_OLD_PLAN && c->kind != DEMO_PLAN)
			continue;
		int ago = date_between(c->request, today) / 365;
		int age = draw_age(&r, by_age, clamp_age(ago + YOUNGEST_REQUEST), clamp_age(ago + OLDEST_REQUEST));
		if (age < 0)
			age = draw_age(&r, by_age, clamp_age(ago + YOUNGEST_REQUEST), DEMO_OLDEST);
		if (age < 0)
			age = draw_age(&r, by_age, 0, DEMO_OLDEST);
		check(age >= 0);        /* as many plans as children: demo_cases_make adds old plans up to it */
		struct child child = by_age[age].at[--by_age[age].count];
		born(&r, c, age, today);
		c->setting = child.setting;
		c->need = child.need;
		c->sex = child.sex;
		/* A child cannot have been asked about before birth: the few that would be are born the day before. */
		if (c->born.day >= c->request.day)
			c->born = date_add(c->request, -1);
	}
}

static void give_others(const struct demo_area *area, uint64_t seed, struct date today, struct demo_cases *cases)
{
	struct demo_random r = demo_branch(seed, WHAT_OTHER_PEOPLE, (uint64_t)area->code);
	int64_t ages = 0, needs = 0;
	for (int age = 0; age <= DEMO_OLDEST; age++)
		ages += area->request_ages[age];
	for (size_t i = 0; i < area->request_needs.count; i++)
		needs += area->request_needs.at[i].plans;
	for (size_t i = 0; i < cases->count; i++) {
		struct demo_case *c = &cases->at[i];
		if (c->kind == DEMO_OLD_PLAN || c->kind == DEMO_PLAN)
			continue;
		int64_t at = demo_between(&r, 1, ages);
		int age = 0;
		while ((at -= area->request_ages[age]) > 0)
			age++;
		born(&r, c, clamp_age(age + date_between(c->request, today) / 365), today);
		at = demo_between(&r, 1, needs);
		size_t n = 0;
		while ((at -= area->request_needs.at[n].plans) > 0)
			n++;
		c->need = area->request_needs.at[n].need;
		c->sex = demo_between(&r, 1, area->caseload) <= area->girls ? STR("female") : STR("male");
		c->setting = c->age < 4 ? STR("nm_early_years") : c->age > 15 ? STR("general_fe_tertiary_colleges")
			   : demo_chance(&r, 75) ? STR("mainstream_la_maintained") : STR("mainstream_academy");
	}
}

void demo_people_give(struct arena *a, const struct demo_area *area, uint64_t seed, struct date today,
		      struct demo_cases *cases)
{
	give_plans(a, area, seed, today, cases);
	give_others(area, seed, today, cases);
}
