/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/html - what compiled templates call.
 * Touches the words of the thread's rulebook. */
#include "web/html.h"

static _Thread_local const struct rulebook *book_here;

void html_book(const struct rulebook *book)
{
	book_here = book;
}

void html_str(struct out *o, struct str s)
{
	out_html(o, s);
}

void html_cstr(struct out *o, const char *s)
{
	out_html(o, str_of(s));
}

void html_int(struct out *o, long long n)
{
	out_int(o, n);
}

void html_uint(struct out *o, unsigned long long n)
{
	out_printf(o, "%llu", n);
}

void html_date(struct out *o, struct date d)
{
	out_add(o, date_words(o->arena, d));
}

void html_iso(struct out *o, struct date d)
{
	out_add(o, date_iso(o->arena, d));
}

struct str html_arg_str(struct out *o, struct str s)
{
	(void)o;
	return s;
}

struct str html_arg_cstr(struct out *o, const char *s)
{
	(void)o;
	return str_of(s);
}

struct str html_arg_int(struct out *o, long long n)
{
	return arena_printf(o->arena, "%lld", n);
}

struct str html_arg_uint(struct out *o, unsigned long long n)
{
	return arena_printf(o->arena, "%llu", n);
}

struct str html_arg_date(struct out *o, struct date d)
{
	return date_words(o->arena, d);
}

void html_words(struct out *o, struct str key)
{
	check(book_here);
	out_html(o, book_words(book_here, key));
}

void html_words_with(struct out *o, struct str key, const struct str *args, size_t count)
{
	check(book_here);
	out_html(o, book_words_with(book_here, o->arena, key, args, count));
}

struct str html_words_text(struct arena *a, struct str key)
{
	check(book_here);
	return arena_str(a, book_words(book_here, key));
}
