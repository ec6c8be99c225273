# shellcheck shell=bash
# Sourced by an adapter's `run`, which is in the folder $here: sets up, then becomes $here/adapter.py.
# LRCONFORM_PYTHON names another interpreter, one that has the library.
: "${here:?is the folder of the adapter}"
python=${LRCONFORM_PYTHON:-}
if [ -z "$python" ]; then
    "$here/setup" </dev/null >&2 # stdin and stdout belong to the protocol
    python=$here/.venv/bin/python
fi
PYTHONPATH=$here/../../python/src${PYTHONPATH:+:$PYTHONPATH} exec "$python" -W ignore "$here/adapter.py" "$@"
