/* SPDX-License-Identifier: BSD-3-Clause */
/* The grammar of device arguments, its errors, and walking the result. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_kvargs.h>

#include <base/kvargs/kvargs.h>

#include "ut.h"

static const char *const keys[] = { "size", "copy", "list", NULL };

static void
pairs_lists_and_lone_keys(void)
{
	struct rte_kvargs *kv = rte_kvargs_parse("size=64,list=[0-1,3],copy,size=,x=a[1,2]b", NULL);

	UT_NOT_NULL_FATAL(kv);
	UT_EQ(kv->count, 5);
	UT_STR_EQ(kv->pairs[0].key, "size");
	UT_STR_EQ(kv->pairs[0].value, "64");
	UT_STR_EQ(kv->pairs[1].value, "[0-1,3]");
	UT_STR_EQ(kv->pairs[2].key, "copy");
	UT_PTR_EQ(kv->pairs[2].value, NULL);
	UT_STR_EQ(kv->pairs[3].value, "");
	UT_STR_EQ(kv->pairs[4].value, "a[1,2]b");
	UT_EQ(rte_kvargs_count(kv, "size"), 2);
	UT_EQ(rte_kvargs_count(kv, NULL), 5);
	UT_EQ(rte_kvargs_count(kv, "none"), 0);
	UT_STR_EQ(rte_kvargs_get(kv, "size"), "64");
	UT_PTR_EQ(rte_kvargs_get(kv, "copy"), NULL);
	UT_STR_EQ(rte_kvargs_get_with_value(kv, "size", ""), "");
	UT_STR_EQ(rte_kvargs_get_with_value(kv, NULL, "64"), "64");
	UT_PTR_EQ(rte_kvargs_get_with_value(kv, "size", "65"), NULL);
	rte_kvargs_free(kv);
}

static void
empty_places_are_skipped(void)
{
	static const char *const texts[] = { "", ",", ",,,", "size=1", "size=1,", ",size=1", ",,size=1,,copy=2,," };
	static const unsigned int counts[] = { 0, 0, 0, 1, 1, 1, 2 };
	size_t i;

	for (i = 0; i < RTE_DIM(texts); i++) {
		struct rte_kvargs *kv = rte_kvargs_parse(texts[i], keys);

		UT_NOT_NULL_FATAL(kv);
		UT_EQ(kv->count, counts[i]);
		rte_kvargs_free(kv);
	}
}

static void
refused(const char *text, const char *const valid[], int err, const char *words)
{
	char why[256];

	errno = 0;
	UT_PTR_EQ(rte_kvargs_parse(text, valid), NULL);
	UT_EQ(errno, err);
	UT_EQ(kvargs_parse_err(text, valid, why, sizeof(why)), -err);
	UT_NOT_NULL(strstr(why, words));
	UT_STR_EQ(kvargs_last_error(), why);
}

static void
errors_name_key_and_place(void)
{
	char many[512] = "";
	char why[8];
	int i;

	refused("size=1,sise=2", keys, EINVAL, "unknown key \"sise\" at position 7");
	refused("sizex=1", keys, EINVAL, "unknown key \"sizex\" at position 0");
	refused("siz=1", keys, EINVAL, "unknown key \"siz\"");
	refused("list=[1,2", keys, EINVAL, "key \"list\": list without its ] at position 5");
	refused("list=[", keys, EINVAL, "without its ]");
	refused("size=1,=5", keys, EINVAL, "value without a key at position 7");
	refused("=", NULL, EINVAL, "value without a key");
	refused("lone", keys, EINVAL, "unknown key \"lone\"");
	for (i = 0; i < 33; i++)
		sprintf(many + strlen(many), "k%d=v,", i);
	refused(many, NULL, E2BIG, "key \"k32\": more than 32 pairs");
	refused(NULL, keys, EINVAL, "no arguments");
	/* a short buffer is filled and ended */
	UT_EQ(kvargs_parse_err("sise=1", keys, why, sizeof(why)), -EINVAL);
	UT_STR_EQ(why, "unknown");
	UT_EQ(kvargs_parse_err("sise=1", keys, NULL, 0), -EINVAL);
	UT_EQ(kvargs_parse_err("size=1", keys, why, sizeof(why)), 0);
	rte_kvargs_free(rte_kvargs_parse("size=1", keys));
	UT_STR_EQ(kvargs_last_error(), "");
}

static void
thirty_two_pairs_and_long_values(void)
{
	char *text = malloc(100000);
	struct rte_kvargs *kv;
	int i;

	text[0] = '\0';
	for (i = 0; i < 32; i++)
		sprintf(text + strlen(text), "k%d=v%d,", i, i);
	kv = rte_kvargs_parse(text, NULL);
	UT_NOT_NULL_FATAL(kv);
	UT_EQ(kv->count, 32);
	UT_STR_EQ(rte_kvargs_get(kv, "k31"), "v31");
	rte_kvargs_free(kv);
	memset(text, 'x', 99999);
	text[4] = '=';
	text[99999] = '\0';
	kv = rte_kvargs_parse(text, NULL);
	UT_NOT_NULL_FATAL(kv);
	UT_EQ(strlen(kv->pairs[0].value), 99994);
	rte_kvargs_free(kv);
	free(text);
}

static void
delimiters_end_the_text(void)
{
	struct rte_kvargs *kv = rte_kvargs_parse_delim("size=1,list=[a/b,c],copy=2/sise=3", keys, "/;");

	UT_NOT_NULL_FATAL(kv);
	UT_EQ(kv->count, 3);
	UT_STR_EQ(kv->pairs[2].value, "2");
	UT_STR_EQ(kv->pairs[1].value, "[a/b,c]");
	rte_kvargs_free(kv);
	kv = rte_kvargs_parse_delim("size=1", keys, NULL);
	UT_NOT_NULL(kv);
	rte_kvargs_free(kv);
	UT_PTR_EQ(rte_kvargs_parse_delim("sise=1/size=2", keys, "/"), NULL);
	UT_PTR_EQ(rte_kvargs_parse_delim(NULL, keys, "/"), NULL);
}

static int
collect(const char *key, const char *value, void *opaque)
{
	char *out = opaque;

	strcat(strcat(out, key), value == NULL ? "!" : value);
	return strcmp(key, "stop") == 0 ? -5 : 1;
}

static void
processing(void)
{
	struct rte_kvargs *kv = rte_kvargs_parse("a=1,b=2,c,a=3,stop=,d=4", NULL);
	char out[64] = "";

	UT_NOT_NULL_FATAL(kv);
	/* a positive result is no error */
	UT_EQ(rte_kvargs_process(kv, "a", collect, out), 0);
	UT_STR_EQ(out, "a1a3");
	out[0] = '\0';
	UT_EQ(rte_kvargs_process(kv, NULL, collect, out), -1);
	UT_STR_EQ(out, "a1b2c!a3stop");
	UT_EQ(rte_kvargs_process(kv, "none", collect, out), 0);
	rte_kvargs_free(kv);
}

static void
null_is_safe(void)
{
	rte_kvargs_free(NULL);
	UT_EQ(rte_kvargs_count(NULL, "a"), 0);
	UT_EQ(rte_kvargs_process(NULL, "a", collect, NULL), -1);
	UT_PTR_EQ(rte_kvargs_get(NULL, "a"), NULL);
	UT_PTR_EQ(rte_kvargs_get_with_value(NULL, "a", "b"), NULL);
}

/* Whatever the bytes are: a list or an error, and no byte beyond the text is touched. */
static void
random_texts(void)
{
	static const char alphabet[] = "ab=,[]/ ";
	unsigned int seed = 1;
	int round, i, n;

	for (round = 0; round < 20000; round++) {
		struct rte_kvargs *kv;
		char *text;

		n = rand_r(&seed) % 40;
		text = malloc((size_t)n + 1);
		for (i = 0; i < n; i++)
			text[i] = alphabet[(unsigned int)rand_r(&seed) % (sizeof(alphabet) - 1)];
		text[n] = '\0';
		kv = rte_kvargs_parse_delim(text, NULL, round % 2 ? "/" : NULL);
		if (kv == NULL && kvargs_last_error()[0] == '\0')
			CU_FAIL_FATAL("an error without words");
		for (i = 0; kv != NULL && i < (int)kv->count; i++)
			if (strlen(kv->pairs[i].key) > (size_t)n)
				CU_FAIL_FATAL("a key beyond the text");
		rte_kvargs_free(kv);
		free(text);
	}
}

UT_MAIN("kvargs",
	{"pairs, lists and lone keys", pairs_lists_and_lone_keys},
	{"empty places are skipped", empty_places_are_skipped},
	{"errors name key and place", errors_name_key_and_place},
	{"32 pairs and long values", thirty_two_pairs_and_long_values},
	{"delimiters end the text", delimiters_end_the_text},
	{"processing", processing},
	{"NULL is safe", null_is_safe},
	{"random texts", random_texts})
