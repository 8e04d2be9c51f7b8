/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/letter_pdf - a letter as a page and as PDF/UA.
 * Touches a child process: WeasyPrint. The page refers to nothing outside of itself, so that nothing is fetched. */
#include "core/child.h"
#include "core/file.h"
#include "core/out.h"
#include "rules/identifier.h"
#include "work/letter.h"

/* Marks of lists stand in the text, in the order of reading: WeasyPrint tags outside marks after their line. */
static const char style[] =
	"@page{size:A4;margin:22mm 20mm 24mm 22mm;"
	"@bottom-right{content:\"Page \" counter(page) \" of \" counter(pages);font:10pt \"DejaVu Sans\",Arial,sans-serif}}"
	"body{font:12pt/1.5 \"DejaVu Sans\",Arial,Helvetica,sans-serif;color:#0b0c0c;margin:0}"
	"h1{font-size:19pt;line-height:1.25;margin:8mm 0 5mm}"
	"h2{font-size:14pt;line-height:1.3;margin:7mm 0 2mm;page-break-after:avoid}"
	"h3{font-size:12pt;margin:5mm 0 1mm;page-break-after:avoid}"
	"p{margin:0 0 3.5mm;orphans:3;widows:3}"
	"ul,ol{list-style:none;margin:0 0 3.5mm;padding:0}"
	"li{margin:0 0 1.5mm;padding-left:6mm;text-indent:-6mm}"
	"ul>li::before{content:\"\\2022\";display:inline-block;width:6mm;text-indent:0}"
	"ol{counter-reset:line}ol>li{counter-increment:line}"
	"ol>li::before{content:counter(line) \".\";display:inline-block;width:6mm;text-indent:0}"
	"li p,li ul{text-indent:0}"
	".sender{text-align:right;margin-bottom:6mm}.to{margin-bottom:6mm}.facts p{margin-bottom:1mm}.sign{margin:8mm 0}"
	"@media screen{body{max-width:42em;margin:1em auto;padding:0 1em}}";

struct str letter_page(struct arena *a, struct str title, struct str body)
{
	struct out o = out_start(a, body.len + sizeof style + 400);
	out_add(&o, STR("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>"));
	out_html(&o, title);
	out_add(&o, STR("</title>\n<style>"));
	out_add(&o, str_of(style));
	out_add(&o, STR("</style>\n</head>\n<body>\n"));
	out_add(&o, body);
	out_add(&o, STR("</body>\n</html>\n"));
	return out_str(&o);
}

static size_t find(struct str s, struct str part)
{
	for (size_t i = 0; i + part.len <= s.len; i++)
		if (memcmp(s.at + i, part.at, part.len) == 0)
			return i;
	return s.len;
}

struct str letter_inside(struct str html)
{
	size_t from = find(html, STR("<body>\n")), to = find(html, STR("</body>"));
	return from < to ? str_slice(html, from + 7, to) : STR_NONE;
}

/* Tags that stand in letters; none of them refers to anything. */
static bool is_tag(struct str tag)
{
	static const char *const names[] = { "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "div", "span", "strong", "em", "br",
		"section", "header", "footer", "address", "dl", "dt", "dd" };
	struct str rest = str_starts(tag, STR("/")) ? str_slice(tag, 1, tag.len) : tag, name = str_word(&rest);

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!str_equal(name, str_of(names[i])))
			continue;
		rest = rest.at ? str_trim(rest) : STR("");
		if (str_is_empty(rest))
			return true;
		struct str value = str_starts(rest, STR("class=\"")) ? str_slice(rest, 7, rest.len) : STR("");
		return value.len > 0 && value.at[value.len - 1] == '"' && !memchr(value.at, '"', value.len - 1);
	}
	return false;
}

bool letter_is_ours(struct arena *a, struct str html)
{
	struct str empty = letter_page(a, STR(""), STR("")), title = STR("</title>");
	size_t head = find(empty, title), body = find(empty, STR("</body>")), at = find(html, title);
	struct str after = str_slice(empty, head, body), rest;

	if (at < head || !str_equal(str_slice(html, 0, head), str_slice(empty, 0, head)) ||
	    !str_starts(str_slice(html, at, html.len), after) || !str_ends(html, str_slice(empty, body, empty.len)) ||
	    at + after.len + empty.len - body > html.len || find(str_slice(html, head, at), STR("<")) < at - head)
		return false;
	rest = str_slice(html, at + after.len, html.len - (empty.len - body));
	while (rest.len) {
		size_t open = find(rest, STR("<"));
		if (open == rest.len)
			break;
		rest = str_slice(rest, open + 1, rest.len);
		struct str tag = str_cut(&rest, '>');
		if (!rest.at || !is_tag(tag))
			return false;
	}
	return true;
}

/* --- for an envelope with a window --- */

enum { WINDOW_LINES_LEAST = 3, WINDOW_LINES_MOST = 7, WINDOW_LINE_MOST = 45 };

/* Measured from the corner of the text, which is 22 mm from the left and the top of the sheet. Seven lines of 9 points fill the
 * window. */
static const char window_style[] =
	"<style>body{position:relative}"
	".sender{position:absolute;left:103mm;top:0;width:64mm;margin:0;font-size:9pt;line-height:1.3}"
	".to{position:absolute;left:3mm;top:18.3mm;width:94mm;margin:0;font-size:9pt;line-height:1.15}.to p{margin:0}"
	".facts{padding-top:74mm}</style>\n";

/* The next line of the address; absent after the last. */
static struct str next_line(struct str *rest)
{
	struct str mark = STR("<br>"), line = *rest;
	size_t at = find(line, mark);

	*rest = at < line.len ? str_slice(line, at + mark.len, line.len) : STR_NONE;
	return str_trim(str_slice(line, 0, at));
}

bool letter_fits_window(struct arena *a, struct str html)
{
	struct str mark = STR("<div class=\"to\"><p>"), last = STR("");
	size_t from = find(html, mark), count = 0;

	if (from == html.len)
		return false;
	struct str rest = str_slice(html, from + mark.len, html.len);

	rest = str_slice(rest, 0, find(rest, STR("</p>")));
	while (rest.at) {
		struct str line = next_line(&rest);

		if (str_is_empty(line))
			continue;
		if (str_count(line) > WINDOW_LINE_MOST)
			return false;
		last = line;
		count++;
	}
	return count >= WINDOW_LINES_LEAST && count <= WINDOW_LINES_MOST &&
	       identifier_check(IDENTIFIER_POSTCODE, identifier_tidy(a, IDENTIFIER_POSTCODE, last)) == IDENTIFIER_GOOD;
}

struct str letter_in_window(struct arena *a, struct str html)
{
	struct str body = STR("<body>\n");
	size_t at = find(html, body) + body.len;

	return arena_printf(a, "%.*s%s%.*s", STR_ARG(str_slice(html, 0, at)), window_style, STR_ARG(str_slice(html, at, html.len)));
}

const struct fault *letter_pdf(struct arena *a, struct str html, struct str *pdf)
{
	static const char *const words[] = { "weasyprint", "--quiet", "--encoding", "utf-8", "--pdf-variant", "pdf/ua-1",
					     "-", "-", NULL };
	struct str folder;
	TRY(file_folder(a, &folder));
	const struct child c = { .words = words, .input = html, .seconds = 60, .memory_most = INT64_C(2) << 30,
				 .output_most = (size_t)32 << 20, .is_caged = true, .folder = folder.at,
				 .file_most = INT64_C(64) << 20 };
	TRY(child_run(a, &c, pdf));
	if (!str_starts(*pdf, STR("%PDF-")))
		return fault_new(a, FAULT_OUTSIDE, "weasyprint gave no PDF");
	return NULL;
}
