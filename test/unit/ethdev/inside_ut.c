/* SPDX-License-Identifier: BSD-3-Clause */
/* The marks of threads: nesting, control calls from inside a burst, threads that end, forks, kernels without membarrier. */
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fake_port.h"

/* ---- the kernel's answers ---- */

static unsigned int refuse_expedited, refuse_global, barrier_calls;

long
syscall(long number, ...)
{
	long a[6];
	va_list ap;
	long ret;
	int i;

	va_start(ap, number);
	for (i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (number == SYS_membarrier) {
		__atomic_fetch_add(&barrier_calls, 1, __ATOMIC_RELAXED);
		if ((int)a[0] == MEMBARRIER_CMD_GLOBAL ? refuse_global : refuse_expedited) {
			errno = ENOSYS;
			return -1;
		}
	}
	register long r10 __asm__("r10") = a[3];
	register long r8 __asm__("r8") = a[4];
	register long r9 __asm__("r9") = a[5];
	__asm__ volatile("syscall" : "=a"(ret) : "a"(number), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	if (ret < 0) {
		errno = (int)-ret;
		return -1;
	}
	return ret;
}

static struct rte_mbuf *pkts[8];
static uint16_t port, other;

static void
marks_come_and_go(void)
{
	uint32_t *a, *b, *c;

	UT_FALSE(eth_inside_any());
	a = rte_eth_enter(3, 0);
	UT_NOT_NULL_FATAL(a);
	UT_TRUE(eth_inside_any());
	UT_TRUE(eth_inside_self(3));
	b = rte_eth_enter(4, 0); /* a burst inside a burst */
	c = rte_eth_enter(3, 0); /* and back into the first */
	UT_TRUE(a != b && b != c);
	UT_TRUE(eth_inside_self(4));
	rte_eth_leave(c);
	UT_TRUE(eth_inside_self(3)); /* the outer one still counts */
	rte_eth_leave(b);
	UT_FALSE(eth_inside_self(4));
	rte_eth_leave(a);
	UT_FALSE(eth_inside_any());
	UT_TRUE(rte_eth_enter(1024, 0) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_eth_enter(0, 1024) == NULL);
}

static void
nesting_has_an_end(void)
{
	uint32_t *in[12];
	unsigned int n = 0;

	while (n < 12 && (in[n] = rte_eth_enter((uint16_t)n, 0)) != NULL)
		n++;
	UT_EQ(n, 9);
	UT_EQ(rte_errno, ELOOP);
	UT_EQ(rte_eth_rx_burst(1, 0, pkts, 8), 0);
	while (n > 0)
		rte_eth_leave(in[--n]);
	UT_FALSE(eth_inside_any());
}

static void
burst_of_other(uint16_t at)
{
	if (at == port)
		UT_EQ(rte_eth_rx_burst(other, 0, pkts, 5), 5);
}

static void
ports_in_ports(void)
{
	port = fake_running("net_fake0");
	other = fake_running("net_fake1");
	knobs.in_rx = burst_of_other;
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 8), 8);
	UT_FALSE(eth_inside_any());
	knobs.in_rx = NULL;
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_detach("net_fake1"), 0);
}

/* ---- control calls from inside ---- */

static int inside_result[4];

static uint16_t
cb_stops_itself(uint16_t p, uint16_t q, struct rte_mbuf **m, uint16_t n, uint16_t max, void *arg)
{
	struct rte_ether_addr mac;

	RTE_SET_USED(q);
	RTE_SET_USED(m);
	RTE_SET_USED(max);
	RTE_SET_USED(arg);
	inside_result[0] = rte_eth_macaddr_get(p, &mac);
	inside_result[1] = rte_eth_dev_stop(p);
	inside_result[2] = rte_eth_dev_close(p);
	return n;
}

static uint16_t
cb_detaches_itself(uint16_t p, uint16_t q, struct rte_mbuf **m, uint16_t n, void *arg)
{
	char name[RTE_ETH_NAME_MAX_LEN];

	RTE_SET_USED(q);
	RTE_SET_USED(m);
	RTE_SET_USED(arg);
	inside_result[3] = rte_eth_dev_detach(p, name);
	return n;
}

static void
stop_and_close_from_inside(void)
{
	port = fake_running("net_fake0");
	UT_NOT_NULL(rte_eth_add_rx_callback(port, 0, cb_stops_itself, NULL));
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 8), 8);
	UT_EQ(inside_result[0], 0);
	UT_EQ(inside_result[1], 0);
	UT_EQ(inside_result[2], 0);
	UT_STR_EQ(state_of(port), "CLOSED");
	UT_EQ(fake_detach("net_fake0"), 0);
	/* the number is used again; the function of the former tenant is not run, and freed in the end */
	UT_EQ(fake_running("net_fake0"), port);
	UT_EQ(rte_eth_rx_burst(port, 0, pkts, 8), 8);
	UT_STR_EQ(state_of(port), "STARTED");
	UT_EQ(fake_detach("net_fake0"), 0);
}

static void
detach_from_inside(void)
{
	port = fake_running("net_fake0");
	UT_NOT_NULL(rte_eth_add_tx_callback(port, 0, cb_detaches_itself, NULL));
	/* the function has taken the port away, so nothing is sent */
	UT_EQ(rte_eth_tx_burst(port, 0, pkts, 8), 0);
	UT_EQ(inside_result[3], 0);
	UT_STR_EQ(state_of(port), "FREE");
	UT_EQ(fake_queues, 0);
	UT_EQ(fake_faults, 0);
}

/* Two threads inside a burst of one port both want to stop it; one gives way. */
static unsigned int both_inside;
static int both_result[2];

static uint16_t
cb_meets_and_stops(uint16_t p, uint16_t q, struct rte_mbuf **m, uint16_t n, uint16_t max, void *arg)
{
	RTE_SET_USED(q);
	RTE_SET_USED(m);
	RTE_SET_USED(max);
	RTE_SET_USED(arg);
	unsigned int me = __atomic_fetch_add(&both_inside, 1, __ATOMIC_ACQ_REL);

	while (__atomic_load_n(&both_inside, __ATOMIC_ACQUIRE) < 2)
		sched_yield();
	if (me < 2)
		both_result[me] = rte_eth_dev_stop(p);
	return n;
}

static void *
burst_on(void *arg)
{
	struct rte_mbuf *mine[4];

	rte_eth_rx_burst(port, *(uint16_t *)arg, mine, 4);
	return NULL;
}

static void
two_stop_from_inside(void)
{
	uint16_t queues[2] = { 0, 1 };
	pthread_t t[2];
	unsigned int round, i;

	for (round = 0; round < 20; round++) {
		port = fake_attach("net_fake0");
		UT_EQ(fake_configure_port(port, 2, 1), 0);
		UT_EQ(rte_eth_dev_start(port), 0);
		UT_NOT_NULL(rte_eth_add_rx_callback(port, 0, cb_meets_and_stops, NULL));
		UT_NOT_NULL(rte_eth_add_rx_callback(port, 1, cb_meets_and_stops, NULL));
		both_inside = 0;
		for (i = 0; i < 2; i++)
			pthread_create(&t[i], NULL, burst_on, &queues[i]);
		for (i = 0; i < 2; i++)
			pthread_join(t[i], NULL);
		for (i = 0; i < 2; i++)
			UT_TRUE(both_result[i] == 0 || both_result[i] == -EBUSY);
		UT_TRUE(both_result[0] == 0 || both_result[1] == 0);
		rte_eth_dev_stop(port);
		UT_STR_EQ(state_of(port), "STOPPED");
		UT_EQ(fake_detach("net_fake0"), 0);
	}
	UT_EQ(fake_faults, 0);
}

/* Two threads, each inside one port, stop each other's. */
static int cross_result[2];

static uint16_t
cb_meets_and_stops_other(uint16_t p, uint16_t q, struct rte_mbuf **m, uint16_t n, uint16_t max, void *arg)
{
	RTE_SET_USED(q);
	RTE_SET_USED(m);
	RTE_SET_USED(max);
	RTE_SET_USED(arg);
	__atomic_fetch_add(&both_inside, 1, __ATOMIC_ACQ_REL);
	while (__atomic_load_n(&both_inside, __ATOMIC_ACQUIRE) < 2)
		sched_yield();
	cross_result[p == port] = rte_eth_dev_stop(p == port ? other : port);
	return n;
}

static void *
burst_of(void *arg)
{
	struct rte_mbuf *mine[4];

	rte_eth_rx_burst(*(uint16_t *)arg, 0, mine, 4);
	return NULL;
}

static void
two_stop_each_other(void)
{
	pthread_t t[2];
	unsigned int round;

	for (round = 0; round < 20; round++) {
		port = fake_running("net_fake0");
		other = fake_running("net_fake1");
		UT_NOT_NULL(rte_eth_add_rx_callback(port, 0, cb_meets_and_stops_other, NULL));
		UT_NOT_NULL(rte_eth_add_rx_callback(other, 0, cb_meets_and_stops_other, NULL));
		both_inside = 0;
		pthread_create(&t[0], NULL, burst_of, &port);
		pthread_create(&t[1], NULL, burst_of, &other);
		pthread_join(t[0], NULL);
		pthread_join(t[1], NULL);
		UT_TRUE(cross_result[0] == 0 || cross_result[0] == -EBUSY);
		UT_TRUE(cross_result[1] == 0 || cross_result[1] == -EBUSY);
		UT_EQ(fake_detach("net_fake0"), 0);
		UT_EQ(fake_detach("net_fake1"), 0);
	}
	UT_EQ(fake_faults, 0);
}

/* ---- threads end ---- */

static void *
short_life(void *arg)
{
	struct rte_mbuf *mine[4];

	RTE_SET_USED(arg);
	rte_eth_rx_burst(port, 0, mine, 4);
	return NULL;
}

/* Ended in the middle of a burst: its mark must not keep the port busy for ever. */
static void *
dies_inside(void *arg)
{
	RTE_SET_USED(arg);
	rte_eth_enter(port, 0);
	pthread_exit(NULL);
}

static void
threads_that_end(void)
{
	pthread_t t;
	unsigned int i;

	port = fake_running("net_fake0");
	for (i = 0; i < 100; i++) {
		pthread_create(&t, NULL, i % 10 == 0 ? dies_inside : short_life, NULL);
		pthread_join(t, NULL);
		if (i % 10 == 0) {
			UT_EQ(rte_eth_dev_stop(port), 0);
			UT_EQ(rte_eth_dev_start(port), 0);
		}
	}
	UT_EQ(fake_detach("net_fake0"), 0);
}

static unsigned int holder_in, holder_go;

static void *
holds_the_mark(void *arg)
{
	uint32_t *in = rte_eth_enter(port, 0);

	RTE_SET_USED(arg);
	__atomic_store_n(&holder_in, 1, __ATOMIC_RELEASE);
	while (!__atomic_load_n(&holder_go, __ATOMIC_ACQUIRE))
		sched_yield();
	rte_eth_leave(in);
	return NULL;
}

static void
forked_child_waits_for_nobody(void)
{
#if defined(__SANITIZE_THREAD__)
	UT_SKIP("the thread sanitizer does not like forks of threaded programs");
#endif
	pthread_t t;
	pid_t child;
	int status = -1;

	port = fake_running("net_fake0");
	holder_in = holder_go = 0;
	pthread_create(&t, NULL, holds_the_mark, NULL);
	while (!__atomic_load_n(&holder_in, __ATOMIC_ACQUIRE))
		sched_yield();
	child = fork();
	if (child == 0) {
		alarm(10);
		_exit(eth_wait_outside(port) == 0 ? 0 : 1);
	}
	waitpid(child, &status, 0);
	UT_TRUE(WIFEXITED(status));
	UT_EQ(WEXITSTATUS(status), 0);
	__atomic_store_n(&holder_go, 1, __ATOMIC_RELEASE);
	pthread_join(t, NULL);
	UT_EQ(fake_detach("net_fake0"), 0);
}

/* ---- barriers ---- */

static void
barriers_only_where_needed(void)
{
	unsigned int before;

	port = fake_attach("net_fake0");
	before = barrier_calls;
	UT_EQ(fake_configure_port(port, 1, 1), 0);
	UT_EQ(rte_eth_dev_close(port), 0);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(barrier_calls, before); /* never started: no barrier */
	port = fake_running("net_fake0");
	before = barrier_calls;
	UT_EQ(rte_eth_dev_stop(port), 0);
	UT_EQ(barrier_calls, before + 1);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(barrier_calls, before + 1);
}

static void
kernels_without_membarrier(void)
{
	unsigned int mode;

	for (mode = 0; mode < 2; mode++) {
		refuse_expedited = 1;
		refuse_global = mode;
		both_inside = 0;
		two_stop_each_other();
		port = fake_running("net_fake0");
		UT_EQ(rte_eth_rx_burst(port, 0, pkts, 8), 8);
		UT_EQ(rte_eth_dev_stop(port), 0);
		UT_EQ(rte_eth_rx_burst(port, 0, pkts, 8), 0);
		UT_EQ(fake_detach("net_fake0"), 0);
	}
	refuse_expedited = refuse_global = 0;
}

FAKE_MAIN("inside",
	  { "marks come and go, also nested", marks_come_and_go },
	  { "nesting has an end", nesting_has_an_end },
	  { "a burst inside a burst", ports_in_ports },
	  { "stop and close from inside the port's own burst", stop_and_close_from_inside },
	  { "detach from inside the port's own burst", detach_from_inside },
	  { "two threads inside a port stop it", two_stop_from_inside },
	  { "two threads inside two ports stop each other's", two_stop_each_other },
	  { "threads that end, also inside a burst", threads_that_end },
	  { "a forked child waits for nobody", forked_child_waits_for_nobody },
	  { "barriers only where a port ran", barriers_only_where_needed },
	  { "kernels without membarrier", kernels_without_membarrier })
