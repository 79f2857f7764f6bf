# The front of the build; ./run and ./test do the whole.
.PHONY: check test run bench tidy clean help
.DEFAULT_GOAL := check

check: ## the quick loop: static checks, build, test programs, cases, command line
	TENBIN_PROGRAMS=all ./test static build programs cases cli

test: ## everything, as CI runs it
	./test

run: ## build a release and take the sample mill through its year
	./run

bench: ## build and run the benchmarks (docs/BENCHMARKS.md)
	cmake --preset bench && ninja -C build/bench && build/bench/bench/tenbin_bench && python3 bench/run.py build/bench/tenbin

tidy: ## clang-tidy over the core modules
	./test build tidy

clean: ## take away what was built
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' Makefile
