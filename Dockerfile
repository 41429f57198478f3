# The service alone; docker-compose.yml puts a Neo4j beside it.
FROM python:3.12-slim AS build
WORKDIR /build
RUN python -m venv /opt/daumoi
COPY requirements-run.txt .
RUN /opt/daumoi/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements-run.txt
COPY pyproject.toml README.md LICENSE ./
COPY graph_schema graph_schema
COPY loaders loaders
COPY queries queries
COPY service service
RUN /opt/daumoi/bin/pip install --no-cache-dir --disable-pip-version-check --no-build-isolation --no-deps . \
 && /opt/daumoi/bin/pip uninstall --yes --quiet setuptools

FROM python:3.12-slim
RUN useradd --system --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin daumoi \
 && install --directory --owner=daumoi --group=daumoi --mode=0700 /data
COPY --from=build /opt/daumoi /opt/daumoi
ENV PATH=/opt/daumoi/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DAUMOI_DATA_FOLDER=/data \
    DAUMOI_HOST=0.0.0.0 \
    DAUMOI_PORT=8000
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=6 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
ENTRYPOINT ["daumoi"]
CMD ["serve"]
