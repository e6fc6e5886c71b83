# SPDX-License-Identifier: BSD-3-Clause
# make install and uninstall.
#
# An installation serves pkg-config users (libdpdk.pc) and, through $(datadir), makefiles that say RTE_SDK and RTE_TARGET.

PREFIX_GIVEN := $(filter command environment,$(origin prefix))
prefix ?= /usr/local
bindir ?= $(prefix)/bin
libdir ?= $(prefix)/lib
includedir ?= $(prefix)/include/replug
datadir ?= $(prefix)/share/replug
pcdir ?= $(libdir)/pkgconfig
pmddir = $(libdir)/dpdk/pmds-$(ABI)
SDK_TARGET = $(datadir)/$(TARGET_NAME)
DEST = $(DESTDIR)
MANIFEST = $(datadir)/manifest

# What rte_version.h says, as "22.11.0".
VERSION = $(shell printf "$(HASH)include <rte_version.h>\nRTE_VER_YEAR RTE_VER_MONTH RTE_VER_MINOR\n" | \
	$(CC) -E -P -I$(O)/include -include rte_config.h - | awk 'NF == 3 && $$1 ~ /^[0-9]+$$/ { printf "%d.%02d.%d", $$1, $$2, $$3 }')

# Libraries that applications call stand in libdpdk-libs.pc; drivers are found through the plug-in directory or linked whole.
PC_LIBS = $(filter-out $(filter-out librte_bus_%,$(DRIVERS)),$(ALL_LINKED))

define PC_DPDK
prefix=$(prefix)
libdir=$(patsubst $(prefix)/%,$${prefix}/%,$(libdir))
includedir=$(patsubst $(prefix)/%,$${prefix}/%,$(includedir))

Name: DPDK
Description: Packet runtime with device and port hotplug, drivers included when linked statically
Version: $(VERSION)
Requires: libdpdk-libs
Libs.private: -Wl,--whole-archive -L$${libdir} $(ALL_LINKED:%=-l:%.a) -Wl,--no-whole-archive -Wl,--export-dynamic
endef

define PC_DPDK_LIBS
prefix=$(prefix)
libdir=$(patsubst $(prefix)/%,$${prefix}/%,$(libdir))
includedir=$(patsubst $(prefix)/%,$${prefix}/%,$(includedir))

Name: dpdk-libs
Description: Libraries of libdpdk that applications call
Version: $(VERSION)
Libs: -Wl,--as-needed -L$${libdir} $(PC_LIBS:lib%=-l%)
Libs.private: $(call sys-libs,$(ALL_LINKED)) -pthread
Cflags: -I$${includedir} -include rte_config.h -march=corei7
endef

SDK_MAKEFILES := $(filter-out mk/rte.deps.mk,$(wildcard mk/rte.*.mk)) $(wildcard mk/internal/ext-*.mk) mk/internal/api-level.mk
INSTALL_DATA = install -m 644
INSTALL_PROGRAM = install -m 755

# From $(2) to $(1), as a relative path.
relative = $(shell realpath -m -s --relative-to='$(2)' '$(1)')

.PHONY: install install-files uninstall
# Older spelling: "make install T=<target>" alone builds into that directory.
ifneq ($(and $(T),$(if $(DESTDIR)$(PREFIX_GIVEN),,yes)),)
install: all
else
install: install-files
endif

install-files: all
	$(call say,INST,$(DEST)$(prefix))
	$(Q)[ -n '$(VERSION)' ] || { echo 'rte_version.h does not tell the version' >&2; exit 1; }
	$(Q)mkdir -p $(DEST)$(bindir) $(DEST)$(libdir) $(DEST)$(pmddir) $(DEST)$(pcdir) $(DEST)$(includedir) $(DEST)$(datadir)/mk/internal $(DEST)$(SDK_TARGET)
	$(Q)cd $(O)/include && find . -type l | while read -r h; do mkdir -p "$(DEST)$(includedir)/$${h%/*}" && \
		$(INSTALL_DATA) "$$h" "$(DEST)$(includedir)/$$h" || exit 1; done
	$(Q)$(INSTALL_DATA) $(STATIC_LIBS) $(O)/lib/libdpdk.a $(O)/lib/libdpdk.so $(DEST)$(libdir)
	$(Q)$(INSTALL_PROGRAM) $(SHARED_LIBS:%=%.$(ABI)) $(DEST)$(libdir)
	$(Q)for l in $(BUILT); do ln -sfn $$l.so.$(ABI) $(DEST)$(libdir)/$$l.so || exit 1; done
	$(Q)for l in $(filter $(DRIVERS),$(BUILT)); do ln -sfn ../../$$l.so.$(ABI) $(DEST)$(pmddir)/$$l.so.$(ABI) && \
		ln -sfn $$l.so.$(ABI) $(DEST)$(pmddir)/$$l.so || exit 1; done
	$(file >$(O)/libdpdk.pc,$(PC_DPDK))$(file >$(O)/libdpdk-libs.pc,$(PC_DPDK_LIBS))
	$(Q)$(INSTALL_DATA) $(O)/libdpdk.pc $(O)/libdpdk-libs.pc $(DEST)$(pcdir)
	$(Q)for m in $(SDK_MAKEFILES); do $(INSTALL_DATA) $$m $(DEST)$(datadir)/$$m || exit 1; done
	$(Q)$(INSTALL_DATA) $(O)/.config $(O)/.libs $(DEST)$(SDK_TARGET)
	$(Q)ln -sfn $(call relative,$(includedir),$(SDK_TARGET)) $(DEST)$(SDK_TARGET)/include
	$(Q)ln -sfn $(call relative,$(libdir),$(SDK_TARGET)) $(DEST)$(SDK_TARGET)/lib
	$(Q)for a in $(foreach d,$(GRAPH_APPS),$(patsubst dpdk-%,%,$(NAME.$(d)))); do $(INSTALL_PROGRAM) $(O)/app/dpdk-$$a $(DEST)$(bindir) && \
		ln -sfn dpdk-$$a $(DEST)$(bindir)/$$a || exit 1; done
	$(Q){ cd $(O)/include && find . -type l | sed 's,^\.,$(includedir),'; \
		printf '%s\n' $(foreach l,$(BUILT),$(libdir)/$(l).a $(libdir)/$(l).so $(libdir)/$(l).so.$(ABI)) $(libdir)/libdpdk.a $(libdir)/libdpdk.so \
		$(foreach l,$(filter $(DRIVERS),$(BUILT)),$(pmddir)/$(l).so $(pmddir)/$(l).so.$(ABI)) $(pcdir)/libdpdk.pc $(pcdir)/libdpdk-libs.pc \
		$(SDK_MAKEFILES:%=$(datadir)/%) \
		$(addprefix $(SDK_TARGET)/,.config .libs include lib) $(foreach d,$(GRAPH_APPS),$(foreach n,$(patsubst dpdk-%,%,$(NAME.$(d))),$(bindir)/$(n) $(bindir)/dpdk-$(n))) \
		$(MANIFEST); } >$(DEST)$(MANIFEST)

# Removes what the manifest lists, then the directories that are empty after it and bear our name.
uninstall:
	$(Q)[ -f $(DEST)$(MANIFEST) ] || { echo "nothing installed under $(DEST)$(prefix): $(DEST)$(MANIFEST) is missing" >&2; exit 1; }
	$(call say,RM,$(DEST)$(prefix))
	$(Q)sed 's,^,$(DEST),' $(DEST)$(MANIFEST) | tr '\n' '\0' | xargs -0 rm -f
	$(Q)find $(DEST)$(includedir) $(DEST)$(datadir) $(DEST)$(libdir)/dpdk -depth -type d -empty -delete
