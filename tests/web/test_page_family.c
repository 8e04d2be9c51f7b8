/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/page_family - the pages of families, answered in process: wrong addresses, double clicks, the case moved on. */
#include "web/html.h"
#include "web/view_track.h"
#include "work/link.h"
#include "work/made_desk.h"
#include "work/request.h"

extern const struct page page_start, page_back_post, page_request_post, page_request_tasks, page_request_page,
	page_request_page_post, page_track, page_track_seen, page_track_do, page_track_do_post, page_track_paper,
	page_track_dates, page_claim, page_claim_post, page_my, page_my_case;

struct got { int status; struct str body, location, type; const struct fault *fault; };

/* `pairs`: "name=value&name=value", as typed (not encoded). */
static struct got ask(struct desk *d, const struct page *page, struct str first, const char *second, const char *pairs)
{
	struct arena *a = d->arena;
	struct request r = { .method = page->method, .part = { first, str_of(second) }, .host = STR("example.org") };
	struct reply out = { .status = 200, .body = out_start(a, 0) };
	struct who before = d->who;
	struct { struct typed *at; size_t count, room; } typed = { 0 };
	for (struct str rest = str_of(pairs); rest.at && rest.len;) {
		struct str value = str_cut(&rest, '&'), name = str_cut(&value, '=');
		LIST_PUSH(a, &typed, (struct typed){ .name = name, .value = value });
	}
	r.form_at = typed.at;
	r.form_count = typed.count;
	html_book(d->book);
	const struct fault *f = page->answer(d, &r, &out);
	if (d->who.kind != WHO_ACCOUNT)         /* each request begins with nobody */
		d->who = before;
	return (struct got){ out.status, out_str(&out.body), out.location, out.type, f };
}

static bool says(struct got g, const char *words)
{
	return g.body.at && str_contains(g.body, str_of(words));
}

static struct str begin(struct desk *d)
{
	made_council(d, 340, "Knowsley");
	struct got g = ask(d, &page_request_post, STR(""), "", "");
	CHECK(g.location.len == 9 + 43 + 6 && str_ends(g.location, STR("/asker")));
	return str_slice(g.location, 9, 9 + 43);
}

/* Walks the form and gives the family's token. */
static struct str sent(struct desk *d, struct str token)
{
	static const char *const pages[][2] = {
		{ "asker", "asker=parent" }, { "child", "given=<b>Zo</b>&family=O'Hara" },
		{ "born", "born-day=27&born-month=3&born-year=2017" }, { "home", "address=1 Alder Road&postcode=L36 1AA" },
		{ "contact", "contact_name=Ann&relation=mother" }, { "school", "school=" },
		{ "difficulties", "difficulties=noise" }, { "tried", "tried=a group" }, { "hopes", "hopes=quiet" },
		{ "views", "views=" }, { "evidence", "" }, { "keep-in-touch", "keep_in_touch=post" },
		{ "consent", "consent=yes&truth=yes" },
	};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct got g = ask(d, &page_request_page_post, token, pages[i][0], pages[i][1]);
		CHECK_NOTE(!g.fault && g.location.at, "page %s", pages[i][0]);
	}
	struct got g = ask(d, &page_request_page_post, token, "check", "");
	CHECK(str_ends(g.location, STR("/sent")));
	struct draft draft;
	CHECK_OK(draft_open(d, token, &draft));
	return draft.sent_token;
}

BOTH_DESKS(a_form_is_walked_and_sent_once)
{
	struct str token = begin(d);
	struct got g = ask(d, &page_request_page_post, token, "born", "born-day=31&born-month=2&born-year=2017");
	CHECK(!g.location.at && says(g, "There is a problem") && says(g, "value=\"31\""));
	g = ask(d, &page_request_page, token, "parent", "");
	CHECK(str_ends(g.location, token));             /* a page that is not asked */
	g = ask(d, &page_request_page_post, token, "check", "");
	CHECK(!g.location.at && says(g, "There is a problem"));
	struct str family = sent(d, token);
	CHECK_INT((int64_t)family.len, 43);
	g = ask(d, &page_request_page_post, token, "check", "");
	CHECK(str_ends(g.location, STR("/sent")));      /* sent again */
	g = ask(d, &page_request_page, token, "sent", "");
	CHECK(says(g, "http://example.org/track/") && says(g, "6 January 2027"));
	g = ask(d, &page_request_tasks, token, "", "");
	CHECK(str_ends(g.location, STR("/sent")));
	g = ask(d, &page_request_tasks, STR("nothing"), "", "");
	CHECK(g.status == 404 && says(g, "We cannot find these answers"));
}

BOTH_DESKS(a_tracker_is_the_links_alone)
{
	struct str family = sent(d, begin(d));
	struct got g = ask(d, &page_track, family, "", "");
	CHECK(says(g, "&lt;b&gt;Zo&lt;/b&gt;") && !says(g, "<b>Zo"));
	CHECK(says(g, "6 January 2027 (in 6 weeks)"));
	CHECK_INT(ask(d, &page_track, STR("wrong"), "", "").status, 404);
	CHECK_INT(ask(d, &page_track_seen, STR("wrong"), "", "").status, 404);
	CHECK_INT(ask(d, &page_track_do_post, STR("wrong"), "evidence_received", "what=x").status, 404);
	g = ask(d, &page_track_paper, family, "999999", "");
	CHECK(g.fault && g.fault->kind == FAULT_ABSENT);
	g = ask(d, &page_track_do, family, "final_sent", "");
	CHECK(g.location.at && !g.body.len);            /* not theirs to record */
	g = ask(d, &page_track_do_post, family, "officer_assigned", "officer=1");
	CHECK(g.location.at && !g.body.len);
	g = ask(d, &page_track_seen, family, "", "");
	CHECK(says(g, "Somebody with your private link"));
	g = ask(d, &page_track_dates, family, "", "");
	CHECK(str_starts(g.type, STR("text/calendar")) && says(g, "DTSTART;VALUE=DATE:20270106"));
}

static int64_t papers_count(struct got g)
{
	int64_t count = 0;
	for (size_t i = 0; i + 14 < g.body.len; i++)
		count += str_starts(str_slice(g.body, i, g.body.len), STR("Papers came in"));
	return count;
}

/* A double click records once; when the case moved on, what was typed stays and is sent with the next press. */
BOTH_DESKS(papers_are_sent_once)
{
	struct str family = sent(d, begin(d));
	struct got g = ask(d, &page_track_do_post, family, "evidence_received", "version=1&what=");
	CHECK(!g.location.at && says(g, "There is a problem"));
	g = ask(d, &page_track_do_post, family, "evidence_received", "version=1&what=A note");
	CHECK(str_ends(g.location, STR("?said=track_sent")));
	g = ask(d, &page_track_do_post, family, "evidence_received", "version=1&what=A note");
	CHECK(str_ends(g.location, STR("?said=track_sent")));
	CHECK_INT(papers_count(ask(d, &page_track, family, "", "")), 1);
	g = ask(d, &page_track_do_post, family, "evidence_received", "version=1&what=Another <note>");
	CHECK(!g.location.at && says(g, "Something has happened on this request") && says(g, "Another &lt;note&gt;"));
	CHECK(says(g, "name=\"version\" value=\"2\""));
	g = ask(d, &page_track_do_post, family, "evidence_received", "version=2&what=Another <note>");
	CHECK(g.location.at);
	CHECK_INT(papers_count(ask(d, &page_track, family, "", "")), 2);
}

BOTH_DESKS(a_case_goes_into_an_account)
{
	struct str family = sent(d, begin(d));
	struct got g = ask(d, &page_claim_post, family, "", "email=&name=&password=short");
	CHECK(!g.location.at && says(g, "id=\"email-error\"") && says(g, "id=\"name-error\"") && says(g, "id=\"password-error\""));
	g = ask(d, &page_claim_post, family, "", "email=ann@example.org&name=Ann&password=lantern otter quill&close=yes");
	CHECK(str_starts(g.location, STR("/my/")) && str_ends(g.location, STR("?said=claimed_closed")));
	struct str reference = str_slice(g.location, 4, 12);
	struct who account = d->who;
	d->who = (struct who){ .kind = WHO_NOBODY };
	CHECK_INT(ask(d, &page_track, family, "", "").status, 404);
	CHECK_INT(ask(d, &page_claim, family, "", "").status, 404);
	d->who = account;
	struct membership parent = { .role = STR("family"), .authority = 340 };
	d->who.memberships = &parent;
	d->who.membership_count = 1;
	CHECK(says(ask(d, &page_my, STR(""), "", ""), "&lt;b&gt;Zo&lt;/b&gt;"));
	CHECK(says(ask(d, &page_my_case, reference, "", ""), "Where is it now?"));
	d->who.account_id++;                            /* somebody else's account */
	CHECK(ask(d, &page_my_case, reference, "", "").fault->kind == FAULT_ABSENT);
	CHECK(says(ask(d, &page_my, STR(""), "", ""), "There are no requests in your account"));
}

/* law: none; nothing that was pasted may lead out of this site. */
TEST(a_pasted_address_leads_to_our_own_pages_alone)
{
	static const struct { const char *typed, *to; } rows[] = {
		{ "https://send.example.gov.uk/track/0123456789012345678901234567890123456789abc", "/track/0123456789012345678901234567890123456789abc" },
		{ "  /request/0123456789012345678901234567890123456789abc/born ", "/request/0123456789012345678901234567890123456789abc" },
		{ "https://evil.example/track/short", NULL }, { "/track/", NULL }, { "", NULL },
		{ "//evil.example/track/0123456789012345678901234567890123456789abc", "/track/0123456789012345678901234567890123456789abc" },
		{ "/track/0123456789012345678901234567890123456789ab%", NULL },
	};
	struct house house = { 0 };
	struct desk d = made_desk(a, fresh_store(a, STORE_SQLITE), &house);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct got g = ask(&d, &page_back_post, STR(""), "", arena_printf(a, "address=%s", rows[i].typed).at);
		CHECK_STR(g.location, rows[i].to ? str_of(rows[i].to) : STR_NONE);
		CHECK(rows[i].to || says(g, "This is not one of our private addresses"));
	}
}

TEST(sentences_of_easy_read)
{
	struct sentences s = track_sentences(STR("One idea. Two? Three at 5.30 p.m."));
	CHECK_INT((int64_t)s.count, 3);
	CHECK_STR(s.at[2], STR("Three at 5.30 p.m."));
	CHECK_INT((int64_t)track_sentences(STR("")).count, 0);
	struct sentences many = track_sentences(STR("a. b. c. d. e. f. g. h. i. j. k. l. m. n."));
	CHECK_STR(many.at[many.count - 1], STR("l. m. n."));
}
