package io.throughline.core.source;

import io.throughline.core.model.ContainerState;
import org.jspecify.annotations.Nullable;

/** What is known of the containers of this host, beyond what paths tell. */
public interface ContainerLookup {
    /** Knows none. */
    ContainerLookup NONE = new ContainerLookup() {
        @Override
        public @Nullable ContainerState byId(String id) {
            return null;
        }

        @Override
        public @Nullable ContainerState byPod(String podUid, String container, int restarts) {
            return null;
        }
    };

    /** Null: not known. */
    @Nullable
    ContainerState byId(String id);

    /** The same by what stands in the kubelet's paths. Null: not known. */
    @Nullable
    ContainerState byPod(String podUid, String container, int restarts);
}
