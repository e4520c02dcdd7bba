# syntax=docker/dockerfile:1
# Leg Check in a container: docs/deploy.md says how to run it.

FROM python:3.12-slim-bookworm AS packages
RUN pip install --no-cache-dir --disable-pip-version-check uv==0.13.9
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev

FROM python:3.12-slim-bookworm
RUN useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin legcheck \
    && install --directory --owner legcheck --group legcheck --mode 0750 /data
WORKDIR /app
COPY --from=packages /app/.venv .venv
COPY manage.py ./
COPY legsapp legsapp
COPY templates templates
COPY static static
COPY fixtures fixtures
RUN .venv/bin/python -m compileall -q legsapp
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data HOST=0.0.0.0 PORT=8000
USER legcheck
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
# The site answers only to its own name, so the question carries it.
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s --retries=3 CMD ["python", "-c", "import os, urllib.request as u; name = os.environ['ALLOWED_HOSTS'].split(',')[0].strip().lstrip('.'); u.urlopen(u.Request(f\"http://127.0.0.1:{os.environ['PORT']}/readyz\", headers={'Host': name}), timeout=3)"]
ENTRYPOINT ["python", "manage.py"]
CMD ["serve"]
