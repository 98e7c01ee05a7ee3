package io.throughline.stream.inventory;

import io.throughline.core.model.ContainerState;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.Vantage;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads off events what they tell of containers and images. Events of engines, scanners and Falco are known by their {@code event.dataset}, as
 * normalise names it.
 */
final class EventSights {
    private static final String CONTEXT = "container.security_context.";
    private static final String ATTRIBUTES = "docker.event.attributes.";
    private static final int MAX_NAMES = 40;

    private final ToldBefore before;
    private @Nullable Origin lastOrigin;
    private @Nullable String lastKey;
    private @Nullable String lastService;
    private String lastServiceKey = "";

    /** Whom a sight is for. */
    interface Told {
        /** The watch of the container, or of the service. */
        void ofOne(Sight sight);

        /** The watch of the fleet. */
        void ofFleet(Sight sight);

        /** An engine's word: for everybody. */
        void ofEngine(Sight sight);
    }

    EventSights(ToldBefore before) {
        this.before = before;
    }

    void of(LogEvent event, Told told) {
        String dataset = event.labels().get("event.dataset");
        switch (dataset) {
            case "throughline.containers" -> state(event, facts(event), told);
            case "docker.event" -> docker(event, told);
            case "trivy.report", "grype.report" -> scan(event, told);
            case "falco.alerts" -> falco(event, told);
            case "kubernetes.audit_logs" -> {} // of the API server, which is no container's
            case null, default -> ordinary(event, told);
        }
    }

    /** Nearly all events are such: what has been told already costs no objects. */
    private void ordinary(LogEvent event, Told told) {
        String key = keyOf(event.origin());
        command(event, key, told);
        Hop hop = event.hop();
        Instant time = event.timestamp();
        if (key != null) {
            // That a service's own container tells of requests is a sign of life of its logs as any other line.
            String service = serviceKeyOf(hop == null ? event.service() : hop.service());
            if (before.isLogNews(service, time)) {
                told.ofOne(sight(Sight.Kind.LOGGED, service, event, null, null, null));
            }
        }
        if (hop == null) {
            if (key != null && before.isLogNews(key, time)) {
                told.ofOne(sight(Sight.Kind.LOGGED, key, event, null, null, null));
            }
        } else if (hop.vantage() == Vantage.INBOUND) {
            served(event, key, told);
        } else if (hop.vantage() == Vantage.OUTBOUND && hop.peer() != null) {
            called(event, hop, hop.peer(), key, told);
        }
    }

    /** Of whoever tells of commands that run in containers, by the schema's name. */
    private static void command(LogEvent event, @Nullable String key, Told told) {
        String command = event.labels().get("process.command_line");
        if (key != null && SetuidCommand.is(command)) {
            told.ofOne(sight(Sight.Kind.RAISED, key, event, null, null, command));
        }
    }

    private void served(LogEvent event, @Nullable String key, Told told) {
        if (key == null) {
            return;
        }
        if (before.isServiceNews(key, event.timestamp())) {
            told.ofOne(sight(Sight.Kind.SERVED, key, event, null, null, null));
        }
        if (before.isUseNews(key, true, event.timestamp())) {
            told.ofFleet(sight(Sight.Kind.SERVED, key, event, null, null, null));
        }
    }

    private void called(LogEvent event, Hop hop, String peer, @Nullable String key, Told told) {
        Instant time = event.timestamp();
        if (key != null && before.isCallNews(key, peer, time)) {
            told.ofOne(sight(Sight.Kind.CALLED, key, event, null, null, peer));
        }
        if (key != null && before.isUseNews(key, false, time)) {
            told.ofFleet(sight(Sight.Kind.CALLED, key, event, null, null, peer));
        }
        if (!hop.failed() && !peer.equals(hop.service())) {
            String service = SightKeys.service(peer);
            if (before.isServiceNews(service, time)) {
                told.ofOne(answered(event, peer, service));
            }
        }
    }

    /** Records of one source share their origin. */
    @SuppressWarnings("ReferenceEquality")
    private @Nullable String keyOf(Origin origin) {
        if (origin != lastOrigin) {
            lastOrigin = origin;
            lastKey = SightKeys.container(origin);
        }
        return lastKey;
    }

    private String serviceKeyOf(String service) {
        if (!service.equals(lastService)) {
            lastService = service;
            lastServiceKey = SightKeys.service(service);
        }
        return lastServiceKey;
    }

    /** A service answered, as its caller says: nothing is known of the container. */
    private static Sight answered(LogEvent event, String service, String key) {
        return new Sight(
                Sight.Kind.SERVED,
                key,
                event.timestamp(),
                event.id(),
                new Sight.Who(event.origin().host(), service, null, null, null),
                null,
                null,
                null,
                evidence(event));
    }

    /** Under its id and under its name: logs know one or the other. */
    private static void state(LogEvent event, Sight.@Nullable Facts facts, Told told) {
        String key = SightKeys.container(event.origin());
        String named = SightKeys.named(event.origin());
        if (facts == null || key == null) {
            return;
        }
        told.ofEngine(sight(Sight.Kind.STATE, key, event, facts, null, null));
        if (named != null && !named.equals(key)) {
            told.ofEngine(sight(Sight.Kind.STATE, named, event, facts, null, null));
        }
    }

    private static Sight.@Nullable Facts facts(LogEvent event) {
        Map<String, String> labels = event.labels();
        ContainerState.Action action = switch (labels.getOrDefault("event.action", "")) {
            case "container-seen" -> ContainerState.Action.SEEN;
            case "container-started" -> ContainerState.Action.STARTED;
            case "container-ended" -> ContainerState.Action.ENDED;
            case "container-removed" -> ContainerState.Action.REMOVED;
            default -> null;
        };
        return action == null
                ? null
                : new Sight.Facts(
                        action,
                        SightKeys.digest(labels.get("container.image.hash.all")),
                        privileges(labels),
                        labels.get("container.labels.org.opencontainers.image.base.name"),
                        instant(labels.get("container.labels.org.opencontainers.image.created")));
    }

    private static List<String> privileges(Map<String, String> labels) {
        List<String> words = new ArrayList<>();
        if ("true".equals(labels.get(CONTEXT + "privileged"))) {
            words.add("all privileges");
        }
        word(labels.get(CONTEXT + "capabilities.add"), "capabilities ", words);
        word(labels.get(CONTEXT + "host_namespaces"), "the host's ", words);
        word(labels.get(CONTEXT + "host_paths"), "host paths ", words);
        return words;
    }

    private static void word(@Nullable String value, String before, List<String> words) {
        if (value != null) {
            words.add(before + (value.length() > 200 ? value.substring(0, 200) + "..." : value));
        }
    }

    /** The engine's own events tell of beginnings and ends, and nothing of digests. */
    private static void docker(LogEvent event, Told told) {
        if (!"container".equals(event.labels().get("docker.event.type"))) {
            return;
        }
        command(event, SightKeys.container(event.origin()), told);
        ContainerState.Action action = switch (event.labels().getOrDefault("event.action", "")) {
            case "create" -> ContainerState.Action.SEEN;
            case "start", "restart", "unpause" -> ContainerState.Action.STARTED;
            case "die", "pause" -> ContainerState.Action.ENDED;
            case "destroy" -> ContainerState.Action.REMOVED;
            default -> null;
        };
        if (action != null) {
            Map<String, String> labels = event.labels();
            String base = labels.get(ATTRIBUTES + "org.opencontainers.image.base.name");
            Instant built = instant(labels.get(ATTRIBUTES + "org.opencontainers.image.created"));
            state(event, new Sight.Facts(action, null, null, base, built), told);
        }
    }

    private static void scan(LogEvent event, Told told) {
        Map<String, String> labels = event.labels();
        List<String> names = new ArrayList<>();
        for (String digest : list(labels.get("container.image.hash.all"))) {
            names.add(digest);
        }
        String id = labels.get("throughline.scan.image_id");
        if (id != null) {
            names.add(id);
        }
        String image = event.origin().image();
        if (image != null) {
            names.add(SightKeys.tagged(image));
            String digest = SightKeys.digest(image);
            if (image.indexOf('@') >= 0 && digest != null) {
                names.add(digest);
            }
        }
        if (names.isEmpty()) {
            return; // of something that is no image
        }
        Sight.Scan scan = new Sight.Scan(
                labels.getOrDefault("vulnerability.scanner.vendor", "a scanner"),
                names.stream().distinct().limit(MAX_NAMES).toList(),
                list(labels.get("vulnerability.id")),
                number(labels.get("throughline.vulnerabilities.critical")));
        told.ofFleet(sight(Sight.Kind.SCANNED, "i:" + names.getFirst(), event, null, scan, null));
    }

    /** Of Falco's rules: {@code Set Setuid or Setgid bit}, and those that say as much of a program's rights. */
    private static void falco(LogEvent event, Told told) {
        String key = SightKeys.container(event.origin());
        String rule = event.labels().getOrDefault("rule.name", "").toLowerCase(Locale.ROOT);
        boolean isRise = rule.contains("setuid") || rule.contains("setgid") || rule.contains("privilege escalation");
        if (key != null && isRise) {
            told.ofOne(sight(Sight.Kind.RAISED, key, event, null, null, null));
        }
    }

    private static Sight sight(
            Sight.Kind kind,
            String key,
            LogEvent event,
            Sight.@Nullable Facts facts,
            Sight.@Nullable Scan scan,
            @Nullable String peer) {
        Origin origin = event.origin();
        Sight.Who who = new Sight.Who(
                origin.host(), event.service(), origin.containerId(), origin.containerName(), origin.image());
        return new Sight(kind, key, event.timestamp(), event.id(), who, facts, scan, peer, evidence(event));
    }

    private static Evidence evidence(LogEvent event) {
        return new Evidence(event.id(), event.correlation().traceId(), event.source(), event.offset());
    }

    private static List<String> list(@Nullable String joined) {
        return joined == null || joined.isBlank() ? List.of() : Arrays.asList(joined.split(", "));
    }

    private static int number(@Nullable String digits) {
        return digits == null || !digits.matches("[0-9]{1,9}") ? 0 : Integer.parseInt(digits);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null; // a label holds whatever its author wrote: not known when it was built
        }
    }
}
