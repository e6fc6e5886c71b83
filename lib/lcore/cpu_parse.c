/* SPDX-License-Identifier: BSD-3-Clause */
/* Reading masks, lists and maps of CPU numbers. */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "lcore_priv.h"

static int
parse_fail(struct parse_error *err, const char *why, const char *at)
{
	err->why = why;
	err->at = at;
	return -EINVAL;
}

static const char *
blanks_skip(const char *p)
{
	while (isspace((unsigned char)*p))
		p++;
	return p;
}

static int
number_take(const char **at, unsigned int max, unsigned int *out, struct parse_error *err)
{
	const char *p = blanks_skip(*at), *start = p;
	unsigned long value = 0;

	if (!isdigit((unsigned char)*p))
		return parse_fail(err, *p == '\0' ? "a number is missing" : "this is no number", p);
	for (; isdigit((unsigned char)*p); p++) {
		value = value * 10 + (unsigned long)(*p - '0');
		if (value >= max)
			return parse_fail(err, "the number is too large", start);
	}
	*out = (unsigned int)value;
	*at = blanks_skip(p);
	return 0;
}

/* "3" or "3-5", added to @p out */
static int
range_take(const char **at, unsigned int max, rte_cpuset_t *out, struct parse_error *err)
{
	const char *start = *at;
	unsigned int first, last;
	int ret;

	ret = number_take(at, max, &first, err);
	if (ret != 0)
		return ret;
	last = first;
	if (**at == '-') {
		(*at)++;
		ret = number_take(at, max, &last, err);
		if (ret != 0)
			return ret;
	}
	if (last < first)
		return parse_fail(err, "the range is descending", start);
	for (; first <= last; first++)
		CPU_SET(first, out);
	return 0;
}

/* ranges with commas; stops at the first thing that is neither */
static int
ranges_take(const char **at, unsigned int max, rte_cpuset_t *out, struct parse_error *err)
{
	int ret;

	CPU_ZERO(out);
	for (;;) {
		ret = range_take(at, max, out, err);
		if (ret != 0)
			return ret;
		if (**at != ',')
			return 0;
		(*at)++;
	}
}

int
cpu_parse_mask(const char *text, unsigned int max, rte_cpuset_t *out, struct parse_error *err)
{
	const char *start = blanks_skip(text), *end, *p;
	unsigned int bit = 0, i;

	CPU_ZERO(out);
	if (start[0] == '0' && (start[1] == 'x' || start[1] == 'X'))
		start += 2;
	end = start + strlen(start);
	while (end > start && isspace((unsigned char)end[-1]))
		end--;
	if (end == start)
		return parse_fail(err, "the mask is empty", start);
	for (p = end; p-- > start; bit += 4) {
		unsigned int digit;

		if (!isxdigit((unsigned char)*p))
			return parse_fail(err, "this is no hex digit", p);
		digit = isdigit((unsigned char)*p) ? (unsigned int)(*p - '0') :
						    (unsigned int)(tolower((unsigned char)*p) - 'a' + 10);
		for (i = 0; i < 4; i++) {
			if ((digit >> i & 1) == 0)
				continue;
			if (bit + i >= max)
				return parse_fail(err, "the bit is too high", p);
			CPU_SET(bit + i, out);
		}
	}
	if (CPU_COUNT(out) == 0)
		return parse_fail(err, "the mask is zero", start);
	return 0;
}

int
cpu_parse_list(const char *text, unsigned int max, rte_cpuset_t *out, struct parse_error *err)
{
	int ret = ranges_take(&text, max, out, err);

	if (ret == 0 && *text != '\0')
		return parse_fail(err, "a comma is missing", text);
	return ret;
}

int
cpu_parse_number(const char *text, unsigned int max, unsigned int *out, struct parse_error *err)
{
	int ret = number_take(&text, max, out, err);

	if (ret == 0 && *text != '\0')
		return parse_fail(err, "there is something behind the number", text);
	return ret;
}

/* a range, or ranges in parentheses (then *group) */
static int
group_take(const char **at, unsigned int max, rte_cpuset_t *out, bool *group, struct parse_error *err)
{
	int ret;

	CPU_ZERO(out);
	*at = blanks_skip(*at);
	*group = **at == '(';
	if (!*group)
		return range_take(at, max, out, err);
	(*at)++;
	ret = ranges_take(at, max, out, err);
	if (ret != 0)
		return ret;
	if (**at != ')')
		return parse_fail(err, "the ) is missing", *at);
	*at = blanks_skip(*at + 1);
	return 0;
}

int
cpu_parse_map(const char **at, struct map_element *out, struct parse_error *err)
{
	bool group, cpu_group;
	int ret;

	ret = group_take(at, RTE_MAX_LCORE, &out->lcores, &group, err);
	if (ret != 0)
		return ret;
	/* a group without CPUs shares those of its members' numbers; a plain range does not */
	out->own = !group;
	out->cpus = out->lcores;
	if (**at == '@') {
		(*at)++;
		out->own = false;
		ret = group_take(at, CPU_SETSIZE, &out->cpus, &cpu_group, err);
		if (ret != 0)
			return ret;
	}
	if (**at == ',') {
		(*at)++;
		if (*blanks_skip(*at) == '\0')
			return parse_fail(err, "an element is missing", *at);
		return 0;
	}
	if (**at != '\0')
		return parse_fail(err, "a comma is missing", *at);
	return 0;
}
