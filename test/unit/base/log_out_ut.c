/* SPDX-License-Identifier: BSD-3-Clause */
/* Where messages go: one write each to standard error, or a stream. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>
#include <unistd.h>

#include <rte_log.h>

#include <base/base.h>

#include "ut.h"

/* Standard error becomes a datagram socket, which keeps the borders of writes. */
static int saved_err = -1, err_reader = -1;

static void
stderr_take(void)
{
	int fds[2];

	UT_EQ_FATAL(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, fds), 0);
	saved_err = dup(STDERR_FILENO);
	dup2(fds[1], STDERR_FILENO);
	close(fds[1]);
	err_reader = fds[0];
}

static void
stderr_give(void)
{
	dup2(saved_err, STDERR_FILENO);
	close(saved_err);
	close(err_reader);
}

static void
one_write_per_message(void)
{
	char got[8192], longer[3000];
	ssize_t n;

	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	stderr_take();
	RTE_LOG(ERR, EAL, "first %s\n", "message");
	RTE_LOG(ERR, EAL, "%s\n", longer);
	RTE_LOG(ERR, EAL, "two\nlines\n");
	n = recv(err_reader, got, sizeof(got), MSG_DONTWAIT);
	UT_EQ(n, 19);
	UT_EQ(memcmp(got, "EAL: first message\n", 19), 0);
	n = recv(err_reader, got, sizeof(got), MSG_DONTWAIT);
	UT_EQ(n, 5 + 2999 + 1);
	n = recv(err_reader, got, sizeof(got), MSG_DONTWAIT);
	UT_EQ(n, 15);
	UT_EQ(recv(err_reader, got, sizeof(got), MSG_DONTWAIT), -1);
	stderr_give();
}

#define WRITERS 4
#define LINES 200

static void *
write_lines(void *arg)
{
	int i;

	for (i = 0; i < LINES; i++)
		RTE_LOG(ERR, EAL, "%s-%s-%s\n", (const char *)arg, (const char *)arg, (const char *)arg);
	return NULL;
}

static void
threads_do_not_mix(void)
{
	static char names[WRITERS][2] = { "a", "b", "c", "d" };
	char *text = NULL, *line, *save;
	pthread_t t[WRITERS];
	int i, count = 0;
	size_t len;
	FILE *f = open_memstream(&text, &len);

	rte_openlog_stream(f);
	UT_PTR_EQ(rte_log_get_stream(), f);
	for (i = 0; i < WRITERS; i++)
		pthread_create(&t[i], NULL, write_lines, names[i]);
	for (i = 0; i < WRITERS; i++)
		pthread_join(t[i], NULL);
	rte_openlog_stream(NULL);
	UT_PTR_EQ(rte_log_get_stream(), stderr);
	fclose(f);
	for (line = strtok_r(text, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save), count++)
		if (strlen(line) != 10 || line[5] != line[7] || line[7] != line[9])
			CU_FAIL_FATAL("a line is mixed");
	UT_EQ(count, WRITERS * LINES);
	free(text);
}

static int seen_level, seen_type;

static ssize_t
cookie_write(void *cookie, const char *buf, size_t size)
{
	(void)cookie;
	(void)buf;
	seen_level = rte_log_cur_msg_loglevel();
	seen_type = rte_log_cur_msg_logtype();
	return (ssize_t)size;
}

static void
streams_see_level_and_type(void)
{
	cookie_io_functions_t io = { .write = cookie_write };
	FILE *f = fopencookie(NULL, "w", io);

	UT_EQ(rte_log_cur_msg_loglevel(), -1);
	UT_EQ(rte_log_cur_msg_logtype(), -1);
	rte_openlog_stream(f);
	rte_log(RTE_LOG_NOTICE, RTE_LOGTYPE_USER3, "x\n");
	rte_openlog_stream(NULL);
	fclose(f);
	UT_EQ(seen_level, RTE_LOG_NOTICE);
	UT_EQ(seen_type, RTE_LOGTYPE_USER3);
	UT_EQ(rte_log_cur_msg_loglevel(), -1);
}

static void
a_full_descriptor_does_not_block(void)
{
	int fds[2], saved = dup(STDERR_FILENO), i;

	UT_EQ_FATAL(pipe2(fds, O_NONBLOCK | O_CLOEXEC), 0);
	dup2(fds[1], STDERR_FILENO);
	for (i = 0; i < 3000; i++)
		RTE_LOG(ERR, EAL, "a line of some forty characters length....\n");
	dup2(saved, STDERR_FILENO);
	close(saved);
	close(fds[0]);
	close(fds[1]);
}

static void
syslog_comes_and_goes(void)
{
	int before = dup(0), after;

	close(before);
	UT_EQ(log_start("ut", LOG_USER), 0);
	UT_EQ(log_start("ut", LOG_LOCAL3), 0);
	log_stop();
	log_stop();
	UT_EQ(log_start("ut", -1), 0);
	log_stop();
	UT_EQ(log_start("ut", 7), -EINVAL);
	UT_EQ(log_start("ut", 100000), -EINVAL);
	after = dup(0);
	close(after);
	UT_EQ(after, before);
}

UT_MAIN("log_out",
	{"one write per message, of any length", one_write_per_message},
	{"threads do not mix their lines", threads_do_not_mix},
	{"a stream's function sees level and type", streams_see_level_and_type},
	{"a full descriptor does not block", a_full_descriptor_does_not_block},
	{"syslog leaves no descriptor", syslog_comes_and_goes})
