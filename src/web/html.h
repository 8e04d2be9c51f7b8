/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/html - what compiled templates call: everything is escaped by its type.
 * Touches the words of the thread's rulebook. Language: docs/architecture.md "Templates". */
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include "core/date.h"
#include "core/out.h"
#include "rulebook/rulebook.h"

/* The rulebook whose words {{ w KEY }} writes on this thread; the router sets it before a page is shown. */
void html_book(const struct rulebook *book);

/* {{ x }} by the type of x. A truth value has no words of its own, so bool does not compile. */
#define html_show(o, x) _Generic((x), \
	struct str: html_str, const char *: html_cstr, char *: html_cstr, struct date: html_date, \
	int: html_int, long: html_int, long long: html_int, \
	unsigned: html_uint, unsigned long: html_uint, unsigned long long: html_uint)((o), (x))
/* The same as a text, for {1} of words. */
#define html_arg(o, x) _Generic((x), \
	struct str: html_arg_str, const char *: html_arg_cstr, char *: html_arg_cstr, struct date: html_arg_date, \
	int: html_arg_int, long: html_arg_int, long long: html_arg_int, \
	unsigned: html_arg_uint, unsigned long: html_arg_uint, unsigned long long: html_arg_uint)((o), (x))
/* {{ url x }}: percent-encoded. */
#define html_url(o, x) out_url((o), html_arg((o), (x)))

void html_str(struct out *o, struct str s);
void html_cstr(struct out *o, const char *s);
void html_int(struct out *o, long long n);
void html_uint(struct out *o, unsigned long long n);
/* "16 February 2026" */
void html_date(struct out *o, struct date d);
/* YYYY-MM-DD */
void html_iso(struct out *o, struct date d);
struct str html_arg_str(struct out *o, struct str s);
struct str html_arg_cstr(struct out *o, const char *s);
struct str html_arg_int(struct out *o, long long n);
struct str html_arg_uint(struct out *o, unsigned long long n);
struct str html_arg_date(struct out *o, struct date d);
/* {{ w KEY }} and {{ w KEY(a, b) }} */
void html_words(struct out *o, struct str key);
void html_words_with(struct out *o, struct str key, const struct str *args, size_t count);
/* Words as a text in o's arena, for a title. */
struct str html_words_text(struct arena *a, struct str key);

#endif
