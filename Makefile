# What to do with goelf; `make help` lists it. Needs a Swift 6.3 toolchain and Debian or Ubuntu.

PREFIX ?= /usr/local
FILE ?= TestBinaries/bin/cgo-dynamic-amd64-go1.27

SWIFT ?= swift
# A scratch path of its own: both kinds of build in one folder would undo each other.
STATIC = .build-static
COMMAND = $(STATIC)/release/goelf
# Functions of a start lie side by side: each page of a large file that is touched costs time.
ORDER = -Xswiftc -Xfrontend -Xswiftc -function-sections -Xswiftc -use-ld=lld \
    -Xlinker --symbol-ordering-file=Scripts/function-order.txt -Xlinker --no-warn-symbol-ordering
STRIP = -Xlinker -s
STATIC_FLAGS = -c release --static-swift-stdlib -Xswiftc -static-executable $(ORDER) $(STRIP)
IMPORTS = --explicit-target-dependency-import-check error

BUILD_PACKAGES = zlib1g-dev libzstd-dev
TEST_PACKAGES = $(BUILD_PACKAGES) libelf-dev binutils python3 python3-jsonschema

SOURCES := Package.swift $(shell find Sources -type f)

# Every check, in the order in which it tells soonest what is wrong. CI runs this list and nothing
# else; the unit tests stand last, because their last line is the outcome.
CHECKS = test-packages format layers unsafe build release schemas examples hostile unit

.DEFAULT_GOAL = help
.NOTPARALLEL:
.PHONY: help run test $(CHECKS) packages toolchain install clean bench bench-check fuzz

help: ## list what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | while IFS= read -r line; do \
	    printf '  make %-14s %s\n' "$${line%%:*}" "$${line##*## }"; done
	@echo '  (FILE=… for run, PREFIX=… and DESTDIR=… for install)'

run: $(COMMAND) ## build the command, show deps and buildinfo of a bundled binary or FILE=…
	$(COMMAND) deps '$(FILE)'
	@echo
	$(COMMAND) buildinfo '$(FILE)'

test: $(CHECKS) ## everything CI runs

release: $(COMMAND) ## the static command: .build-static/release/goelf

install: $(COMMAND) ## put command and completions under PREFIX, /usr/local if not said
	install -d '$(DESTDIR)$(PREFIX)/bin' \
	    '$(DESTDIR)$(PREFIX)/share/bash-completion/completions' \
	    '$(DESTDIR)$(PREFIX)/share/zsh/site-functions' \
	    '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d'
	install -m 755 $(COMMAND) '$(DESTDIR)$(PREFIX)/bin/goelf'
	$(COMMAND) --generate-completion-script bash \
	    > '$(DESTDIR)$(PREFIX)/share/bash-completion/completions/goelf'
	$(COMMAND) --generate-completion-script zsh \
	    > '$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_goelf'
	$(COMMAND) --generate-completion-script fish \
	    > '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/goelf.fish'

# Built again only where a source is newer: after `make release`, installing needs no toolchain.
# Left out are the linker's warnings on getpwuid_r and the like, which goelf never calls.
$(COMMAND): $(SOURCES) Scripts/function-order.txt
	@$(MAKE) --no-print-directory toolchain packages
	@echo 'building the static command in $(STATIC): a minute or two the first time'
	@status=$$({ { $(SWIFT) build $(STATIC_FLAGS) --product goelf --scratch-path $(STATIC) 2>&1; \
	    echo $$? >&3; } | grep --line-buffered -vE ': warning: (Using .* in statically|.*mktemp)' \
	    >&2; } 3>&1); [ "$$status" = 0 ]
	@touch $(COMMAND)

packages: ## install the Debian packages that building needs
	@Scripts/packages.sh $(BUILD_PACKAGES)

test-packages: toolchain ## install the Debian packages that testing needs
	@Scripts/packages.sh $(TEST_PACKAGES)

toolchain:
	@command -v $(SWIFT) >/dev/null || { \
	    echo 'goelf needs a Swift 6.3 toolchain: https://www.swift.org/install' >&2; exit 1; }

format: ## check how the code is laid out
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests Examples

layers: ## check which module imports which
	Tests/layers.sh

unsafe: ## count the word unsafe
	Tests/unsafe.sh

build: ## build everything with its tests, warnings and undeclared imports being errors
	$(SWIFT) build --build-tests $(IMPORTS)

schemas: $(COMMAND) ## check the JSON of every command against its schema
	Scripts/python.sh Tests/schemas.py $(COMMAND)

examples: ## build the examples and run them
	Examples/examples.sh

hostile: ## feed damaged files to every question, fourteen million times
	Tests/hostile.sh

unit: ## run the unit tests
	$(SWIFT) test --skip-build --parallel --disable-xctest $(IMPORTS)

clean: ## remove all that was built
	rm -rf .build .build-static .build-examples

# Packages of their own, each with its targets.
bench: ## measure the library, and the command beside its peers
	Benchmarks/bench.sh

bench-check: ## fail where a threshold of speed or memory is passed
	Benchmarks/bench.sh --check

fuzz: ## run libFuzzer over every question for a minute
	Fuzz/fuzz.sh 60
