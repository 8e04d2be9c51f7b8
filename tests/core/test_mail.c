/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/core/test_mail - the text of a mail, addresses that may stand in an envelope. */
#include "core/mail.h"
#include "harness.h"

TEST(an_address_of_a_mail_has_nothing_that_a_server_could_read_as_more)
{
	static const struct { const char *address; bool is_good; } rows[] = {
		{ "parent@example.org", true }, { "o'neil+send@mail.example.org", true }, { "", false }, { "parent", false },
		{ "a@b@c.org", false }, { "@example.org", false }, { "a@", false }, { "a b@example.org", false },
		{ "a@example.org>", false }, { "a@example.org\r\nRCPT TO:<b@c.org>", false }, { "-oX@example.org", false },
		{ "\"a\"@example.org", false }, { "a,b@example.org", false }, { "z\xC3\xB6" "e@example.org", false },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_NOTE(mail_address_is_good(str_of(rows[i].address)) == rows[i].is_good, "%s", rows[i].address);
}

TEST(a_mail_is_seven_bits_wide_and_keeps_its_lines)
{
	struct mail m = { .from = STR("send@council.example"), .to = STR("parent@example.org"), .subject = STR("Zo\xC3\xAB"),
		.text = STR("One = two\n\nThree \xE2\x80\x93 four \n.\n"), .id = STR("wm.1.ab@council.example"),
		.utc_ms = INT64_C(1795608000000) };
	struct str text = mail_text(a, &m);

	CHECK(str_starts(text, STR("From: send@council.example\r\nTo: parent@example.org\r\nSubject: =?UTF-8?B?Wm/Dqw==?=\r\n"
				   "Date: Wed, 25 Nov 2026 12:00:00 +0000\r\nMessage-ID: <wm.1.ab@council.example>\r\n")));
	CHECK(str_ends(text, STR("\r\n\r\nOne =3D two\r\n\r\nThree =E2=80=93 four=20\r\n.\r\n\r\n")));
	for (size_t i = 0; i < text.len; i++)
		CHECK((unsigned char)text.at[i] < 0x80 && (text.at[i] != '\n' || text.at[i - 1] == '\r'));
}

TEST(a_long_line_is_broken_and_a_subject_cannot_begin_another_line)
{
	char line[300];

	memset(line, 'x', sizeof line);
	struct mail m = { .from = STR("a@b.c"), .to = STR("d@e.f"), .subject = STR("One\r\nBcc: g@h.i"),
			  .text = (struct str){ line, sizeof line }, .id = STR("i@b.c") };
	struct str text = mail_text(a, &m), rest = text;

	CHECK(!str_contains(text, STR("Bcc:")));
	while (rest.at)
		CHECK(str_cut(&rest, '\n').len <= 78);
}
