package io.throughline.ingest.containers;

import io.throughline.core.model.ContainerState;
import io.throughline.core.source.ContainerLookup;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last state of each container, the ended ones too, as their logs are still read; of too many, those asked for longest ago go. Safe for use by several threads. */
final class KnownContainers implements ContainerLookup {
    private final Map<String, ContainerState> states;

    KnownContainers(int max) {
        this.states = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, ContainerState> eldest) {
                return size() > max;
            }
        };
    }

    /** An event tells less than the engine did when it was asked: what is not in it stays as it was. */
    synchronized void put(ContainerState state) {
        if (state.id() != null) {
            states.merge(state.id(), state, KnownContainers::later);
        }
        if (state.podUid() != null) {
            states.merge(podKey(state.podUid(), state.name(), state.restarts()), state, KnownContainers::later);
        }
    }

    private static ContainerState later(ContainerState before, ContainerState after) {
        return after.imageDigest() == null && before.imageDigest() != null ? before : after;
    }

    @Override
    public synchronized @Nullable ContainerState byId(String id) {
        return states.get(id);
    }

    @Override
    public synchronized @Nullable ContainerState byPod(String podUid, String container, int restarts) {
        return states.get(podKey(podUid, container, restarts));
    }

    private static String podKey(String podUid, String container, int restarts) {
        return podUid + "/" + container + "/" + restarts;
    }
}
