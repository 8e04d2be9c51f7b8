/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/retention - which rule keeps a record, and until when.
 * Touches nothing. */
#include "rules/retention.h"

#include "rules/expr.h"

static struct value name_value(const void *ctx, struct str name)
{
	const struct retention_facts *f = ctx;

	if (str_equal(name, STR("born")))
		return value_date(f->born);
	if (str_equal(name, STR("opened")))
		return value_date(f->opened);
	if (str_equal(name, STR("closed")))
		return value_date(f->closed);
	if (str_equal(name, STR("last")))
		return value_date(f->last);
	if (str_equal(name, STR("outcome")))
		return value_known(f->outcome);
	return value_known(str_equal(name, STR("had_plan")) ? f->had_plan ? STR("yes") : STR("no") : STR(""));
}

static struct expr_world world_of(const struct rulebook *book, const struct retention_facts *f, struct date today)
{
	return (struct expr_world){ .ctx = f, .name = name_value, .holidays = book->holidays, .holiday_count = book->holiday_count,
				    .today = today };
}

static bool is_of(const struct retention *r, const struct retention_facts *f)
{
	if (!str_equal(r->of, f->of))
		return false;
	for (size_t i = 0; i < r->pathways.count; i++)
		if (str_equal(r->pathways.at[i], f->pathway))
			return true;
	return r->pathways.count == 0;
}

const struct retention *retention_rule(struct arena *a, const struct rulebook *book, const struct retention_facts *f,
				       struct date today)
{
	struct expr_world world = world_of(book, f, today);

	for (size_t i = 0; i < book->retention_count; i++) {
		const struct retention *r = &book->retentions[i];

		if (is_of(r, f) && rule_is_on(&r->law, today) && (!r->when || expr_is_true(r->when, &world, a)))
			return r;
	}
	return NULL;
}

struct date retention_due(struct arena *a, const struct rulebook *book, const struct retention *rule, size_t years,
			  const struct retention_facts *f, struct date today)
{
	struct expr_world world = world_of(book, f, today);
	struct date from = expr_date(rule->from, &world, a), due;

	if (date_is_none(from))
		return DATE_NONE;
	struct ymd d = date_ymd(from);
	due = date_of(d.year + (int)years, d.month, d.day);
	return date_is_none(due) ? date_of(d.year + (int)years, 3, 1) : due;
}

struct date retention_by(size_t years, struct date today)
{
	struct ymd d = date_ymd(today);
	struct date by = date_of(d.year - (int)years, d.month, d.day);

	/* 29 February, and no such day then: what began on 1 March is due tomorrow. */
	if (date_is_none(by))
		by = date_add(date_of(d.year - (int)years, 3, 1), -1);
	return by;
}

struct str retention_stop(const struct retention_stops *s, struct date due, struct date today)
{
	if (s->is_open)
		return STR("open");
	if (s->has_hold)
		return STR("hold");
	if (s->has_flag)
		return STR("flag");
	return date_is_none(due) || due.day > today.day ? STR("early") : STR("");
}
