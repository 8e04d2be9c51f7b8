/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/frame - what stands around every page: title, menu, banners.
 * Touches the access rule and the words. */
#include "web/frame_room.h"
#include "web/html.h"

struct str address_full(struct desk *d, const struct request *r, struct str path)
{
	if (!str_is_empty(d->house->address))
		return arena_printf(d->arena, "%.*s%.*s", STR_ARG(d->house->address), STR_ARG(path));
	return arena_printf(d->arena, "%s%.*s%.*s", str_is_empty(r->host) ? "" : "http://", STR_ARG(r->host),
			    STR_ARG(path));
}

struct frame frame_of(struct desk *d, const struct request *r, struct str title)
{
	struct frame f = { .desk = d, .request = r, .title = title };
	struct str said = request_query(r, STR("said"));

	if (!str_is_empty(said)) {
		const struct str *words = map_get(&d->book->words, arena_printf(d->arena, "flash.%.*s", STR_ARG(said)));

		if (words)
			f.flash = *words;
	}
	return f;
}

bool frame_has_problems(const struct frame *f)
{
	return f->problems && f->problems->count;
}

struct str frame_area(const struct frame *f)
{
	if (!str_is_empty(f->desk->house->area_name))
		return f->desk->house->area_name;
	return book_words(f->desk->book, STR("frame.standard_area"));
}

struct str frame_home(const struct frame *f)
{
	return f->desk->who.kind == WHO_ACCOUNT ? STR("/home") : STR("/");
}

/* Each item with the thing that it lists; without one it is for every account. */
static const struct { const char *section, *address, *what; } menu_rows[] = {
	{ "home", "/home", "" },
	{ "work", "/work", "list.work" },
	{ "reviews", "/reviews", "list.reviews" },
	{ "panels", "/panels", "list.panels" },
	{ "transfer", "/transfer", "list.transfer" },
	{ "post", "/post", "list.post" },
	{ "moves", "/moves", "list.moves" },
	{ "lessons", "/lessons", "list.lessons" },
	{ "identity", "/people/pairs", "list.identity" },
	{ "inbox", "/inbox", "list.inbox" },
	{ "school", "/school", "list.school" },
	{ "shown", "/shown", "list.shown" },
	{ "my", "/my", "list.my" },
	{ "disposal", "/disposal", "list.disposal" },
	{ "reading", "/reading", "list.reading" },
	{ "figures", "/figures", "figures" },
	{ "admin", "/admin", "admin" },
};

struct menu frame_menu(const struct frame *f)
{
	struct menu menu = { .count = 0 };
	const struct desk *d = f->desk;

	if (d->who.kind != WHO_ACCOUNT)
		return menu;
	for (size_t i = 0; i < sizeof menu_rows / sizeof *menu_rows; i++) {
		struct str what = str_of(menu_rows[i].what), section = str_of(menu_rows[i].section);

		if (what.len && !access_reach(d->book, &d->who, d->now.today, STR("view"), what).is_allowed)
			continue;
		menu.at[menu.count++] = (struct menu_item){
			.address = str_of(menu_rows[i].address),
			.words = book_words(d->book, arena_printf(d->arena, "frame.%s", menu_rows[i].section)),
			.is_here = str_equal(section, f->section),
		};
	}
	return menu;
}
