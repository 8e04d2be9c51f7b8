/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_bundle_words - words blacked out inside PDFs are gone from every byte, or nothing is given.
 * Touches work/bundle, qpdf, pdftotext and pdfimages (what the file says to others). */
#include <stdio.h>
#include <stdlib.h>

#include "core/child.h"
#include "core/digest.h"
#include "core/file.h"
#include "core/out.h"
#include "store/fresh.h"
#include "work/bundle.h"
#include "work/document.h"
#include "work/letter.h"
#include "work/made_case.h"

static struct str kept(struct made_case *m, struct arena *a, struct str bytes)
{
	struct keeping *k;
	struct kept_file file = { 0 };
	struct problems slips = { 0 };

	CHECK_OK(document_keep_begin(a, 1 << 24, &k));
	CHECK_OK(document_keep_part(k, bytes));
	CHECK_OK(document_keep_end(k, &m->desk, STR("files"), STR("paper.pdf"), &slips, &file));
	CHECK_INT((int64_t)slips.count, 0);
	return file.sha256;
}

static struct str asked(struct arena *a, const char *const *words)
{
	const struct child c = { .words = words, .input = STR(""), .seconds = 30, .output_most = 1 << 24 };
	struct str said = STR("");

	CHECK_OK(child_run(a, &c, &said));
	return said;
}

/* What a PDF says to who reads it, and all of its bytes, unpacked. */
struct read { struct str text, bytes; };

static struct read read_of(struct arena *a, struct str path)
{
	return (struct read){ asked(a, (const char *const[]){ "pdftotext", path.at, "-", NULL }),
		asked(a, (const char *const[]){ "qpdf", "--qdf", "--object-streams=disable", path.at, "-", NULL }) };
}

static struct made_case *made(struct arena *a)
{
	CHECK(digest_start());
	return made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
}

struct done { struct str path; struct bundle_seen seen; enum bundle_cut end; };

static struct done blacked(struct made_case *m, struct arena *a, struct str pdf, const char *out, const char *words)
{
	struct done done = { .path = STR("") };
	struct str folder;

	CHECK_OK(file_folder(a, &folder));
	CHECK_OK(bundle_cut(&m->desk, folder, kept(m, a, pdf), str_of(out), str_of(words), &done.path, &done.seen, &done.end));
	return done;
}

/* A PDF as programs write them: a title, a link, an attachment, a picture with a text in its place, a bookmark. */
static struct str letter(struct arena *a)
{
	struct str pdf = STR("");

	CHECK_OK(letter_pdf(a, STR("<!DOCTYPE html><html lang=\"en\"><head><title>About Tommy Tucker</title><meta name=\"author\" content=\"Tommy Tucker\">"
		"<style>.n{width:38mm}h1{font-size:14pt}</style></head><body><h1>About Tommy Tucker</h1><p>He sat with TOMMY\n"
		"tucker all day. Zo\xc3\xab O\xe2\x80\x99Hara came, too.</p>"
		"<p class=\"n\">words here and so Tom&shy;my Tucker, Anne-Marie and more words in a narrow column</p>"
		"<p style=\"page-break-before:always\">Second page: <b>Tom</b>my <i>Tucker</i>, of 12 Elm Road, "
		"<a href=\"https://example.org/Tommy-Tucker\">more</a></p>"
		"<p style=\"page-break-before:always\"></p></body></html>"), &pdf));
	return pdf;
}

TEST(words_are_blacked_out_in_a_pdf)
{
	test_slow();
	struct made_case *m = made(a);
	struct done d = blacked(m, a, letter(a), "", "tommy tucker\nzoe o'hara\nANNE-MARIE\nElm road\nx");

	CHECK(d.end == BUNDLE_CUT_DONE && d.seen.is_read);
	CHECK_INT(d.seen.places, 7);
	CHECK_STR(d.seen.bare, STR("3"));
	CHECK_STR(d.seen.stay, STR(""));
	struct read r = read_of(a, d.path);

	CHECK(str_contains(r.text, STR("He sat with")) && str_contains(r.text, STR("all day.")) && str_contains(r.text, STR("came, too")));
	CHECK(str_contains(r.text, STR("and more")) && str_contains(r.text, STR("Second page:")) && str_contains(r.text, STR("of 12")));
	static const char *const gone[] = { "ommy", "OMMY", "ucker", "Zo", "Hara", "Anne", "Marie", "Elm" };

	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
		CHECK_NOTE(!str_contains(r.text, str_of(gone[i])), "text: %s", gone[i]);
		CHECK_NOTE(!str_contains(r.bytes, str_of(gone[i])), "bytes: %s", gone[i]);
	}
	d = blacked(m, a, letter(a), "1, 3", "tommy tucker");            /* what is on pages that go is not counted */
	CHECK(d.end == BUNDLE_CUT_DONE && d.seen.places == 1);
	d = blacked(m, a, letter(a), "1-2", "tommy tucker");             /* the number in the whole paper */
	CHECK(d.end == BUNDLE_CUT_DONE && d.seen.places == 0);
	CHECK_STR(d.seen.bare, STR("3"));
}

/* Hand-made, without a table of its objects: qpdf finds them. Each row is one page. */
#define HEAD "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [4 0 R] /Count 1 >>\nendobj\n" \
	"3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
#define TAIL "trailer\n<< /Root 1 0 R /Size 20 >>\n%%EOF\n"

static struct str page(struct arena *a, const char *keys, const char *resources, const char *content, const char *objects)
{
	return arena_printf(a, "%s4 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R %s /Resources << /Font << "
		"/F 3 0 R >> %s >> >>\nendobj\n5 0 obj\n<< /Length %zu >>\nstream\n%s\nendstream\nendobj\n%s\n%s", HEAD, keys, resources,
		strlen(content), content, objects, TAIL);
}

/* Where a program may keep words that are seen nowhere, or otherwise than in the line of a page. */
TEST(words_hide_nowhere_in_a_pdf)
{
	test_slow();
	static const struct { const char *name, *keys, *resources, *content, *objects; int64_t places; enum bundle_cut end; } rows[] = {
		{ "cut into pieces", "", "", "BT /F 20 Tf 50 700 Td (Said) Tj 0 -30 Td [(To) -10 (mm) -20 (y) -300 (Tuc) 5 (ker)] TJ ET", "", 1, BUNDLE_CUT_DONE },
		{ "turned, with a box", "/Rotate 90 /CropBox [20 30 580 770]", "", "BT /F 20 Tf 50 700 Td (Said Tommy Tucker) Tj ET", "", 1, BUNDLE_CUT_DONE },
		{ "beside the paper", "", "", "BT /F 20 Tf 50 700 Td (Said) Tj 2000 0 Td (Tommy Tucker) Tj ET", "", 1, BUNDLE_CUT_DONE },
		{ "not drawn", "", "", "BT 3 Tr /F 20 Tf 50 700 Td (Said) Tj 0 -30 Td (Tommy Tucker) Tj ET", "", 1, BUNDLE_CUT_DONE },
		{ "white on white", "", "", "BT /F 20 Tf 50 700 Td (Said) Tj 1 g 0 -30 Td (Tommy Tucker) Tj ET", "", 1, BUNDLE_CUT_DONE },
		{ "a text to copy in place", "", "", "BT /F 20 Tf 50 700 Td (Said) Tj /Span <</ActualText (Tommy Tucker)>> BDC (xyz) Tj EMC ET", "", 0, BUNDLE_CUT_DONE },
		{ "a text to read out", "", "", "BT /F 20 Tf 50 700 Td (Said) Tj ET /Figure <</Alt (Tommy Tucker)>> BDC 1 1 5 5 re f EMC", "", 0, BUNDLE_CUT_DONE },
		{ "in UTF-16", "", "", "BT /F 20 Tf 50 700 Td (Said) Tj /Span <</ActualText <FEFF0054006F006D006D00790020005400750063006B00650072>>> BDC (xyz) Tj EMC ET",
		  "", 0, BUNDLE_CUT_DONE },
		{ "in a list of marks", "", "/Properties << /M << /ActualText (Tommy Tucker) /Alt (Tommy Tucker) >> >>", "BT /F 20 Tf 50 700 Td (Said) Tj /Span /M BDC (xyz) Tj EMC ET",
		  "", 0, BUNDLE_CUT_DONE },
		{ "a part drawn in", "", "/XObject << /X 6 0 R >>", "BT /F 20 Tf 50 600 Td (Said) Tj ET /X Do", "6 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] "
		  "/Metadata 7 0 R /Resources << /Font << /F 3 0 R >> >> /Length 47 >>\nstream\nBT /F 20 Tf 50 700 Td (to Tommy Tucker) Tj ET  \nendstream\nendobj\n"
		  "7 0 obj\n<< /Length 19 >>\nstream\n<x>Tommy Tucker</x>\nendstream\nendobj", 1, BUNDLE_CUT_DONE },
		{ "a note on the page", "/Annots [6 0 R 7 0 R]", "", "BT /F 20 Tf 50 700 Td (Said) Tj ET", "6 0 obj\n<< /Type /Annot /Subtype /FreeText /F 4 /Rect [50 500 350 530] "
		  "/Contents (Tommy Tucker) /AP << /N 8 0 R >> >>\nendobj\n7 0 obj\n<< /Type /Annot /Subtype /Text /Rect [50 400 70 420] /Contents (Tommy Tucker) >>\nendobj\n"
		  "8 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 300 30] /Resources << /Font << /F 3 0 R >> >> /Length 43 >>\nstream\n"
		  "BT /F 20 Tf 0 5 Td (at Tommy Tucker) Tj ET \nendstream\nendobj", 1, BUNDLE_CUT_DONE },
		{ "data of programs", "/PieceInfo << /A (Tommy Tucker) >> /Metadata 6 0 R", "", "BT /F 20 Tf 50 700 Td (Said) Tj ET",
		  "6 0 obj\n<< /Length 19 >>\nstream\n<x>Tommy Tucker</x>\nendstream\nendobj", 0, BUNDLE_CUT_DONE },
		/* MuPDF does not write patterns afresh: then nothing is given */
		{ "a pattern", "", "/Pattern << /P 6 0 R >>", "BT /F 20 Tf 50 700 Td (Said) Tj ET /Pattern cs /P scn 50 300 400 200 re f",
		  "6 0 obj\n<< /Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 200 50] /XStep 200 /YStep 50 /Resources << /Font << /F 3 0 R >> >> "
		  "/Length 41 >>\nstream\nBT /F 20 Tf 10 10 Td (Tommy Tucker) Tj ET\nendstream\nendobj", 1, BUNDLE_CUT_WORDS_STAY },
	};
	struct made_case *m = made(a);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct done d = blacked(m, a, page(a, rows[i].keys, rows[i].resources, rows[i].content, rows[i].objects), "", "tommy tucker");

		CHECK_NOTE(d.end == rows[i].end && d.seen.places == rows[i].places, "%s: end %d, %lld places", rows[i].name, (int)d.end, (long long)d.seen.places);
		if (rows[i].end == BUNDLE_CUT_WORDS_STAY)
			CHECK_STR(d.seen.stay, STR("1"));
		if (d.end != BUNDLE_CUT_DONE)
			continue;
		struct read r = read_of(a, d.path);

		CHECK_NOTE(str_contains(r.text, STR("Said")), "%s: %.*s", rows[i].name, STR_ARG(r.text));
		CHECK_NOTE(!str_contains(r.text, STR("mmy")) && !str_contains(r.text, STR("Tucker")), "%s: %.*s", rows[i].name, STR_ARG(r.text));
		CHECK_NOTE(!str_contains(r.bytes, STR("Tommy")) && !str_contains(r.bytes, STR("Tucker")) && !str_contains(r.bytes, STR("006D006D")) &&
			!str_contains(r.bytes, STR("006d006d")) && !str_contains(r.bytes, STR("(mm)")), "%s: bytes", rows[i].name);
	}
}

static int64_t blanks(struct arena *a, struct str path)
{
	struct str bytes;
	int64_t n = 0;

	CHECK_OK(file_read(a, path, 1 << 20, &bytes));
	for (size_t i = 0; i < bytes.len; i++)
		n += (unsigned char)bytes.at[i] == 0xFF;
	return n;
}

/* A scan with a text laid beneath it: of the picture itself nothing is left there; it is not only covered. */
TEST(a_scan_is_blank_where_the_word_stood)
{
	test_slow();
	static const char object[] = "6 0 obj\n<< /Type /XObject /Subtype /Image /Width 20 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 200 >>\nstream\n";
	struct made_case *m = made(a);
	struct out picture = out_start(a, 512);

	out_add(&picture, str_of(object));
	for (int i = 0; i < 200; i++)
		out_byte(&picture, 'w');
	out_add(&picture, STR("\nendstream\nendobj"));
	struct str pdf = page(a, "", "/XObject << /I 6 0 R >>", "q 500 0 0 100 50 600 cm /I Do Q BT 3 Tr /F 20 Tf 50 640 Td (Scan Tommy Tucker here) Tj ET",
		arena_cstr(a, out_str(&picture)));
	struct done d = blacked(m, a, pdf, "", "tommy tucker");

	CHECK(d.end == BUNDLE_CUT_DONE && d.seen.places == 1);
	CHECK_STR(d.seen.bare, STR(""));
	struct str to = arena_printf(a, "%.*s.picture", STR_ARG(d.path));

	asked(a, (const char *const[]){ "pdfimages", d.path.at, to.at, NULL });
	int64_t blank = blanks(a, arena_printf(a, "%.*s-000.ppm", STR_ARG(to)));

	CHECK_NOTE(blank > 15 && blank < 300, "%lld", (long long)blank);    /* three bytes each */
}

static struct str sealed(struct arena *a, struct str pdf, const char *user)
{
	struct str folder, bytes = STR("");

	CHECK_OK(file_folder(a, &folder));
	struct str from = arena_printf(a, "%.*s/from.pdf", STR_ARG(folder)), to = arena_printf(a, "%.*s/to.pdf", STR_ARG(folder));
	FILE *f = fopen(from.at, "wb");

	CHECK(f && fwrite(pdf.at, 1, pdf.len, f) == pdf.len && fclose(f) == 0);
	asked(a, (const char *const[]){ "qpdf", "--encrypt", user, "owner", "256", "--", from.at, to.at, NULL });
	CHECK_OK(file_read(a, to, 1 << 24, &bytes));
	return bytes;
}

/* What cannot be read is not given; what asks for no password to be read is read. */
TEST(a_pdf_that_cannot_be_read_is_not_given)
{
	test_slow();
	struct made_case *m = made(a);
	struct str whole = letter(a);

	CHECK_INT(blacked(m, a, sealed(a, whole, "secret"), "", "tommy tucker").end, BUNDLE_CUT_UNREAD);
	CHECK_INT(blacked(m, a, str_slice(whole, 0, 600), "", "tommy tucker").end, BUNDLE_CUT_UNREAD);
	CHECK_INT(blacked(m, a, STR("%PDF-1.7\nnothing of one\n"), "", "tommy tucker").end, BUNDLE_CUT_UNREAD);
	struct done d = blacked(m, a, sealed(a, whole, ""), "", "tommy tucker");

	CHECK(d.end == BUNDLE_CUT_DONE && !str_contains(read_of(a, d.path).text, STR("Tucker")));
	for (size_t cut = 1000; cut < whole.len; cut += whole.len / 7) {        /* torn anywhere: not given, or without the words */
		d = blacked(m, a, str_slice(whole, 0, cut), "", "tommy tucker");
		CHECK_NOTE(d.end != BUNDLE_CUT_DONE || !str_contains(read_of(a, d.path).text, STR("Tucker")), "torn at %zu", cut);
	}
}
