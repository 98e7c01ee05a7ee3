package io.throughline.stream.inventory;

import io.throughline.stream.inventory.ContainerMemory.Written;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Watches one container, or one service: what it is as time goes on, and what it does. */
final class ContainerWatch implements Watch<ContainerMemory> {
    /** How often what a container does is written, while it does something. */
    static final Duration WRITE_EVERY = Duration.ofMinutes(10);

    private static final long serialVersionUID = 1L;

    private final InventoryConfig config;
    private final SilenceDetector silence;
    private final RiseDetector rise;

    ContainerWatch(InventoryConfig config) {
        this.config = config;
        this.silence = new SilenceDetector(config.silence());
        this.rise = new RiseDetector(config.sequence());
    }

    @Override
    public Class<ContainerMemory> stateType() {
        return ContainerMemory.class;
    }

    @Override
    public ContainerMemory observe(@Nullable ContainerMemory state, Sight sight, Watch.Told told) {
        ContainerMemory memory = (state == null ? ContainerMemory.of(sight.time()) : state).at(sight.time());
        if (!memory.isNews(sight)) {
            return memory;
        }
        if (sight.kind() == Sight.Kind.SERVED) {
            memory = memory.with(memory.served().with(sight.time()));
        }
        if (sight.facts() != null) {
            memory.told(sight, sight.facts());
        }
        memory = rise.observe(silence.observe(memory, sight, told::alert), sight, told::alert);
        return toBeWritten(memory, sight, told);
    }

    /** What an engine tells at once, and what it does once in a while. */
    private static ContainerMemory toBeWritten(ContainerMemory memory, Sight sight, Watch.Told told) {
        Written written = memory.written();
        if (sight.facts() != null && !sight.isAlias()) {
            ContainerMemory now = memory.with(new Written(sight.key(), null));
            now.version().ifPresent(told::version);
            return now;
        }
        return written.key() == null || written.next() != null
                ? memory
                : memory.with(new Written(written.key(), sight.time().plus(WRITE_EVERY)));
    }

    @Override
    public @Nullable ContainerMemory onTime(ContainerMemory state, Instant now, Watch.Told told) {
        Written written = state.written();
        ContainerMemory memory = state;
        if (written.next() != null && !written.next().isAfter(now)) {
            state.version().ifPresent(told::version);
            memory = state.with(new Written(written.key(), null));
        }
        // Nothing told of it for as long as it is kept: it is forgotten.
        return memory.seen().plus(config.keep()).isAfter(now) ? memory : null;
    }

    @Override
    public Instant next(ContainerMemory state) {
        Instant over = state.seen().plus(config.keep());
        Instant next = state.written().next();
        return next != null && next.isBefore(over) ? next : over;
    }
}
