# The scripts are the real thing; these are shorter names for them.
.PHONY: demo test check fix lock pack
demo: ; sh scripts/demo
test: ; sh scripts/test
check: ; sh scripts/check
fix: ; sh scripts/check --fix
lock: ; sh scripts/lock
pack: ; .venv/bin/python -m manifest.pack
