package io.throughline.stream.inventory;

import io.throughline.core.model.ContainerState.Action;
import io.throughline.core.model.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What events would tell, for tests: seconds are of ten o'clock. */
final class Sights {
    static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    static final String OLD = "sha256:" + "1".repeat(64);
    static final String NEW = "sha256:" + "2".repeat(64);

    final List<Sight> all = new ArrayList<>();

    private static Sight.Who who(String container, @Nullable String image) {
        return new Sight.Who("h1", "svc-" + container, container, container + "-1", image);
    }

    private Sights add(
            Sight.Kind kind,
            double second,
            String container,
            @Nullable String image,
            Sight.@Nullable Facts facts,
            Sight.@Nullable Scan scan,
            @Nullable String peer) {
        Instant time = TEN.plusMillis(Math.round(second * 1000));
        String id = kind + "-" + container + "-" + second + "-" + peer;
        all.add(new Sight(
                kind,
                "c:" + container,
                time,
                id,
                who(container, image),
                facts,
                scan,
                peer,
                new Evidence(id, null, "f", 0)));
        return this;
    }

    Sights state(double second, String container, String image, @Nullable String digest, Action action) {
        return add(
                Sight.Kind.STATE,
                second,
                container,
                image,
                new Sight.Facts(action, digest, List.of(), null, null),
                null,
                null);
    }

    Sights state(double second, String container, String image, @Nullable String base) {
        return add(
                Sight.Kind.STATE,
                second,
                container,
                image,
                new Sight.Facts(Action.STARTED, OLD, List.of(), base, null),
                null,
                null);
    }

    Sights logged(double second, String container) {
        return add(Sight.Kind.LOGGED, second, container, null, null, null, null);
    }

    Sights served(double second, String container) {
        return add(Sight.Kind.SERVED, second, container, null, null, null, null);
    }

    Sights called(double second, String container, String peer) {
        return add(Sight.Kind.CALLED, second, container, null, null, null, peer);
    }

    Sights raised(double second, String container) {
        return add(Sight.Kind.RAISED, second, container, null, null, null, null);
    }

    Sights raised(double second, String container, String command) {
        return add(Sight.Kind.RAISED, second, container, null, null, null, command);
    }

    Sights scanned(double second, String digest, String... critical) {
        return add(
                Sight.Kind.SCANNED,
                second,
                "scanner",
                null,
                null,
                new Sight.Scan("Trivy", List.of(digest), List.of(critical), critical.length),
                null);
    }
}
