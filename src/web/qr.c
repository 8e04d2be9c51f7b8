/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/qr - a text as a QR code, drawn as SVG.
 * Touches libqrencode. */
#include <qrencode.h>

#include "web/view_account.h"

enum { QUIET = 4 };     /* white modules around it, as the standard wants */

void qr_write(struct out *o, struct str text, struct str label)
{
	QRcode *code = QRcode_encodeString(arena_cstr(o->arena, text), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	int side = code ? code->width + 2 * QUIET : 0;

	if (!code)                      /* too long, or no memory: the text itself stands beside the picture */
		return;
	out_printf(o, "<svg class=\"app-qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"240\" "
		   "height=\"240\" role=\"img\" shape-rendering=\"crispEdges\" aria-label=\"", side, side);
	out_html(o, label);
	out_printf(o, "\"><rect width=\"%d\" height=\"%d\" fill=\"#fff\"></rect><path fill=\"#000\" d=\"", side, side);
	for (int y = 0; y < code->width; y++)
		for (int x = 0; x < code->width; x++)
			if (code->data[y * code->width + x] & 1)
				out_printf(o, "M%d %dh1v1h-1z", x + QUIET, y + QUIET);
	out_add(o, STR("\"></path></svg>"));
	QRcode_free(code);
}
