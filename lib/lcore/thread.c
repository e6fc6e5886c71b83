/* SPDX-License-Identifier: BSD-3-Clause */
/* Threads of the public interface: creation, names, priorities, affinity by id, and thread-local slots. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <rte_errno.h>
#include <rte_lcore.h>
#include <rte_string_fns.h>
#include <rte_thread.h>

#include <base/base.h>

struct eal_tls_key {
	pthread_key_t key;
};

struct thread_body {
	rte_thread_func fn;
	void *arg;
};

static void *
body_run(void *p)
{
	struct thread_body body = *(struct thread_body *)p;

	free(p);
	return (void *)(uintptr_t)body.fn(body.arg);
}

static struct thread_body *
body_new(rte_thread_func fn, void *arg)
{
	struct thread_body *body = malloc(sizeof(*body));

	if (body != NULL) {
		body->fn = fn;
		body->arg = arg;
	}
	return body;
}

static int
attr_fill(pthread_attr_t *out, const rte_thread_attr_t *attr)
{
	if (attr == NULL)
		return 0;
	if (attr->priority == RTE_THREAD_PRIORITY_REALTIME_CRITICAL)
		return ENOTSUP;
	if (attr->priority != RTE_THREAD_PRIORITY_NORMAL)
		return EINVAL;
	if (CPU_COUNT(&attr->cpuset) == 0)
		return 0;
	return pthread_attr_setaffinity_np(out, sizeof(attr->cpuset), &attr->cpuset);
}

int
rte_thread_create(rte_thread_t *thread_id, const rte_thread_attr_t *attr, rte_thread_func thread_func, void *arg)
{
	struct thread_body *body;
	pthread_attr_t pattr;
	pthread_t thread;
	int err;

	if (thread_id == NULL || thread_func == NULL)
		return EINVAL;
	err = pthread_attr_init(&pattr);
	if (err != 0)
		return err;
	err = attr_fill(&pattr, attr);
	body = err == 0 ? body_new(thread_func, arg) : NULL;
	if (err == 0)
		err = body != NULL ? pthread_create(&thread, &pattr, body_run, body) : ENOMEM;
	pthread_attr_destroy(&pattr);
	if (err != 0) {
		free(body);
		return err;
	}
	thread_id->opaque_id = (uintptr_t)thread;
	return 0;
}

int
rte_thread_create_control(rte_thread_t *thread, const char *name, rte_thread_func thread_func, void *arg)
{
	struct thread_body *body;
	pthread_t id;
	int ret;

	if (thread == NULL || thread_func == NULL)
		return EINVAL;
	body = body_new(thread_func, arg);
	if (body == NULL)
		return ENOMEM;
	ret = ctrl_thread_start(&id, name, NULL, body_run, body);
	if (ret != 0) {
		free(body);
		return -ret;
	}
	thread->opaque_id = (uintptr_t)id;
	return 0;
}

int
rte_ctrl_thread_create(pthread_t *thread, const char *name, const pthread_attr_t *attr, void *(*start_routine)(void *), void *arg)
{
	return ctrl_thread_start(thread, name, attr, start_routine, arg);
}

int
rte_thread_join(rte_thread_t thread_id, uint32_t *value_ptr)
{
	void *value;
	int err = pthread_join((pthread_t)thread_id.opaque_id, &value);

	if (err == 0 && value_ptr != NULL)
		*value_ptr = (uint32_t)(uintptr_t)value;
	return err;
}

int
rte_thread_detach(rte_thread_t thread_id)
{
	return pthread_detach((pthread_t)thread_id.opaque_id);
}

rte_thread_t
rte_thread_self(void)
{
	rte_thread_t self = { (uintptr_t)pthread_self() };

	return self;
}

int
rte_thread_equal(rte_thread_t t1, rte_thread_t t2)
{
	return pthread_equal((pthread_t)t1.opaque_id, (pthread_t)t2.opaque_id);
}

int
rte_thread_setname(pthread_t id, const char *name)
{
	char short_name[RTE_MAX_THREAD_NAME_LEN];

	if (name == NULL)
		return -EINVAL;
	rte_strlcpy(short_name, name, sizeof(short_name));
	return -pthread_setname_np(id, short_name);
}

int
rte_thread_getname(pthread_t id, char *name, size_t len)
{
	if (name == NULL)
		return -EINVAL;
	return -pthread_getname_np(id, name, len);
}

void
rte_thread_set_name(rte_thread_t thread_id, const char *thread_name)
{
	(void)rte_thread_setname((pthread_t)thread_id.opaque_id, thread_name);
}

int
rte_thread_attr_init(rte_thread_attr_t *attr)
{
	if (attr == NULL)
		return EINVAL;
	CPU_ZERO(&attr->cpuset);
	attr->priority = RTE_THREAD_PRIORITY_NORMAL;
	return 0;
}

int
rte_thread_attr_set_priority(rte_thread_attr_t *attr, enum rte_thread_priority priority)
{
	if (attr == NULL)
		return EINVAL;
	if (priority == RTE_THREAD_PRIORITY_REALTIME_CRITICAL)
		return ENOTSUP;
	if (priority != RTE_THREAD_PRIORITY_NORMAL)
		return EINVAL;
	attr->priority = priority;
	return 0;
}

int
rte_thread_attr_set_affinity(rte_thread_attr_t *thread_attr, rte_cpuset_t *cpuset)
{
	if (thread_attr == NULL || cpuset == NULL)
		return EINVAL;
	thread_attr->cpuset = *cpuset;
	return 0;
}

int
rte_thread_attr_get_affinity(rte_thread_attr_t *thread_attr, rte_cpuset_t *cpuset)
{
	if (thread_attr == NULL || cpuset == NULL)
		return EINVAL;
	*cpuset = thread_attr->cpuset;
	return 0;
}

int
rte_thread_set_affinity_by_id(rte_thread_t thread_id, const rte_cpuset_t *cpuset)
{
	if (cpuset == NULL)
		return EINVAL;
	return pthread_setaffinity_np((pthread_t)thread_id.opaque_id, sizeof(*cpuset), cpuset);
}

int
rte_thread_get_affinity_by_id(rte_thread_t thread_id, rte_cpuset_t *cpuset)
{
	if (cpuset == NULL)
		return EINVAL;
	return pthread_getaffinity_np((pthread_t)thread_id.opaque_id, sizeof(*cpuset), cpuset);
}

int
rte_thread_get_priority(rte_thread_t thread_id, enum rte_thread_priority *priority)
{
	struct sched_param param;
	int policy, err;

	if (priority == NULL)
		return EINVAL;
	err = pthread_getschedparam((pthread_t)thread_id.opaque_id, &policy, &param);
	if (err != 0)
		return err;
	switch (policy) {
	case SCHED_OTHER:
		*priority = RTE_THREAD_PRIORITY_NORMAL;
		return 0;
	case SCHED_RR:
		*priority = RTE_THREAD_PRIORITY_REALTIME_CRITICAL;
		return 0;
	default:
		return ENOTSUP;
	}
}

int
rte_thread_set_priority(rte_thread_t thread_id, enum rte_thread_priority priority)
{
	struct sched_param param = { .sched_priority = 0 };

	if (priority == RTE_THREAD_PRIORITY_REALTIME_CRITICAL)
		return ENOTSUP;
	if (priority != RTE_THREAD_PRIORITY_NORMAL)
		return EINVAL;
	return pthread_setschedparam((pthread_t)thread_id.opaque_id, SCHED_OTHER, &param);
}

static int
key_fail(int err)
{
	rte_errno = err;
	return -1;
}

int
rte_thread_key_create(rte_thread_key *key, void (*destructor)(void *))
{
	struct eal_tls_key *k;
	int err;

	if (key == NULL)
		return key_fail(EINVAL);
	k = malloc(sizeof(*k));
	if (k == NULL)
		return key_fail(ENOMEM);
	err = pthread_key_create(&k->key, destructor);
	if (err != 0) {
		free(k);
		return key_fail(err);
	}
	*key = k;
	return 0;
}

int
rte_thread_key_delete(rte_thread_key key)
{
	int err;

	if (key == NULL)
		return key_fail(EINVAL);
	err = pthread_key_delete(key->key);
	free(key);
	return err == 0 ? 0 : key_fail(err);
}

int
rte_thread_value_set(rte_thread_key key, const void *value)
{
	int err;

	if (key == NULL)
		return key_fail(EINVAL);
	err = pthread_setspecific(key->key, value);
	return err == 0 ? 0 : key_fail(err);
}

void *
rte_thread_value_get(rte_thread_key key)
{
	if (key == NULL) {
		rte_errno = EINVAL;
		return NULL;
	}
	return pthread_getspecific(key->key);
}
