/* SPDX-License-Identifier: BSD-3-Clause */
/* Events: registrations, order, removal while running, delivery from operations, transactions and the loop thread. */
#include <loop/loop.h>
#include <rte_alarm.h>
#include <rte_interrupts.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "fake_port.h"

static char heard[256];

static int
hear(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret_param)
{
	char text[48];

	RTE_SET_USED(ret_param);
	snprintf(text, sizeof(text), "%s%u:%d ", (const char *)arg, port, event);
	strcat(heard, text);
	return (int)strlen(heard);
}

static int
raise_event(uint16_t port, enum rte_eth_event_type event)
{
	return rte_eth_dev_callback_process(&rte_eth_devices[port], event, NULL);
}

static const char *
heard_take(void)
{
	static char last[sizeof(heard)];

	strcpy(last, heard);
	heard[0] = '\0';
	return last;
}

#define LSC RTE_ETH_EVENT_INTR_LSC
#define RMV RTE_ETH_EVENT_INTR_RMV

static void
registrations(void)
{
	uint16_t port = fake_attach("net_fake0"), other = fake_attach("net_fake1");

	UT_EQ(rte_eth_dev_callback_register(port, LSC, NULL, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_callback_register(500, LSC, hear, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_callback_register(65535, LSC, hear, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_callback_register(port, RTE_ETH_EVENT_MAX, hear, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_callback_unregister(500, LSC, hear, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_callback_unregister(port, LSC, NULL, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_callback_unregister(port, LSC, hear, NULL), 0); /* none */
	UT_EQ(rte_eth_dev_callback_register(port, LSC, hear, W("a")), 0);
	UT_EQ(rte_eth_dev_callback_register(port, LSC, hear, W("a")), 0); /* once */
	UT_EQ(rte_eth_dev_callback_register(RTE_ETH_ALL, LSC, hear, W("b")), 0);
	UT_EQ(rte_eth_dev_callback_register(port, LSC, hear, W("c")), 0);
	UT_EQ(rte_eth_dev_callback_register(port, RMV, hear, W("d")), 0);
	UT_TRUE(raise_event(port, LSC) > 0); /* the last one's result */
	UT_STR_EQ(heard_take(), "a0:1 b0:1 c0:1 ");
	raise_event(other, LSC);
	UT_STR_EQ(heard_take(), "b1:1 ");
	raise_event(port, RMV);
	UT_STR_EQ(heard_take(), "d0:6 ");
	UT_EQ(raise_event(other, RMV), 0);
	UT_EQ(rte_eth_dev_callback_process(NULL, LSC, NULL), 0);
	UT_EQ(rte_eth_dev_callback_process(&rte_eth_devices[port], RTE_ETH_EVENT_MAX, NULL), 0);
	UT_EQ(rte_eth_dev_callback_unregister(port, LSC, hear, W("c")), 0);
	raise_event(port, LSC);
	UT_STR_EQ(heard_take(), "a0:1 b0:1 ");
	UT_EQ(rte_eth_dev_callback_unregister(port, LSC, hear, (void *)-1), 0); /* any argument, this event, this port */
	raise_event(port, LSC);
	raise_event(other, LSC);
	raise_event(port, RMV);
	UT_STR_EQ(heard_take(), "b1:1 d0:6 ");
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_detach("net_fake1"), 0);
	/* a new port hears what is told to all, also under the number for which it was undone */
	port = fake_attach("net_fake0");
	raise_event(port, LSC);
	raise_event(port, RMV);
	UT_STR_EQ(heard_take(), "b0:1 ");
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(rte_eth_dev_callback_unregister(RTE_ETH_ALL, LSC, hear, (void *)-1), 0);
}

static void
all_and_one(void)
{
	uint16_t port = fake_attach("net_fake0"), other = fake_attach("net_fake1");

	/* one of all replaces the same of a port; one of a port adds nothing to that of all */
	UT_EQ(rte_eth_dev_callback_register(port, LSC, hear, W("x")), 0);
	UT_EQ(rte_eth_dev_callback_register(RTE_ETH_ALL, LSC, hear, W("x")), 0);
	UT_EQ(rte_eth_dev_callback_register(other, LSC, hear, W("x")), 0);
	raise_event(port, LSC);
	raise_event(other, LSC);
	UT_STR_EQ(heard_take(), "x0:1 x1:1 ");
	UT_EQ(rte_eth_dev_callback_unregister(port, LSC, hear, W("x")), 0);
	raise_event(port, LSC);
	raise_event(other, LSC);
	UT_STR_EQ(heard_take(), "x1:1 ");
	UT_EQ(rte_eth_dev_callback_register(port, LSC, hear, W("x")), 0);
	raise_event(port, LSC);
	UT_STR_EQ(heard_take(), "x0:1 ");
	UT_EQ(rte_eth_dev_callback_register(port, LSC, hear, W("y")), 0);
	UT_EQ(rte_eth_dev_callback_unregister(RTE_ETH_ALL, LSC, hear, (void *)-1), 0); /* those of single ports, too */
	raise_event(port, LSC);
	raise_event(other, LSC);
	UT_STR_EQ(heard_take(), "");
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_detach("net_fake1"), 0);
}

static void
memory_runs_out(void)
{
	uint16_t port = fake_attach("net_fake0");

	fault_calls = 0;
	fault_in = 1;
	UT_EQ(rte_eth_dev_callback_register(port, LSC, hear, NULL), -ENOMEM);
	fault_in = 0;
	UT_EQ(raise_event(port, LSC), 0);
	UT_STR_EQ(heard_take(), "");
	UT_EQ(fake_detach("net_fake0"), 0);
}

/* ---- from inside ---- */

static int inside_ret;

static int
once(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret_param)
{
	RTE_SET_USED(ret_param);
	inside_ret = rte_eth_dev_callback_unregister(port, event, once, arg);
	strcat(heard, "once ");
	rte_eth_dev_callback_register(port, event, hear, W("new"));
	return 0;
}

static int
ends_the_port(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret_param)
{
	char name[RTE_ETH_NAME_MAX_LEN];

	RTE_SET_USED(event);
	RTE_SET_USED(arg);
	RTE_SET_USED(ret_param);
	strcat(heard, "end ");
	inside_ret = rte_eth_dev_detach(port, name);
	return 0;
}

static void
functions_that_change_the_world(void)
{
	uint16_t port = fake_attach("net_fake0");

	inside_ret = -1;
	UT_EQ(rte_eth_dev_callback_register(port, LSC, once, NULL), 0);
	UT_EQ(rte_eth_dev_callback_register(port, LSC, hear, W("z")), 0);
	raise_event(port, LSC);
	UT_EQ(inside_ret, 0);
	UT_STR_EQ(heard_take(), "once z0:1 "); /* what is registered meanwhile hears the next one */
	raise_event(port, LSC);
	UT_STR_EQ(heard_take(), "z0:1 new0:1 ");
	UT_EQ(rte_eth_dev_callback_register(port, RMV, ends_the_port, NULL), 0);
	UT_EQ(rte_eth_dev_callback_register(port, RMV, hear, W("late")), 0);
	inside_ret = -1;
	raise_event(port, RMV);
	UT_EQ(inside_ret, 0);
	UT_STR_EQ(state_of(port), "FREE");
	UT_STR_EQ(heard_take(), "end "); /* the port is gone, and the other registration with it */
}

/* ---- unregistering waits ---- */

static unsigned int in_cb, cb_go, cb_done;

static int
slow(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret_param)
{
	RTE_SET_USED(port);
	RTE_SET_USED(event);
	RTE_SET_USED(arg);
	RTE_SET_USED(ret_param);
	__atomic_store_n(&in_cb, 1, __ATOMIC_RELEASE);
	while (!__atomic_load_n(&cb_go, __ATOMIC_ACQUIRE))
		sched_yield();
	__atomic_store_n(&cb_done, 1, __ATOMIC_RELEASE);
	return 0;
}

static void *
raise_run(void *arg)
{
	raise_event(*(uint16_t *)arg, LSC);
	return NULL;
}

static void *
unregister_run(void *arg)
{
	int *ret = arg;

	*ret = rte_eth_dev_callback_unregister(RTE_ETH_ALL, LSC, slow, NULL);
	/* whatever the function used may be freed now */
	if (!__atomic_load_n(&cb_done, __ATOMIC_ACQUIRE))
		*ret = 99;
	return NULL;
}

static int busy_ret;

static int
unregisters_slow(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret_param)
{
	RTE_SET_USED(port);
	RTE_SET_USED(event);
	RTE_SET_USED(arg);
	RTE_SET_USED(ret_param);
	busy_ret = rte_eth_dev_callback_unregister(RTE_ETH_ALL, LSC, slow, NULL);
	return 0;
}

static void
unregister_waits(void)
{
	uint16_t port = fake_attach("net_fake0");
	pthread_t raiser, remover;
	int ret = -1;

	in_cb = cb_go = cb_done = 0;
	UT_EQ(rte_eth_dev_callback_register(RTE_ETH_ALL, LSC, slow, NULL), 0);
	pthread_create(&raiser, NULL, raise_run, &port);
	while (!__atomic_load_n(&in_cb, __ATOMIC_ACQUIRE))
		sched_yield();
	pthread_create(&remover, NULL, unregister_run, &ret);
	sched_yield();
	__atomic_store_n(&cb_go, 1, __ATOMIC_RELEASE);
	pthread_join(remover, NULL);
	pthread_join(raiser, NULL);
	UT_EQ(ret, 0);
	/* from inside another function it must not wait, and says so */
	in_cb = cb_go = cb_done = 0;
	UT_EQ(rte_eth_dev_callback_register(RTE_ETH_ALL, LSC, slow, NULL), 0);
	UT_EQ(rte_eth_dev_callback_register(port, RMV, unregisters_slow, NULL), 0);
	pthread_create(&raiser, NULL, raise_run, &port);
	while (!__atomic_load_n(&in_cb, __ATOMIC_ACQUIRE))
		sched_yield();
	raise_event(port, RMV);
	UT_EQ(busy_ret, -EAGAIN);
	__atomic_store_n(&cb_go, 1, __ATOMIC_RELEASE);
	pthread_join(raiser, NULL);
	in_cb = 0;
	raise_event(port, LSC); /* it is undone all the same */
	UT_EQ(in_cb, 0);
	UT_EQ(fake_detach("net_fake0"), 0);
}

/* ---- put off ---- */

static int
control_call(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret_param)
{
	struct rte_eth_link link;

	RTE_SET_USED(arg);
	RTE_SET_USED(ret_param);
	UT_FALSE(eth_locked());
	say("heard%d:%d", event, rte_eth_link_get_nowait(port, &link));
	return 7;
}

static int
two_events(struct rte_eth_dev *dev, const char *op)
{
	if (strcmp(op, "link_up") != 0)
		return 0;
	UT_EQ(rte_eth_dev_callback_process(dev, LSC, NULL), 0);
	rte_eth_dev_callback_process(dev, RMV, NULL);
	say("raised");
	return 0;
}

static void
in_op_two_events(struct rte_eth_dev *dev, const char *op)
{
	two_events(dev, op);
}

static void
events_of_an_operation(void)
{
	uint16_t port = fake_running("net_fake0");

	UT_EQ(rte_eth_dev_callback_register(port, LSC, control_call, NULL), 0);
	UT_EQ(rte_eth_dev_callback_register(port, RMV, control_call, NULL), 0);
	knobs.in_op = in_op_two_events;
	UT_EQ(rte_eth_dev_set_link_up(port), 0);
	/* after the operation, in order, and before the call returns */
	UT_STR_EQ(trace_take(), "link_up raised link heard1:0 link heard6:0 ");
	knobs.in_op = NULL;
	UT_EQ(raise_event(port, LSC), 7); /* elsewhere at once */
	trace_take();
	UT_EQ(fake_detach("net_fake0"), 0);
}

static int
see_desc(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret_param)
{
	const struct rte_eth_event_ipsec_desc *d = ret_param;

	RTE_SET_USED(port);
	RTE_SET_USED(arg);
	if (event == RTE_ETH_EVENT_IPSEC)
		say("ipsec:%d:%llu", d->subtype, (unsigned long long)d->metadata);
	else
		say("%s", ret_param == NULL ? "null" : "data");
	return 0;
}

static void
in_op_desc(struct rte_eth_dev *dev, const char *op)
{
	struct rte_eth_event_ipsec_desc d = { RTE_ETH_EVENT_IPSEC_ESN_OVERFLOW, 42 };
	int answer;

	if (strcmp(op, "link_up") != 0)
		return;
	rte_eth_dev_callback_process(dev, RTE_ETH_EVENT_IPSEC, &d);
	d.metadata = 0;
	rte_eth_dev_callback_process(dev, RTE_ETH_EVENT_VF_MBOX, &answer);
}

static void
data_of_events(void)
{
	uint16_t port = fake_running("net_fake0");
	int answer = 0;

	UT_EQ(rte_eth_dev_callback_register(port, RTE_ETH_EVENT_IPSEC, see_desc, NULL), 0);
	UT_EQ(rte_eth_dev_callback_register(port, RTE_ETH_EVENT_VF_MBOX, see_desc, NULL), 0);
	knobs.in_op = in_op_desc;
	UT_EQ(rte_eth_dev_set_link_up(port), 0);
	UT_STR_EQ(trace_take(), "link_up ipsec:1:42 null ");
	knobs.in_op = NULL;
	rte_eth_dev_callback_process(&rte_eth_devices[port], RTE_ETH_EVENT_VF_MBOX, &answer);
	UT_STR_EQ(trace_take(), "data ");
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
hidden_ports_raise_nothing(void)
{
	struct rte_eth_dev *dev = rte_eth_dev_allocate("hidden");
	uint16_t port = fake_attach("net_fake1");

	UT_EQ(rte_eth_dev_callback_register(RTE_ETH_ALL, LSC, hear, W("h")), 0);
	UT_EQ(rte_eth_dev_callback_process(dev, LSC, NULL), 0);
	UT_EQ(rte_eth_dev_close(port), 0);
	UT_EQ(raise_event(port, LSC), 0);
	UT_STR_EQ(heard_take(), "");
	UT_EQ(fake_detach("net_fake1"), 0);
	rte_eth_dev_release_port(dev);
	UT_EQ(rte_eth_dev_callback_unregister(RTE_ETH_ALL, LSC, hear, W("h")), 0);
}

/* A driver's interrupt handler on rte-loop raises; the application hears on rte-work and may do everything. */
static unsigned int worked;
static bool heard_on_work;
static int detach_ret = -1;

static int
removed(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret_param)
{
	char name[RTE_ETH_NAME_MAX_LEN];

	RTE_SET_USED(event);
	RTE_SET_USED(arg);
	RTE_SET_USED(ret_param);
	heard_on_work = work_is_self();
	detach_ret = rte_eth_dev_detach(port, name);
	__atomic_store_n(&worked, 1, __ATOMIC_RELEASE);
	return 0;
}

static void
interrupt(int fd, uint32_t events, void *arg)
{
	uint64_t n;

	RTE_SET_USED(events);
	if (read(fd, &n, sizeof(n)) < 0)
		return;
	rte_eth_dev_callback_process(arg, RMV, NULL);
}

static void
events_of_the_loop(void)
{
	uint16_t port = fake_running("net_fake0");
	struct loop_source *src;
	uint64_t one = 1;
	int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);

	UT_EQ(rte_eth_dev_callback_register(port, RMV, removed, NULL), 0);
	UT_EQ(loop_add(fd, EPOLLIN, interrupt, &rte_eth_devices[port], &src), 0);
	UT_EQ(write(fd, &one, sizeof(one)), (ssize_t)sizeof(one));
	while (!__atomic_load_n(&worked, __ATOMIC_ACQUIRE))
		sched_yield();
	loop_del(src);
	close(fd);
	UT_TRUE(heard_on_work);
	UT_EQ(detach_ret, 0);
	UT_STR_EQ(state_of(port), "FREE");
}

/* ---- storms ---- */

static unsigned int storm_stop;
static uint16_t storm_port;
static uint64_t storm_heard;

static int
storm_cb(uint16_t port, enum rte_eth_event_type event, void *arg, void *ret_param)
{
	RTE_SET_USED(port);
	RTE_SET_USED(event);
	RTE_SET_USED(ret_param);
	if (*(uint32_t *)arg != 0xcafe)
		__atomic_fetch_add(&fake_faults, 1, __ATOMIC_RELAXED);
	__atomic_fetch_add(&storm_heard, 1, __ATOMIC_RELAXED);
	return 0;
}

static void *
storm_run(void *arg)
{
	RTE_SET_USED(arg);
	while (!__atomic_load_n(&storm_stop, __ATOMIC_RELAXED))
		raise_event(storm_port, LSC);
	return NULL;
}

static void
registering_under_fire(void)
{
	pthread_t t[2];
	unsigned int i;

	storm_port = fake_running("net_fake0");
	for (i = 0; i < 2; i++)
		pthread_create(&t[i], NULL, storm_run, NULL);
	for (i = 0; i < 300; i++) {
		uint32_t *arg = malloc(sizeof(*arg));

		*arg = 0xcafe;
		UT_EQ(rte_eth_dev_callback_register(i % 2 ? RTE_ETH_ALL : storm_port, LSC, storm_cb, arg), 0);
		sched_yield();
		UT_EQ(rte_eth_dev_callback_unregister(i % 2 ? RTE_ETH_ALL : storm_port, LSC, storm_cb, arg), 0);
		*arg = 0;
		free(arg);
	}
	__atomic_store_n(&storm_stop, 1, __ATOMIC_RELAXED);
	for (i = 0; i < 2; i++)
		pthread_join(t[i], NULL);
	UT_EQ(fake_faults, 0);
	UT_EQ(fake_detach("net_fake0"), 0);
}

FAKE_MAIN("eth_event",
	  { "registrations, their order and end", registrations },
	  { "registrations of all ports and of one", all_and_one },
	  { "no memory for a registration", memory_runs_out },
	  { "functions that unregister themselves or detach the port", functions_that_change_the_world },
	  { "unregistering waits for a running function", unregister_waits },
	  { "events of an operation come after it, in order", events_of_an_operation },
	  { "data of events that are put off", data_of_events },
	  { "hidden ports raise nothing", hidden_ports_raise_nothing },
	  { "events of the loop are heard on rte-work, which may detach", events_of_the_loop },
	  { "registering while events rain", registering_under_fire })
