/* SPDX-License-Identifier: BSD-3-Clause */
/* The order in which testpmd starts, runs and ends. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_ethdev.h>

#include "commands.h"
#include "control.h"
#include "engine.h"
#include "events.h"
#include "fwd.h"
#include "options.h"
#include "pools.h"
#include "ports.h"
#include "settings.h"
#include "show.h"
#include "signals.h"

#define SCREEN_CLEAR "\033[2J\033[1;1H"

/* Ports of the start-up: taken, set up as the options say, started. 0, -errno (said). */
static int
ports_begin(void)
{
	int ret;

	ret = pools_start();
	if (ret != 0)
		return ret;
	ports_take_all();
	ret = options_apply();
	if (ret != 0)
		return ret;
	if (ports_count() == 0)
		printf("testpmd: No probed ethernet devices\n");
	else if (process_is_primary())
		ret = port_start(PORT_ALL);
	return settings.interactive ? 0 : ret;
}

static int
run_begin(void)
{
	int ret;

	if (settings.mlock && mlockall(MCL_CURRENT | MCL_FUTURE) != 0)
		printf("testpmd: mlockall() failed with error \"%s\"\n", rte_strerror(errno));
	if (settings.interactive)
		printf("Interactive-mode selected\n");
	ret = events_start(settings.hot_plug);
	if (ret != 0)
		return ret;
	ret = control_start();
	if (ret != 0) {
		printf("testpmd: Cannot start a thread: %s\n", rte_strerror(-ret));
		return ret;
	}
	control_lock();
	ret = ports_begin();
	control_unlock();
	return ret;
}

static void
statistics_loop(void)
{
	while (!control_wait((int)settings.stats_period * 1000)) {
		control_lock();
		if (isatty(STDOUT_FILENO))
			printf(SCREEN_CLEAR);
		printf("\nPort statistics ====================================");
		show_port_stats(PORT_ALL);
		fflush(stdout);
		control_unlock();
	}
}

/* Without a prompt: forward until a key, the end of input, or a signal. */
static int
run_silent(void)
{
	int ret;

	printf("No commandline core given, start packet forwarding\n");
	control_lock();
	ret = fwd_running() ? 0 : fwd_start(settings.tx_first ? 1 : 0);
	control_unlock();
	if (ret != 0)
		return ret;
	if (settings.stats_period > 0) {
		statistics_loop();
		return 0;
	}
	printf("Press enter to exit\n");
	fflush(stdout);
	control_wait_input(STDIN_FILENO);
	return 0;
}

static int
run(void)
{
	if (settings.cmdline_file[0] != '\0')
		script_run(settings.cmdline_file);
	if (control_quitting())
		return 0;
	if (!settings.interactive)
		return run_silent();
	if (settings.auto_start) {
		control_lock();
		fwd_start(settings.tx_first ? 1 : 0);
		control_unlock();
	}
	prompt_run();
	return 0;
}

static void
ports_end(void)
{
	uint16_t port;

	settings.link_check = false;
	if (fwd_running())
		fwd_stop();
	if (!process_is_primary())
		return;
	PORTS_FOREACH(port) {
		if (ports[port].status == PORT_CLOSED)
			continue;
		printf("\nStopping port %u...\n", port);
		port_stop(port);
	}
	PORTS_FOREACH(port) {
		if (ports[port].status == PORT_CLOSED)
			continue;
		printf("\nShutting down port %u...\n", port);
		port_close(port);
	}
	ports_detach_all();
}

/* In reverse; whatever was begun. */
static void
run_end(void)
{
	control_lock();
	ports_end();
	control_unlock();
	events_stop();
	control_stop();
	control_lock();
	pools_stop();
	control_unlock();
	printf("\nBye...\n");
	rte_eal_cleanup();
}

/* Closed standard descriptors would be given to something else, which would then be read as commands. */
static void
standard_fds_open(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

int
main(int argc, char **argv)
{
	int ret;

	standard_fds_open();
	setvbuf(stdout, NULL, _IOLBF, 0);
	engine_cpus_note();
	settings_default();
	if (control_open() != 0 || signals_start() != 0) {
		printf("testpmd: Cannot take signals: %s\n", rte_strerror(errno));
		return 1;
	}
	ret = rte_eal_init(argc, argv);
	if (ret < 0) {
		printf("testpmd: Cannot init EAL: %s\n", rte_strerror(rte_errno));
		return 1;
	}
	settings_cores_default();
	ret = options_parse(argc - ret, argv + ret);
	if (ret == 0) {
		ret = run_begin();
		if (ret == 0)
			ret = run();
		run_end();
	} else {
		rte_eal_cleanup();
	}
	signals_stop();
	return ret < 0;
}
