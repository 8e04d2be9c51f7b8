/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/counts - what has been counted since the start, for /metrics.
 * Touches nothing. Form: Prometheus text exposition 0.0.4. */
#include "web/counts.h"

const int64_t count_class_us[COUNT_CLASSES] = {
	250, 500, 1000, 2500, 5000, 10000, 50000, 250000, 1000000, 5000000,
};

void counts_add(struct counts *c, int status, int64_t took_us, int64_t bytes)
{
	size_t class = 0;

	while (class < COUNT_CLASSES && took_us > count_class_us[class])
		class++;
	c->requests[status >= 100 && status < 600 ? status / 100 : 0]++;
	c->took[class]++;
	c->took_us += took_us;
	c->bytes_out += bytes;
}

static void line(struct out *o, const char *name, const char *type, const char *help, int64_t value)
{
	out_printf(o, "# HELP waymark_%s %s\n# TYPE waymark_%s %s\nwaymark_%s %lld\n", name, help, name, type, name,
		   (long long)value);
}

static void write_times(const struct counts *c, struct out *o)
{
	int64_t so_far = 0;

	out_add(o, STR("# HELP waymark_request_seconds Time from the whole request to the whole reply.\n"
		       "# TYPE waymark_request_seconds histogram\n"));
	for (size_t i = 0; i < COUNT_CLASSES; i++) {
		so_far += c->took[i];
		out_printf(o, "waymark_request_seconds_bucket{le=\"%g\"} %lld\n", (double)count_class_us[i] / 1e6,
			   (long long)so_far);
	}
	so_far += c->took[COUNT_CLASSES];
	out_printf(o, "waymark_request_seconds_bucket{le=\"+Inf\"} %lld\nwaymark_request_seconds_sum %g\n"
		   "waymark_request_seconds_count %lld\n", (long long)so_far, (double)c->took_us / 1e6, (long long)so_far);
}

void counts_write(const struct counts *c, struct out *o)
{
	out_add(o, STR("# HELP waymark_requests_total Requests by class of their status; 0xx are heads that could not be read.\n"
		       "# TYPE waymark_requests_total counter\n"));
	for (int i = 0; i < 6; i++)
		out_printf(o, "waymark_requests_total{status=\"%dxx\"} %lld\n", i, (long long)c->requests[i]);
	write_times(c, o);
	line(o, "sent_bytes_total", "counter", "Bytes of replies.", c->bytes_out);
	line(o, "connections", "gauge", "Connections open now.", c->connections);
	line(o, "connections_total", "counter", "Connections since the start.", c->opened);
	line(o, "connections_refused_total", "counter", "Connections turned away at a limit.", c->turned_away);
	line(o, "connections_slow_total", "counter", "Connections closed because they were too slow.", c->too_slow);
	line(o, "start_time_seconds", "gauge", "When the program started, seconds from 1970.", c->started_ms / 1000);
}
