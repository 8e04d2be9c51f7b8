/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/rate - an address may do so much and no more; another is not held back by it. */
#include "harness.h"
#include "web/rate.h"

static int taken(struct rates *r, struct str address, int tries, int64_t now_us)
{
	int count = 0;

	for (int i = 0; i < tries; i++)
		count += rates_take(r, address, now_us);
	return count;
}

TEST(an_address_has_ten_seconds_worth_and_then_its_rate)
{
	struct rates *r = rates_start(a, 50);
	struct str one = STR("192.0.2.1"), two = STR("192.0.2.2");

	CHECK_INT(taken(r, one, 1000, 5000000), 500);
	CHECK_INT(taken(r, two, 1000, 5000000), 500);
	CHECK_INT(taken(r, one, 1000, 6000000), 50);
	CHECK_INT(taken(r, one, 1000, 6010000), 0);
	CHECK_INT(taken(r, one, 1000, 600000000), 500);
}

TEST(without_a_limit_there_is_none)
{
	CHECK_INT(taken(rates_start(a, 0), STR("192.0.2.1"), 100000, 1), 100000);
}
