/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_disposal - `waymark disposal`: which records were kept long enough (a look, nothing goes), and going on with runs
 * that two people have approved.
 * Touches the store and standard output. Prints references, never names. */
#include <stdio.h>

#include "app/house.h"
#include "app/verb.h"
#include "core/digest.h"
#include "work/disposal.h"

struct disposing { struct desk desk; struct house house; const struct settings *s; };

static void print_sums(const struct disposal_due *due)
{
	printf("%-16s %6s %8s %8s  %s\n", "RULE", "YEARS", "DUE", "STAY", "NAME");
	for (size_t i = 0; i < due->sums.count; i++) {
		const struct disposal_sum *s = &due->sums.at[i];

		printf("%-16.*s %6zu %8lld %8lld  %.*s\n", STR_ARG(s->rule->id), s->years, (long long)s->due, (long long)s->kept,
		       STR_ARG(s->rule->name));
	}
}

static void print_records(struct arena *a, const struct disposal_due *due)
{
	for (size_t i = 0; i < due->records.count; i++) {
		const struct disposal_record *r = &due->records.at[i];
		struct str name = str_is_empty(r->reference) ? arena_printf(a, "person %lld", (long long)r->id) : r->reference;

		printf("%-14.*s %.*s  %-16.*s %.*s\n", STR_ARG(name), STR_ARG(date_iso(a, r->due)), STR_ARG(r->rule->id),
		       STR_ARG(str_is_empty(r->kept) ? STR("may go") : r->kept));
	}
}

static const struct fault *list(struct disposing *k, int64_t authority)
{
	struct disposal_due due;

	TRY(disposal_due_of(&k->desk, authority, 0, INT64_MAX, &due));
	print_sums(&due);
	print_records(k->desk.arena, &due);
	return NULL;
}

static const struct fault *go_on(struct disposing *k)
{
	struct disposal_done done;

	TRY(disposal_go_on(&k->desk, 0, INT32_MAX, &done));
	printf("%lld records are gone, %lld stayed after all\n", (long long)done.gone, (long long)done.kept);
	return NULL;
}

static const struct fault *work(struct disposing *k, bool is_list, int64_t authority)
{
	TRY(house_desk_open(k->s, &k->desk, &k->house));
	const struct fault *f = is_list ? list(k, authority) : go_on(k);
	house_desk_close(&k->desk);
	return f;
}

static int run(int argc, char **argv, const struct settings *s)
{
	struct disposing k = { .desk = { .arena = setting_arena(s), .now = setting_now(s) }, .s = s };
	bool is_list = argc == 1 && str_equal(str_of(argv[0]), STR("list")), is_run = argc == 1 && str_equal(str_of(argv[0]), STR("run"));
	int64_t authority = 0;

	if (is_list && !str_to_int(setting_flag(s, "authority").at ? setting_flag(s, "authority") : STR(""), &authority))
		is_list = false;
	if (!is_list && !is_run) {
		verb_fail("disposal", STR("takes list --authority CODE, or run"));
		return 2;
	}
	k.desk.book = verb_rulebook("disposal", s);
	if (!k.desk.book || !digest_start())
		return 1;
	const struct fault *f = work(&k, is_list, authority);
	return f ? verb_fail("disposal", f->words) : 0;
}

static const struct verb_flag flags[] = {
	{ "authority", "CODE", "list: the council, three digits" },
	{ NULL, NULL, NULL },
};

const struct verb verb_disposal = {
	.name = "disposal",
	.line = "records that were kept long enough: a look at what is due; going on with approved runs",
	.usage = "list --authority CODE | run",
	.help = "list  tells by rule (rulebook/retention/) what is due in a council and what stays all the same, and why; nothing goes.\n"
		"run   goes on with runs that one person proposed and another approved, on the page /disposal. Each record is one\n"
		"      act: it can be stopped and run again. The daily pass does it too.\n"
		"Records that went are still in backups until those are thrown away: keep backups no longer than you must.",
	.flags = flags,
	.run = run,
};
