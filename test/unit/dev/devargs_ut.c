/* SPDX-License-Identifier: BSD-3-Clause */
/* Both syntaxes, good and bad strings with their reasons, the list and its dump. */
#include <errno.h>

#include <dev/devargs.h>
#include <rte_class.h>
#include <rte_errno.h>

#include "fake.h"
#include "ut.h"

static struct rte_class eth_like = { .name = "ethlike" };

static int
setup(void)
{
	rte_class_register(&eth_like);
	return fake_setup();
}

static void
good_strings(void)
{
	static const struct {
		const char *text, *name, *args;
	} good[] = {
		{ "fake0", "fake0", "" },
		{ "fake0,size=64,copy=1", "fake0", "size=64,copy=1" },
		{ "testbus:fake0", "fake0", "" },
		{ "testbus:fake0,a=/dir/x,b=[1,2]", "fake0", "a=/dir/x,b=[1,2]" },
		{ "testbus,fake0", "fake0", "" },
		{ "fake0,", "fake0", "" },
		{ "bus=testbus,name=fake7", "fake7", "" },
		{ "bus=testbus,name=fake7/driver=d,path=/a/b", "fake7", "driver=d,path=/a/b" },
		{ "bus=testbus,name=fake7/class=ethlike,mac=1/driver=d", "fake7", "driver=d" },
		{ "class=ethlike", "", "" },
	};
	struct rte_devargs da;
	unsigned int i;

	for (i = 0; i < RTE_DIM(good); i++) {
		UT_EQ(rte_devargs_parse(&da, good[i].text), 0);
		UT_STR_EQ(da.name, good[i].name);
		UT_STR_EQ(da.args, good[i].args);
		UT_TRUE(da.bus != NULL || da.cls != NULL);
		rte_devargs_reset(&da);
		UT_TRUE(da.data == NULL);
	}
	UT_EQ(rte_devargs_parsef(&da, "fake%d,n=%s", 12, "x"), 0);
	UT_STR_EQ(da.name, "fake12");
	rte_devargs_reset(&da);
	rte_devargs_reset(NULL);
}

static void
bad_strings_name_the_word(void)
{
	static const char name64[] = "fake567890123456789012345678901234567890123456789012345678901234";
	static const struct {
		const char *text;
		int err;
		const char *word;
	} bad[] = {
		{ "", EINVAL, "empty" },
		{ NULL, EINVAL, "empty" },
		{ "foo0", EFAULT, "foo0" },
		{ "testbus:foo0", EFAULT, "foo0" },
		{ "testbus:", EFAULT, "testbus:" },
		{ name64, EINVAL, "longer" },
		{ "bus", EINVAL, "bus" },
		{ "class", EINVAL, "class" },
		{ "driver", EINVAL, "driver" },
		{ "bus=", EINVAL, "bus" },
		{ "bus=,name=a", EINVAL, "bus" },
		{ "bus=nobus,name=a", EFAULT, "nobus" },
		{ "class=noclass", EFAULT, "noclass" },
		{ "driver=x,y=1", EINVAL, "neither" },
		{ "bus=testbus,name=a/bus=testbus,name=b", EINVAL, "twice" },
		{ "bus=testbus,name=a/class=ethlike/driver=d/driver=e", E2BIG, "driver=e" },
	};
	struct rte_devargs da;
	char text[192];
	unsigned int i;

	for (i = 0; i < RTE_DIM(bad); i++) {
		text[0] = '\0';
		UT_EQ(devargs_parse(&da, bad[i].text, text, sizeof(text)), -bad[i].err);
		if (strstr(text, bad[i].word) == NULL)
			UT_STR_EQ(text, bad[i].word);
		UT_TRUE(da.data == NULL);
	}
	rte_errno = 0;
	UT_EQ(rte_devargs_parse(NULL, "fake0"), -EINVAL);
	UT_EQ(rte_errno, EINVAL);
}

static void
length_has_a_limit(void)
{
	char *s = malloc(RTE_DEVARGS_MAX_LEN + 2);
	struct rte_devargs da;

	memset(s, 'x', RTE_DEVARGS_MAX_LEN + 1);
	memcpy(s, "fake0,", 6);
	s[RTE_DEVARGS_MAX_LEN + 1] = '\0';
	UT_EQ(rte_devargs_parse(&da, s), -E2BIG);
	s[RTE_DEVARGS_MAX_LEN] = '\0';
	UT_EQ(rte_devargs_parse(&da, s), 0);
	rte_devargs_reset(&da);
	free(s);
}

static void
one_entry_per_device(void)
{
	struct rte_devargs *a = calloc(1, sizeof(*a)), *b = calloc(1, sizeof(*b)), *first = a;
	char *dump;
	size_t len;
	FILE *f;

	UT_EQ(rte_devargs_parse(a, "fake1,x=1"), 0);
	UT_EQ(rte_devargs_parse(b, "testbus:fake1,x=2"), 0);
	UT_EQ(rte_devargs_insert(&a), 0);
	UT_EQ(rte_devargs_insert(&a), 0);
	UT_EQ(rte_devargs_insert(&b), 0);
	UT_TRUE(b == first);
	UT_STR_EQ(first->args, "x=2");
	f = open_memstream(&dump, &len);
	rte_devargs_dump(f);
	fclose(f);
	UT_STR_EQ(dump, "User device list:\n  [testbus]: fake1 x=2\n");
	free(dump);
	UT_EQ(rte_devargs_add(RTE_DEVTYPE_VIRTUAL, "fake2"), 0);
	UT_EQ(rte_devargs_type_count(RTE_DEVTYPE_VIRTUAL), 1);
	UT_EQ(rte_devargs_add(RTE_DEVTYPE_VIRTUAL, "foo2"), -1);
	UT_EQ(rte_devargs_remove(first), 0);
	UT_EQ(rte_devargs_insert(NULL), -1);
	UT_EQ(rte_devargs_remove(NULL), -1);
	devargs_clear();
	UT_TRUE(rte_devargs_next(NULL, NULL) == NULL);
}

UT_MAIN_FIXTURE("devargs", setup, NULL, { "good strings in both syntaxes", good_strings },
		{ "bad strings are refused with the word that is wrong", bad_strings_name_the_word },
		{ "a string has a greatest length", length_has_a_limit }, { "the list has one entry per device",
			one_entry_per_device })
