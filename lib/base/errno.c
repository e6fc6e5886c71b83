/* SPDX-License-Identifier: BSD-3-Clause */
/* The per-thread variables at the bottom of everything, and the texts of error numbers. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_common.h>
#include <rte_eal.h>
#include <rte_errno.h>

RTE_DEFINE_PER_LCORE(int, _rte_errno);
/* Set by the lcore room; here because code below it asks which lcore it runs on. */
RTE_DEFINE_PER_LCORE(unsigned int, _lcore_id) = UINT32_MAX;

/* The one thread of a forked child has a new id. */
static void
thread_id_forget(void)
{
	RTE_PER_LCORE(_thread_id) = -1;
}

RTE_INIT(thread_id_init)
{
	pthread_atfork(NULL, NULL, thread_id_forget);
}

const char *
rte_strerror(int errnum)
{
	static __thread char text[256];
	int saved_errno = errno;
	const char *msg;

	if (errnum < 0 && errnum != INT_MIN)
		errnum = -errnum;
	switch (errnum) {
	case E_RTE_SECONDARY:
		return "Invalid call in secondary process";
	case E_RTE_NO_CONFIG:
		return "Missing rte_config structure";
	default:
		break;
	}
	msg = strerror_r(errnum, text, sizeof(text));
	if (msg != text)
		snprintf(text, sizeof(text), "%s", msg);
	errno = saved_errno;
	return text;
}
