/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/reading_run - counts what each account read on each day that has ended, and looks at it by the rulebook.
 * Touches the store. */
#include <stdlib.h>

#include "core/fold.h"
#include "core/map.h"
#include "gen/sql/account.h"
#include "gen/sql/reading.h"
#include "gen/sql/store.h"
#include "rules/days.h"
#include "rules/expr.h"
#include "work/reading.h"

/* FLUSH: rows after which the days that are whole are kept, so that a long audit is not held in memory at once. */
enum { PAGE = 5000, FLUSH = 200000, USUAL_DAYS = 28, KEPT_DAYS = 400, MORNING = 7 * 60, EVENING = 20 * 60 };
#define CURSOR STR("reading.audit_id")

/* One account on one day while it is counted. */
struct counted {
	int64_t account_id, first_audit, last_audit;
	struct date day;
	struct str name;                /* of the account, folded */
	struct reading_day numbers;
};
struct counting {
	struct desk *d;
	struct arena *work, *page;      /* what is being counted; the rows being read */
	struct map days, seen, names;   /* seen: "account day what person", once each */
	LIST(struct counted *) all;
	int64_t cursor, kept, rows, found, found_before;        /* found_before: in the acts before this one */
	int32_t newest;                 /* the day of the last row */
};

static struct value number_of(const void *ctx, struct str name)
{
	const struct reading_day *day = ctx;

	for (size_t i = 0; watch_names[i]; i++)
		if (str_equal(name, str_of(watch_names[i])))
			return (struct value){ .kind = VALUE_INT, .number = day->at[i] };
	return (struct value){ .kind = VALUE_ABSENT };
}

bool reading_is(const struct rulebook *book, const struct watch *w, const struct reading_day *day, struct arena *a)
{
	struct expr_world world = { .ctx = day, .name = number_of, .holidays = book->holidays, .holiday_count = book->holiday_count };

	return expr_is_true(w->when, &world, a);
}

/* Does a full name end in this family name, of one word or more? Both without case and accents. */
static bool is_family(struct str full, struct str family)
{
	return family.len && full.len > family.len && str_ends(full, family) && full.at[full.len - family.len - 1] == ' ';
}

static const struct fault *name_load(struct counting *c, int64_t account_id, struct str *out)
{
	struct arena *a = c->work;
	struct str key = arena_int(a, account_id), *known = map_get(&c->names, key);
	struct account_by_id_rows rows;

	if (!known) {
		TRY(sql_account_by_id(c->d->store, a, &(struct account_by_id_in){ account_id }, &rows));
		known = ARENA_NEW(a, struct str, 1);
		*known = rows.count ? fold(a, rows.at[0].name) : STR("");
		map_put(&c->names, a, key, known);
	}
	*out = *known;
	return NULL;
}

static const struct fault *counted_of(struct counting *c, const struct reading_rows_row *row, struct counted **out)
{
	struct arena *a = c->work;
	struct date day = date_of_ms(row->at);
	struct str key = arena_printf(c->page, "%lld %d", (long long)row->account_id, day.day);
	struct counted *one = map_get(&c->days, key);

	if (!one) {
		one = ARENA_NEW(a, struct counted, 1);
		*one = (struct counted){ .account_id = row->account_id, .day = day, .first_audit = row->id };
		TRY(name_load(c, row->account_id, &one->name));
		map_put(&c->days, a, arena_str(a, key), one);
		LIST_PUSH(a, &c->all, one);
	}
	one->last_audit = row->id;
	*out = one;
	return NULL;
}

/* Counts a child once a day for one number. */
static void count_child(struct counting *c, struct counted *one, enum reading_number what, int64_t person_id)
{
	struct str key = arena_printf(c->page, "%lld %d %d %lld", (long long)one->account_id, one->day.day, (int)what, (long long)person_id);

	if (map_get(&c->seen, key))
		return;
	map_put(&c->seen, c->work, arena_str(c->work, key), one);
	one->numbers.at[what]++;
}

static bool is_odd_hour(const struct rulebook *book, int64_t at_ms)
{
	struct calendar calendar = { book->holidays, book->holiday_count };
	int minute = date_minute_of_ms(at_ms);

	struct date day = date_of_ms(at_ms);
	int weekday = date_weekday(day);
	bool is_off = days_is_covered(calendar, day) ? !days_is_working(calendar, day) : weekday == 0 || weekday == 6;

	return is_off || minute < MORNING || minute >= EVENING;
}

static const struct fault *row_count(struct counting *c, const struct reading_rows_row *row)
{
	const struct role *role = book_role(c->d->book, row->actor);
	bool opens = str_equal(row->verb, STR("view")) || str_equal(row->verb, STR("download"));
	struct counted *one;

	if (!role || !role->is_staff || !row->account_id)
		return NULL;
	TRY(counted_of(c, row, &one));
	one->numbers.at[READING_EXPORTS] += str_equal(row->verb, STR("export"));
	one->numbers.at[READING_EMERGENCIES] += str_equal(row->verb, STR("break"));
	for (struct str rest = row->shown; !str_is_empty(rest);) {
		struct str word = str_cut(&rest, ',');
		int64_t id;

		while (word.len && (word.at[0] == '[' || word.at[0] == ' '))
			word = str_slice(word, 1, word.len);
		while (word.len && (word.at[word.len - 1] == ']' || word.at[word.len - 1] == ' '))
			word.len--;
		if (str_to_int(word, &id))
			count_child(c, one, READING_LISTED, id);
	}
	if (!opens || !row->person_id)
		return NULL;
	count_child(c, one, READING_OPENED, row->person_id);
	if (is_odd_hour(c->d->book, row->at))
		count_child(c, one, READING_ODD_HOURS, row->person_id);
	if (is_family(one->name, fold(c->page, row->family)))
		count_child(c, one, READING_NAMESAKES, row->person_id);
	if (row->is_own)
		count_child(c, one, READING_OWN, row->person_id);
	return NULL;
}

static int by_day(const void *a, const void *b)
{
	const struct counted *const *x = a, *const *y = b;

	return ((*x)->day.day > (*y)->day.day) - ((*x)->day.day < (*y)->day.day);
}

static const struct fault *day_keep(struct counting *c, struct store *w, struct arena *a, struct counted *one)
{
	const struct rulebook *book = c->d->book;
	struct reading_day *n = &one->numbers;
	struct reading_usual_rows before;
	struct reading_day_put_rows kept;

	TRY(sql_reading_usual(w, a, &(struct reading_usual_in){ one->account_id, date_add(one->day, -USUAL_DAYS), one->day }, &before));
	n->at[READING_DAYS] = before.at[0].days;
	n->at[READING_USUAL] = before.at[0].days ? (before.at[0].opened + before.at[0].days - 1) / before.at[0].days : 0;
	TRY(sql_reading_day_put(w, a, &(struct reading_day_put_in){ .account_id = one->account_id, .day = one->day,
		.opened = n->at[READING_OPENED], .usual = n->at[READING_USUAL], .days = n->at[READING_DAYS],
		.odd_hours = n->at[READING_ODD_HOURS], .namesakes = n->at[READING_NAMESAKES], .exports = n->at[READING_EXPORTS],
		.emergencies = n->at[READING_EMERGENCIES], .own = n->at[READING_OWN], .listed = n->at[READING_LISTED],
		.first_audit = one->first_audit, .last_audit = one->last_audit }, &kept));
	const struct reading_day_put_row *k = &kept.at[0];
	struct reading_day whole = { { k->opened, n->at[READING_USUAL], n->at[READING_DAYS], k->odd_hours, k->namesakes, k->exports,
				       k->emergencies, k->own, k->listed } };

	for (size_t i = 0; i < book->watch_count; i++) {
		int64_t changed;

		if (!reading_is(book, &book->watches[i], &whole, a))
			continue;
		TRY(sql_reading_found_add(w, a, &(struct reading_found_add_in){ one->account_id, one->day, book->watches[i].id,
			c->d->now.utc_ms }, &changed));
		c->found += changed;
	}
	return NULL;
}

/* Older days first: they are what is usual on the later ones. All in one act, with the place in the audit that was reached. */
static const struct fault *keep_job(struct store *w, struct arena *a, void *ctx)
{
	struct counting *c = ctx;

	c->found = c->found_before;     /* a job may be run again */
	for (size_t i = 0; i < c->all.count; i++)
		TRY(day_keep(c, w, a, c->all.at[i]));
	TRY(sql_reading_drop_old(w, a, &(struct reading_drop_old_in){ date_add(c->d->now.today, -KEPT_DAYS) }, NULL));
	return sql_setting_put(w, a, &(struct setting_put_in){ CURSOR, arena_int(a, c->cursor) }, NULL);
}

/* Keeps what was counted, of days that are whole, and begins afresh. */
static const struct fault *flush(struct counting *c)
{
	if (c->cursor == c->kept)
		return NULL;
	if (c->all.count)
		qsort(c->all.at, c->all.count, sizeof *c->all.at, by_day);
	TRY(store_write(c->d->pool, c->d->arena, keep_job, c));
	c->found_before = c->found;
	c->kept = c->cursor;
	c->rows = 0;
	c->days = c->seen = c->names = (struct map){ 0 };
	c->all.at = NULL;
	c->all.count = c->all.room = 0;
	arena_clear(c->work);
	return NULL;
}

static const struct fault *count_all(struct counting *c)
{
	struct desk *d = c->d;
	struct reading_rows_rows rows;

	for (;;) {
		arena_clear(c->page);
		TRY(sql_reading_rows(d->store, c->page, &(struct reading_rows_in){ c->cursor, PAGE }, &rows));
		for (size_t i = 0; i < rows.count; i++) {
			int32_t day = date_of_ms(rows.at[i].at).day;

			if (day >= d->now.today.day)
				return NULL;            /* of a day that has not ended */
			if (day > c->newest && c->rows > FLUSH)
				TRY(flush(c));
			c->newest = day > c->newest ? day : c->newest;
			TRY(row_count(c, &rows.at[i]));
			c->cursor = rows.at[i].id;
			c->rows++;
		}
		if (rows.count < PAGE)
			return NULL;
	}
}

static void let_go(void *arena)
{
	arena_end(arena);
}

const struct fault *reading_run(struct desk *d, int64_t *found)
{
	struct counting c = { .d = d, .work = arena_start((size_t)1 << 30), .page = arena_start((size_t)256 << 20) };
	struct setting_get_rows rows;

	*found = 0;
	arena_at_end(d->arena, let_go, c.work);
	arena_at_end(d->arena, let_go, c.page);
	TRY(sql_setting_get(d->store, d->arena, &(struct setting_get_in){ CURSOR }, &rows));
	if (rows.count && !str_to_int(rows.at[0].value, &c.cursor))
		return fault_new(d->arena, FAULT_TEXT, "setting reading.audit_id is no number");
	c.kept = c.cursor;
	TRY(count_all(&c));
	TRY(flush(&c));
	*found = c.found;
	return NULL;
}
