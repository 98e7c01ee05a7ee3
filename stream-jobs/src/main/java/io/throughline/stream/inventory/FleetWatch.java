package io.throughline.stream.inventory;

import io.throughline.core.behaviour.Least;
import io.throughline.core.model.Alert;
import io.throughline.core.model.ContainerState;
import io.throughline.stream.inventory.FleetMemory.Container;
import io.throughline.stream.inventory.FleetMemory.Image;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches all containers and images together, for questions that one container cannot answer: what a tag stands for elsewhere, whether an image was scanned,
 * whether an engine told of a container at all.
 */
final class FleetWatch implements Watch<FleetMemory> {
    /** Beyond these, the one unseen for longest is forgotten. */
    static final int MAX_CONTAINERS = 100_000;

    static final int MAX_IMAGES = 20_000;
    static final int MAX_EPISODES = 20_000;

    static final Duration SWEEP_EVERY = Duration.ofHours(1);
    private static final long serialVersionUID = 1L;

    private final InventoryConfig config;
    private final ImagePolicyDetector policy;
    private final TagMovedDetector tags;
    private final ScanDetector scans;
    private final UnlistedDetector unlisted;

    FleetWatch(InventoryConfig config) {
        this.config = config;
        this.policy = new ImagePolicyDetector(config);
        this.tags = new TagMovedDetector();
        this.scans = new ScanDetector(config);
        this.unlisted = new UnlistedDetector(config);
    }

    @Override
    public Class<FleetMemory> stateType() {
        return FleetMemory.class;
    }

    @Override
    public FleetMemory observe(@Nullable FleetMemory state, Sight sight, Watch.Told told) {
        Consumer<Alert> alerts = told::alert;
        FleetMemory memory = state == null ? FleetMemory.empty(sight.time().plus(SWEEP_EVERY)) : state;
        switch (sight.kind()) {
            case STATE -> told(memory, sight, alerts);
            case SCANNED -> scans.scanned(memory, sight, alerts);
            case SERVED, CALLED -> {
                if (memory.due().size() >= MAX_IMAGES) {
                    told.leftOut();
                }
                used(memory, sight, alerts);
            }
            case LOGGED, RAISED -> {}
        }
        return memory;
    }

    private void told(FleetMemory memory, Sight sight, Consumer<Alert> alerts) {
        Sight.Facts facts = sight.facts();
        if (facts == null) {
            return;
        }
        memory.hosts().merge(sight.who().host(), sight.time(), FleetWatch::later);
        Container before = memory.containers().get(sight.key());
        Container now = container(before, sight, facts);
        memory.containers().put(sight.key(), now);
        Least.trim(memory.containers(), MAX_CONTAINERS, Comparator.comparing(Container::seen));
        if (now.image() != null) {
            memory.images()
                    .merge(
                            now.image(),
                            new Image(null, null, null, sight.time()),
                            (old, any) -> new Image(
                                    old.scanned(), old.critical(), old.served(), later(old.seen(), sight.time())));
            Least.trim(memory.images(), MAX_IMAGES, Comparator.comparing(Image::seen));
        }
        FleetMemory.Due waited = memory.due().remove(UnlistedDetector.dueOf(sight.key()));
        if (waited != null && waited.sight().kind() == Sight.Kind.SERVED && now.image() != null) {
            scans.served(memory, waited.sight(), now.image(), alerts);
        }
        boolean isNews = before == null || !Objects.equals(before.image(), now.image());
        if (now.ended() == null && isNews && !sight.isAlias()) {
            policy.observe(memory, sight, facts, alerts);
            tags.observe(memory, sight, facts, alerts);
        }
    }

    private static Container container(@Nullable Container before, Sight sight, Sight.Facts facts) {
        String reference = sight.who().image();
        String tag = reference == null ? null : SightKeys.tagged(reference);
        String written = reference == null || reference.indexOf('@') < 0 ? null : SightKeys.digest(reference);
        String digest = facts.digest() != null ? facts.digest() : written;
        boolean isSame = before != null && (tag == null || tag.equals(before.tag()));
        boolean isOver =
                facts.action() == ContainerState.Action.ENDED || facts.action() == ContainerState.Action.REMOVED;
        return new Container(
                sight.who(),
                digest != null ? digest : before != null && isSame ? before.image() : tag,
                tag == null && before != null ? before.tag() : tag,
                sight.time(),
                isOver ? sight.time() : null);
    }

    private void used(FleetMemory memory, Sight sight, Consumer<Alert> alerts) {
        Container container = memory.containers().get(sight.key());
        if (container == null) {
            unlisted.used(memory, sight);
            return;
        }
        memory.containers()
                .put(
                        sight.key(),
                        new Container(
                                container.who(),
                                container.image(),
                                container.tag(),
                                later(container.seen(), sight.time()),
                                container.ended()));
        if (sight.kind() == Sight.Kind.SERVED && container.image() != null) {
            scans.served(memory, sight, container.image(), alerts);
        }
    }

    @Override
    public @Nullable FleetMemory onTime(FleetMemory state, Instant now, Watch.Told told) {
        Consumer<Alert> alerts = told::alert;
        List<Map.Entry<String, FleetMemory.Due>> over = state.due().entrySet().stream()
                .filter(due -> !due.getValue().at().isAfter(now))
                .sorted(Comparator.<Map.Entry<String, FleetMemory.Due>, Instant>comparing(
                                due -> due.getValue().at())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        for (Map.Entry<String, FleetMemory.Due> due : over) {
            state.due().remove(due.getKey());
            if (due.getKey().startsWith(UnlistedDetector.RULE)) {
                unlisted.due(state, due.getValue(), alerts);
            } else {
                scans.due(state, due.getValue(), alerts);
            }
        }
        return state.sweep().isAfter(now) ? state : swept(state, now);
    }

    private @Nullable FleetMemory swept(FleetMemory state, Instant now) {
        Instant oldest = now.minus(config.keep());
        state.containers().values().removeIf(container -> container.seen().isBefore(oldest));
        state.images().values().removeIf(image -> image.seen().isBefore(oldest.minus(config.scanAge())));
        state.tags().values().removeIf(tag -> tag.seen().isBefore(oldest.minus(config.scanAge())));
        state.hosts().values().removeIf(seen -> seen.isBefore(oldest));
        state.episodes().values().removeIf(episode -> episode.last().isBefore(oldest));
        boolean isEmpty = state.containers().isEmpty()
                && state.images().isEmpty()
                && state.tags().isEmpty()
                && state.due().isEmpty();
        return isEmpty ? null : state.sweptUntil(now.plus(SWEEP_EVERY));
    }

    @Override
    public Instant next(FleetMemory state) {
        Instant next = state.sweep();
        for (FleetMemory.Due due : state.due().values()) {
            next = due.at().isBefore(next) ? due.at() : next;
        }
        return next;
    }

    static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
