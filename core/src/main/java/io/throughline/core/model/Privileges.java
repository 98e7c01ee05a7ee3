package io.throughline.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container may do, as it was configured; null where nothing was said, which is not the same as no.
 *
 * @param privileged all devices and capabilities
 * @param escalation {@code allowPrivilegeEscalation}; Docker: not {@code no-new-privileges}
 * @param addedCapabilities as written, {@code NET_ADMIN}
 * @param hostNamespaces of {@code network}, {@code pid}, {@code ipc}, those that are the host's own
 * @param hostPaths folders and files of the host that it sees, {@code /etc:ro}
 * @param user as written: a name, a number, with or without a group
 * @param readOnlyRoot whether its own file system cannot be written
 * @param profiles of seccomp and AppArmor, {@code seccomp=unconfined}
 */
public record Privileges(
        @Nullable Boolean privileged,
        @Nullable Boolean escalation,
        List<String> addedCapabilities,
        List<String> droppedCapabilities,
        List<String> hostNamespaces,
        List<String> hostPaths,
        @Nullable String user,
        @Nullable Boolean readOnlyRoot,
        List<String> profiles) {
    /** Nothing said. */
    public static final Privileges UNKNOWN =
            new Privileges(null, null, List.of(), List.of(), List.of(), List.of(), null, null, List.of());

    public Privileges {
        addedCapabilities = List.copyOf(addedCapabilities);
        droppedCapabilities = List.copyOf(droppedCapabilities);
        hostNamespaces = List.copyOf(hostNamespaces);
        hostPaths = List.copyOf(hostPaths);
        profiles = List.copyOf(profiles);
    }
}
