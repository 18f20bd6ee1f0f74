# syntax=docker/dockerfile:1

# Built with the oldest JDK that Palate supports, so that the jar is the one that the tests ran.
FROM eclipse-temurin:17-jdk AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY db db
COPY src src
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -q package -DskipTests

FROM eclipse-temurin:25-jre
RUN useradd --uid 10001 --home-dir /app --create-home palate \
 && install -d -o palate -g palate /app/data /app/natives
WORKDIR /app
COPY --from=build /build/target/palate.jar ./
USER 10001
EXPOSE 8080
# Without PALATE_DATABASE_URL the embedded PostgreSQL keeps its data here; uploads wait here for their import.
VOLUME /app/data
ENV SERVER_ADDRESS=0.0.0.0
# Every call needs a key; the first start makes an admin's.
ENV PALATE_SECURITY_MODE=keys
# For a container of 2 GiB: the heap, where training keeps weights and moments; what Java's own buffers take; what the
# engine may allocate; and the whole process.
ENV JDK_JAVA_OPTIONS="-Xmx1000m -XX:MaxDirectMemorySize=128m -Dorg.bytedeco.javacpp.maxbytes=400m -Dorg.bytedeco.javacpp.maxphysicalbytes=1900m \
 --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
 -Dorg.bytedeco.javacpp.cachedir=/app/natives"
# What a start, a training and requests need, loaded, linked and profiled once: kept by a run of the service as it is used.
COPY docker/train-cache.sh ./
RUN bash train-cache.sh -XX:AOTCacheOutput=palate.aot && rm -rf /app/data/*
# The image has no curl that is sure to stay, but it has bash. The first start of a new version may have to migrate.
HEALTHCHECK --interval=10s --timeout=5s --start-period=10m --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.1 200' <&3"]
# Another JVM or class path than the cache was made with: the cache is passed over, and the service starts all the same.
ENTRYPOINT ["java", "-XX:AOTCache=palate.aot", "-jar", "palate.jar"]
