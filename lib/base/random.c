/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Pseudo-random numbers: xoshiro256** by Blackman and Vigna, seeded through splitmix64 as they advise.
 *
 * Each thread has its own state, so there is no lock. A seed counts up a generation; a thread that finds its state to be of
 * another generation derives a new one from the seed and its own number.
 */
#include <sys/random.h>

#include <rte_common.h>
#include <rte_cycles.h>
#include <rte_per_lcore.h>
#include <rte_random.h>

RTE_DECLARE_PER_LCORE(unsigned int, _lcore_id);

struct rand_state {
	uint64_t s[4];
	uint64_t generation; /* 0: never seeded */
};

static uint64_t seed;                          /* atomic */
static uint64_t generation = 1;                /* atomic; its change publishes the seed */
static uint64_t next_stranger = RTE_MAX_LCORE; /* atomic; numbers for threads that are no lcore */
static RTE_DEFINE_PER_LCORE(struct rand_state, rand_state);

static uint64_t
splitmix_next(uint64_t *x)
{
	uint64_t z = *x += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static __rte_noinline void
state_seed(struct rand_state *st, uint64_t now)
{
	unsigned int lcore = RTE_PER_LCORE(_lcore_id);
	uint64_t number, mixed;
	unsigned int i;

	number = lcore < RTE_MAX_LCORE ? lcore : __atomic_fetch_add(&next_stranger, 1, __ATOMIC_RELAXED);
	mixed = number;
	mixed = __atomic_load_n(&seed, __ATOMIC_RELAXED) ^ splitmix_next(&mixed);
	for (i = 0; i < RTE_DIM(st->s); i++)
		st->s[i] = splitmix_next(&mixed);
	st->generation = now;
}

void
rte_srand(uint64_t seedval)
{
	__atomic_store_n(&seed, seedval, __ATOMIC_RELAXED);
	__atomic_fetch_add(&generation, 1, __ATOMIC_RELEASE);
}

static inline uint64_t
rotate_left(uint64_t x, int k)
{
	return (x << k) | (x >> (64 - k));
}

uint64_t
rte_rand(void)
{
	struct rand_state *st = &RTE_PER_LCORE(rand_state);
	uint64_t now = __atomic_load_n(&generation, __ATOMIC_ACQUIRE);
	uint64_t *s = st->s;
	uint64_t result, t;

	if (unlikely(st->generation != now))
		state_seed(st, now);
	result = rotate_left(s[1] * 5, 7) * 9;
	t = s[1] << 17;
	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate_left(s[3], 45);
	return result;
}

uint64_t
rte_rand_max(uint64_t upper_bound)
{
	uint64_t mask, value;

	if (upper_bound < 2)
		return 0;
	/* the bits that the largest result needs; what is too large is drawn again, at most every second time */
	mask = rte_combine64ms1b(upper_bound - 1);
	do {
		value = rte_rand() & mask;
	} while (value >= upper_bound);
	return value;
}

double
rte_drand(void)
{
	return (double)(rte_rand() >> 11) * 0x1.0p-53;
}

RTE_INIT(random_init)
{
	uint64_t value;

	if (getrandom(&value, sizeof(value), GRND_NONBLOCK) != sizeof(value))
		value = rte_rdtsc();
	__atomic_store_n(&seed, value, __ATOMIC_RELAXED);
}
