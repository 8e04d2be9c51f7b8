/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/verb_regime - `waymark regime`: which law a person's processes go by, and where proposed law is tried.
 * Touches the store and standard output. */
#include <stdio.h>

#include "app/verb.h"
#include "core/out.h"
#include "work/regime.h"

static int print(struct out *o)
{
	fwrite(o->at, 1, o->len, stdout);
	return 0;
}

static void view_words(const struct regime_view *v, struct out *o)
{
	for (size_t i = 0; i < v->lines.count; i++) {
		const struct regime_line *l = &v->lines.at[i];

		out_printf(o, "%.*s %.*s (%s): %.*s. Why: %.*s.\n", STR_ARG(l->reference), STR_ARG(l->pathway),
			   l->is_open ? "open" : "ended", STR_ARG(l->regime ? l->regime->name : STR("law in force")),
			   STR_ARG(l->why));
	}
	for (size_t i = 0; i < v->kept.count; i++)
		out_printf(o, "%s  %.*s: %.*s\n", i ? "" : "If the proposed law came (nothing of this is law):\n",
			   STR_ARG(v->kept.at[i].name), STR_ARG(v->kept.at[i].value));
}

static void pair(struct out *o, const char *before, const char *name, struct str text)
{
	out_printf(o, "%s\"%s\": ", before, name);
	out_json(o, text);
}

static void view_json(struct arena *a, const struct regime_view *v, struct date on, struct out *o)
{
	pair(o, "{", "on", date_iso(a, on));
	out_add(o, STR(", \"processes\": ["));
	for (size_t i = 0; i < v->lines.count; i++) {
		const struct regime_line *l = &v->lines.at[i];

		pair(o, i ? ",\n  {" : "\n  {", "reference", l->reference);
		pair(o, ", ", "pathway", l->pathway);
		pair(o, ", ", "started", date_iso(a, l->started));
		pair(o, ", ", "regime", l->regime ? l->regime->id : STR("in_force"));
		pair(o, ", ", "why", l->why);
		out_byte(o, '}');
	}
	out_add(o, STR("],\n \"proposed\": {"));
	for (size_t i = 0; i < v->kept.count; i++) {
		out_add(o, i ? STR(", ") : STR(""));
		out_json(o, v->kept.at[i].id);
		out_add(o, STR(": "));
		out_json(o, v->kept.at[i].value);
	}
	out_add(o, STR("}}\n"));
}

static const struct fault *look(struct arena *a, struct store_pool *pool, const struct rulebook *book, struct str who,
				const struct settings *settings, struct out *o)
{
	struct date on = date_read(setting_flag(settings, "on"));
	struct regime_view view;
	struct store *s;
	int64_t person = 0;
	const struct fault *f;

	if (date_is_none(on))
		on = setting_today(settings);
	if (str_to_int(who, &person))
		who = STR_NONE;
	TRY(store_take(pool, a, &s));
	f = regime_look(s, a, book, who, person, on, &view);
	store_give(pool, s);
	TRY(f);
	if (setting_flag(settings, "json").at)
		view_json(a, &view, on, o);
	else
		view_words(&view, o);
	return NULL;
}

static const struct fault *list(struct arena *a, struct store_pool *pool, struct out *o)
{
	struct regime_trials trials;
	struct store *s;
	const struct fault *f;

	TRY(store_take(pool, a, &s));
	f = regime_trials(s, a, &trials);
	store_give(pool, s);
	TRY(f);
	for (size_t i = 0; i < trials.count; i++) {
		const struct regime_trial *t = &trials.at[i];
		struct str from = date_iso(a, t->valid_from), to = date_iso(a, t->valid_to);

		out_printf(o, "%lld %.*s: %.*s from %.*s%s%.*s\n", (long long)t->authority, STR_ARG(t->authority_name),
			   STR_ARG(t->name), STR_ARG(from), to.len ? " to " : "", STR_ARG(to));
	}
	if (trials.count == 0)
		out_add(o, STR("No area tries proposed law.\n"));
	return NULL;
}

static const struct fault *turn(struct arena *a, struct store_pool *pool, const struct rulebook *book, bool on,
				struct str name, const struct settings *settings, struct out *o)
{
	struct date from = date_read(setting_flag(settings, "from")), to = date_read(setting_flag(settings, "to"));
	int64_t authority, changed = 1;

	if (!book_regime(book, name))
		return fault_new(a, FAULT_TEXT, "there is no regime %.*s", STR_ARG(name));
	if (!str_to_int(setting_flag(settings, "authority"), &authority))
		return fault_new(a, FAULT_TEXT, "say which area: --authority CODE");
	if (on)
		TRY(regime_switch_on(pool, a, authority, name, date_is_none(from) ? setting_today(settings) : from));
	else
		TRY(regime_switch_off(pool, a, authority, name, date_is_none(to) ? setting_today(settings) : to, &changed));
	out_printf(o, changed ? "%.*s is %s in %lld. What has started keeps its rules.\n" :
		   "%.*s was not on: %s in %lld changes nothing.\n", STR_ARG(name), on ? "on" : "off", (long long)authority);
	return NULL;
}

static int run(int argc, char **argv, const struct settings *settings)
{
	struct arena *a = setting_arena(settings);
	const struct rulebook *book = verb_rulebook("regime", settings);
	struct str first = argc > 0 ? str_of(argv[0]) : STR_NONE;
	bool is_on = str_equal(first, STR("on")), is_off = str_equal(first, STR("off"));
	struct out o = out_start(a, 0);
	struct store_pool *pool;
	const struct fault *f;

	if (!book)
		return 1;
	if (argc != 1 + (is_on || is_off)) {
		verb_fail("regime", STR("takes PERSON, or list, or on NAME, or off NAME"));
		return 2;
	}
	f = store_open_current(a, setting_of(settings, "db"), &pool);
	if (f)
		return verb_fail("regime", f->words);
	if (is_on || is_off)
		f = turn(a, pool, book, is_on, str_of(argv[1]), settings, &o);
	else if (str_equal(first, STR("list")))
		f = list(a, pool, &o);
	else
		f = look(a, pool, book, first, settings, &o);
	store_close(pool);
	return f ? verb_fail("regime", f->words) : print(&o);
}

static const struct verb_flag flags[] = {
	{ "on", "DATE", "the day of the question (standard: today)" },
	{ "json", NULL, "as JSON" },
	{ "authority", "CODE", "the area (on, off)" },
	{ "from", "DATE", "first day of the trial (standard: today)" },
	{ "to", "DATE", "last day of the trial (standard: today)" },
	{ NULL, NULL, NULL },
};

const struct verb verb_regime = {
	.name = "regime",
	.line = "which law a person's processes go by; try proposed law in an area",
	.usage = "PERSON [--on DATE] [--json] | list | on NAME --authority CODE [--from DATE] | off NAME --authority CODE",
	.help = "PERSON is the reference of a case or the key of a person. For each process: the law that it goes by, and why.\n"
		"A process keeps the law of the day it started. Law that is proposed (rulebook/regime/) is used only where an\n"
		"area tries it, and only for what starts while it does; `waymark clock ISP --regime NAME` reckons with it.",
	.flags = flags,
	.run = run,
};
