/* SPDX-License-Identifier: BSD-3-Clause */
/* Where lines come from: bytes fed in, pipes, files; foreign bytes; leaving the loop. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmdline.h>
#include <cmdline_parse_string.h>
#include <cmdline_socket.h>
#include <rte_errno.h>

#include "ut.h"

struct result {
	cmdline_fixed_string_t word;
	cmdline_fixed_string_t arg;
};

static unsigned int hellos, bytes_seen;

static void
hello_run(void *result, struct cmdline *cl, void *data)
{
	struct result *r = result;

	(void)data;
	hellos++;
	bytes_seen = (unsigned int)strlen(r->arg);
	cmdline_printf(cl, "hi %s\n", r->arg);
}

static void
quit_run(void *result, struct cmdline *cl, void *data)
{
	(void)result;
	(void)data;
	cmdline_quit(cl);
}

static cmdline_parse_token_string_t hello = TOKEN_STRING_INITIALIZER(struct result, word, "hello");
static cmdline_parse_token_string_t quit = TOKEN_STRING_INITIALIZER(struct result, word, "quit");
static cmdline_parse_token_string_t arg = TOKEN_STRING_INITIALIZER(struct result, arg, NULL);

static cmdline_parse_inst_t hello_cmd = {
	.f = hello_run, .help_str = "hello NAME", .tokens = { (void *)&hello, (void *)&arg, NULL },
};
static cmdline_parse_inst_t quit_cmd = { .f = quit_run, .help_str = "quit", .tokens = { (void *)&quit, NULL } };
static cmdline_parse_ctx_t commands[] = { &hello_cmd, &quit_cmd, NULL };

/* Everything that can be read from @fd now. */
static const char *
drained(int fd)
{
	static char text[65536];
	ssize_t n;

	fcntl(fd, F_SETFL, O_NONBLOCK);
	n = read(fd, text, sizeof(text) - 1);
	text[n > 0 ? n : 0] = '\0';
	return text;
}

/* Feed @len bytes through a pipe to cmdline_interact(); what was said. */
static const char *
piped(const char *text, size_t len, const char *prompt)
{
	int in[2], out[2];
	const char *said;
	struct cmdline *cl;

	hellos = 0;
	UT_TRUE_FATAL(pipe(in) == 0 && pipe(out) == 0);
	fcntl(in[1], F_SETPIPE_SZ, 1 << 18);
	UT_EQ_FATAL(write(in[1], text, len), (ssize_t)len);
	close(in[1]);
	cl = cmdline_new(commands, prompt, in[0], out[1]);
	cmdline_interact(cl);
	said = drained(out[0]);
	cmdline_free(cl);
	UT_EQ(fcntl(in[0], F_GETFD), -1); /* handed over */
	close(out[0]);
	return said;
}

static void
pipe_is_read_without_echo(void)
{
	const char *text = "hello you\nbogus line\nhello\n# nothing\n\nhello last";

	UT_STR_EQ(piped(text, strlen(text), ""),
			       "hi you\nCommand not found: bogus line\nBad arguments: hello\nhi last\n");
	UT_EQ(hellos, 2);
	UT_STR_EQ(piped("hello a\r\nhello b\r\n", 18, ""), "hi a\nhi b\n");
	UT_STR_EQ(piped("hello a\n", 8, "p> "), "p> \nhi a\np> \n");
	UT_STR_EQ(piped("", 0, "p> "), "p> \n");
}

static void
quit_ends_the_loop_and_leaves_the_rest(void)
{
	UT_STR_EQ(piped("hello a\nquit\nhello b\n", 21, ""), "hi a\n");
	UT_EQ(hellos, 1);
}

static void
foreign_bytes_do_no_harm(void)
{
	static char junk[200000];
	unsigned int seed = 1;
	size_t i;

	UT_STR_EQ(piped("hello a\0b\nhello b\n", 18, ""), "Bad arguments: hello a?b\nhi b\n");
	UT_STR_EQ(piped("hello a\rquit\nhello b\n", 21, ""), "Bad arguments: hello a?quit\nhi b\n");
	for (i = 0; i < 4096; i++)
		junk[i] = (char)(rand_r(&seed) >> 7);
	junk[4095] = '\n';
	memcpy(junk + 4096, "hello x\n", 8);
	piped(junk, 4104, "");
	UT_EQ(hellos, 1);
	UT_EQ(bytes_seen, 1);

	memset(junk, 'a', sizeof(junk));
	memcpy(junk, "hello ", 6);
	memcpy(junk + sizeof(junk) - 9, "\nhello y\n", 9);
	UT_STR_EQ(piped(junk, sizeof(junk), ""), "Bad arguments: the line is longer than 65536 bytes\nhi y\n");
	UT_EQ(hellos, 1);
}

static void
file_is_read_in_silence(void)
{
	char path[] = "/tmp/cmdline_ut_XXXXXX";
	int fd = mkstemp(path);
	struct cmdline *cl;

	UT_TRUE_FATAL(fd >= 0);
	UT_EQ(write(fd, "hello a\nnonsense\nhello b", 24), 24);
	close(fd);
	hellos = 0;
	cl = cmdline_file_new(commands, "> ", path);
	UT_NOT_NULL_FATAL(cl);
	cmdline_interact(cl);
	cmdline_free(cl);
	UT_EQ(hellos, 2);
	unlink(path);
	UT_PTR_EQ(cmdline_file_new(commands, "> ", path), NULL);
	UT_EQ(rte_errno, ENOENT);
	UT_PTR_EQ(cmdline_file_new(NULL, "> ", path), NULL);
	UT_EQ(rte_errno, EINVAL);
}

static void
fed_bytes_are_edited_and_echoed(void)
{
	int out[2];
	struct cmdline *cl;

	UT_TRUE_FATAL(pipe(out) == 0);
	hellos = 0;
	cl = cmdline_new(commands, "p> ", -1, out[1]);
	UT_STR_EQ(drained(out[0]), "p> ");
	UT_EQ(cmdline_in(cl, "hel\tx\177you\n", 10), 10);
	UT_STR_EQ(drained(out[0]), "hello \033[0Kx\010\033[0Kyou\r\nhi you\np> ");
	UT_EQ(cmdline_in(cl, "nope\n", 5), 5);
	UT_STR_EQ(drained(out[0]), "nope\r\nCommand not found\np> ");
	UT_EQ(cmdline_in(cl, "?\n", 2), 2);
	UT_NOT_NULL(strstr(drained(out[0]), " hello [Fixed STRING]: hello NAME\r\n quit [Fixed STRING]: quit\r\n"));
	drained(out[0]);
	UT_EQ(cmdline_in(cl, "ab\003", 3), 3);
	UT_STR_EQ(drained(out[0]), "ab\r\np> ");
	UT_EQ(cmdline_in(cl, "\004", 1), -1);
	UT_EQ(cmdline_in(cl, "quit\n", 5), -1);
	UT_EQ(cmdline_in(cl, "hello x\n", 8), -1);
	UT_EQ(hellos, 1);
	UT_EQ(cmdline_in(NULL, "a", 1), -1);
	UT_EQ(cmdline_in(cl, NULL, 1), -1);
	cmdline_free(cl);
	close(out[0]);
}

static void
poll_takes_what_is_there(void)
{
	int in[2];
	struct cmdline *cl;

	UT_TRUE_FATAL(pipe(in) == 0);
	hellos = 0;
	cl = cmdline_new(commands, "p> ", in[0], -1);
	UT_EQ(cmdline_poll(cl), RDLINE_RUNNING);
	UT_EQ(write(in[1], "hello ", 6), 6);
	UT_EQ(cmdline_poll(cl), RDLINE_RUNNING);
	UT_EQ(hellos, 0);
	UT_EQ(write(in[1], "you\nhello me\n", 13), 13);
	UT_EQ(cmdline_poll(cl), RDLINE_RUNNING);
	UT_EQ(hellos, 2);
	close(in[1]);
	UT_EQ(cmdline_poll(cl), RDLINE_EXITED);
	UT_EQ(cmdline_poll(NULL), -EINVAL);
	cmdline_free(cl);
}

static void *
quit_from_outside(void *cl)
{
	cmdline_quit(cl);
	return NULL;
}

static void
quit_wakes_a_waiting_loop(void)
{
	int in[2];
	struct cmdline *cl;
	pthread_t thread;

	UT_TRUE_FATAL(pipe(in) == 0);
	cl = cmdline_new(commands, "p> ", in[0], -1);
	pthread_create(&thread, NULL, quit_from_outside, cl);
	cmdline_interact(cl); /* nothing ever comes from the pipe */
	pthread_join(thread, NULL);
	cmdline_free(cl);
	close(in[1]);
}

static void
null_is_harmless(void)
{
	cmdline_free(NULL);
	cmdline_quit(NULL);
	cmdline_interact(NULL);
	cmdline_stdin_exit(NULL);
	cmdline_printf(NULL, "x");
	cmdline_set_prompt(NULL, "x");
	UT_PTR_EQ(cmdline_get_rdline(NULL), NULL);
	UT_PTR_EQ(cmdline_new(NULL, "x", -1, -1), NULL);
	UT_PTR_EQ(cmdline_new(commands, NULL, -1, -1), NULL);
}

UT_MAIN("cmdline_input",
	{ "a pipe is read without echo", pipe_is_read_without_echo },
	{ "quit ends the loop and leaves the rest", quit_ends_the_loop_and_leaves_the_rest },
	{ "foreign bytes do no harm", foreign_bytes_do_no_harm },
	{ "a file is read in silence", file_is_read_in_silence },
	{ "fed bytes are edited and echoed", fed_bytes_are_edited_and_echoed },
	{ "poll takes what is there", poll_takes_what_is_there },
	{ "quit wakes a waiting loop", quit_wakes_a_waiting_loop },
	{ "NULL is harmless", null_is_harmless })
