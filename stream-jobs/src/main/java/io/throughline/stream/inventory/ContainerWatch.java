package io.throughline.stream.inventory;

import io.throughline.core.model.Alert;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches one container, or one service: what it is as time goes on, and what it does. */
final class ContainerWatch implements Watch<ContainerMemory> {
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
    public ContainerMemory observe(@Nullable ContainerMemory state, Sight sight, Consumer<Alert> alerts) {
        ContainerMemory memory = (state == null ? ContainerMemory.of(sight.time()) : state).at(sight.time());
        if (sight.facts() != null) {
            memory.told(sight, sight.facts());
        }
        if (!memory.isNews(sight)) {
            return memory;
        }
        return rise.observe(silence.observe(memory, sight, alerts), sight, alerts);
    }

    @Override
    public @Nullable ContainerMemory onTime(ContainerMemory state, Instant now, Consumer<Alert> alerts) {
        return null; // Nothing told of it for as long as it is kept.
    }

    @Override
    public Instant next(ContainerMemory state) {
        return state.seen().plus(config.keep());
    }
}
