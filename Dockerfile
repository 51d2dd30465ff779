# The bot, and nothing that it does not need: its libraries are installed in a first stage and copied over.
# `--target rehearsal` adds the pretend Microsoft 365 (docs/deploy.md).
FROM python:3.13-slim-trixie AS libraries
WORKDIR /app
# --build-arg extra=requirements-otel.txt adds OpenTelemetry (docs/monitoring.md).
ARG extra=requirements.txt
COPY requirements.txt requirements-otel.txt ./
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt -r "$extra"

FROM python:3.13-slim-trixie AS base
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STORAGE_URL=sqlite:////data/bot.db
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin bot \
    && install --directory --owner=bot --group=bot --mode=0700 /data
WORKDIR /app
COPY --from=libraries /app/.venv .venv
COPY app.py LICENSE ./
COPY bot bot
COPY cards cards
COPY manifest manifest
# A clone may be readable by its owner alone.
RUN chmod -R a+rX app.py bot cards manifest && python -m compileall -q app.py bot cards manifest
USER 10001
VOLUME /data
EXPOSE 3978
# What is being answered when the container is stopped takes up to 16 seconds: give it 25.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --start-interval=1s --retries=3 \
    CMD ["python", "-m", "bot.web.probe"]
CMD ["python", "app.py"]

FROM base AS rehearsal
USER 0
COPY sandbox sandbox
RUN chmod -R a+rX sandbox
USER 10001
CMD ["python", "-m", "sandbox.rehearsal"]

# The last stage is what is built without --target.
FROM base AS bot
