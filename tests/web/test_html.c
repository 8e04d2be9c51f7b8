/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/test_html - what templates write is escaped by its type.
 * Touches web/html. */
#include "harness.h"
#include "web/html.h"
#include "work/made_desk.h"

static struct out fresh(struct arena *a)
{
	html_book(made_book());
	return out_start(a, 0);
}

#define WRITES(x, wanted) \
	do { \
		struct out o_ = fresh(a); \
		html_show(&o_, (x)); \
		CHECK_STR(out_str(&o_), str_of(wanted)); \
	} while (0)

TEST(html_shows_each_type_escaped)
{
	struct date day = date_of(2026, 2, 16);
	char written[] = "<a href='x'>";

	WRITES(STR("<script>alert(\"1\") & 'x'</script>"),
	       "&lt;script&gt;alert(&quot;1&quot;) &amp; &#39;x&#39;&lt;/script&gt;");
	WRITES((const char *)written, "&lt;a href=&#39;x&#39;&gt;");
	WRITES(written, "&lt;a href=&#39;x&#39;&gt;");
	WRITES(STR_NONE, "");
	WRITES(-3, "-3");
	WRITES((int64_t)9223372036854775807, "9223372036854775807");
	WRITES((size_t)18446744073709551615u, "18446744073709551615");
	WRITES(day, "16 February 2026");
	WRITES(DATE_NONE, "");
}

TEST(html_writes_words_with_what_is_filled_in_escaped)
{
	struct out o = fresh(a);

	html_words_with(&o, STR("common.page_of"), (struct str[]){ html_arg(&o, 2), html_arg(&o, STR("<b>")) }, 2);
	CHECK_STR(out_str(&o), STR("Page 2 of &lt;b&gt;"));
	CHECK_STR(html_arg(&o, date_of(2026, 2, 16)), STR("16 February 2026"));
}

TEST(html_encodes_parts_of_addresses)
{
	struct out o = fresh(a);

	html_url(&o, STR("a b&c=\"<\xc3\xa9"));
	CHECK_STR(out_str(&o), STR("a%20b%26c%3D%22%3C%C3%A9"));
	html_iso(&o, date_of(2026, 2, 6));
	CHECK(str_ends(out_str(&o), STR("2026-02-06")));
}
