/* SPDX-License-Identifier: BSD-3-Clause */
/* Where commands come from: standard input and files. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <cmdline_socket.h>
#include <rte_errno.h>

#include "commands.h"
#include "control.h"

#define NESTING_MAX 8

int
script_run(const char *path)
{
	static unsigned int nesting; /* under the control lock */
	struct cmdline *cl, *before;
	int fd;

	if (nesting == NESTING_MAX) {
		printf("Files that load files that load files: %s is one too many\n", path);
		return -ELOOP;
	}
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		int err = errno;

		printf("Failed to open file %s: %s\n", path, rte_strerror(err));
		return -err;
	}
	cl = cmdline_new(commands_all(), "", fd, STDOUT_FILENO);
	if (cl == NULL) {
		printf("Failed to create file based cmdline context: %s\n", path);
		close(fd);
		return -ENOMEM;
	}
	nesting++;
	before = control_cmdline_set(cl);
	cmdline_interact(cl);
	control_cmdline_set(before);
	nesting--;
	cmdline_free(cl);
	printf("Read CLI commands from %s\n", path);
	return 0;
}

void
prompt_run(void)
{
	struct cmdline *cl = cmdline_stdin_new(commands_all(), "testpmd> ");

	if (cl == NULL) {
		printf("testpmd: No command line: %s\n", rte_strerror(rte_errno));
		return;
	}
	control_cmdline_set(cl);
	cmdline_interact(cl);
	control_cmdline_set(NULL);
	cmdline_stdin_exit(cl);
	cmdline_free(cl);
}
