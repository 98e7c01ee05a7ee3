package io.throughline.core.source;

import io.throughline.core.model.ContainerState;
import io.throughline.core.model.Origin;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says where a log file's records were written, from its path and Docker's {@code config.v2.json} beside it, at the moment the
 * file is first seen: later a name may belong to another container. What the engine itself has said of its containers is added.
 * Opens nothing but that one file and never fails: what cannot be told is left out.
 */
public final class OriginResolver {
    private static final Logger LOG = LoggerFactory.getLogger(OriginResolver.class);

    private static final Pattern DOCKER_LOG = Pattern.compile("([0-9a-f]{64})-json\\.log(?:\\..+)?");
    private static final Pattern POD_FOLDER = Pattern.compile("([a-z0-9.-]+)_([a-z0-9.-]+)_([0-9a-f-]{32,36})");
    private static final Pattern POD_LOG = Pattern.compile("([0-9]{1,9})\\.log(?:\\..+)?");
    private static final Pattern CONTAINER_LINK =
            Pattern.compile("([a-z0-9.-]+)_([a-z0-9.-]+)_([a-z0-9.-]+)-([0-9a-f]{64})\\.log(?:\\..+)?");
    private static final Pattern ENDINGS = Pattern.compile(
            "(?:\\.(?:log|json|ndjson|jsonl|txt|out|err|gz|zst|[0-9]+)|[.-][0-9]{4}-?[0-9]{2}-?[0-9]{2})$");

    private final String host;
    private final OriginOverrides overrides;
    private final ContainerLookup containers;

    /** @param host the name of the host whose files these are, unless the overrides name another */
    public OriginResolver(String host, OriginOverrides overrides) {
        this(host, overrides, ContainerLookup.NONE);
    }

    /** @param containers asked for what a path leaves out */
    public OriginResolver(String host, OriginOverrides overrides, ContainerLookup containers) {
        this.containers = containers;
        this.host = overrides.host() == null ? host : overrides.host();
        this.overrides = overrides;
    }

    /** The origin of a file of this host. */
    public Origin resolve(Path file) {
        return resolve(file, file.toAbsolutePath().normalize().toString());
    }

    /** @param shownAs the name that the origin gives for the file, where its place on this host is of no interest */
    public Origin resolve(Path file, String shownAs) {
        Path absolute = file.toAbsolutePath().normalize();
        Found found = known(absolute);
        if (found == null) {
            Path real = realPath(absolute);
            found = real.equals(absolute) ? null : known(real);
        }
        if (found == null) {
            found = plain(nameOf(absolute));
        }
        return new Origin(
                host,
                or(overrides.service(), found.service),
                found.containerId,
                or(overrides.containerName(), found.containerName),
                or(overrides.image(), found.image),
                found.namespace,
                shownAs,
                overrides.format());
    }

    private @Nullable Found known(Path file) {
        String name = nameOf(file);
        Path folder = file.getParent();
        Matcher docker = DOCKER_LOG.matcher(name);
        if (docker.matches() && folder != null) {
            return docker(folder, docker.group(1)).with(containers.byId(docker.group(1)));
        }
        Matcher link = CONTAINER_LINK.matcher(name);
        if (link.matches()) {
            return pod(link.group(1), link.group(2), link.group(4), null).with(containers.byId(link.group(4)));
        }
        Path podFolder = folder == null ? null : folder.getParent();
        Matcher log = POD_LOG.matcher(name);
        if (folder != null && podFolder != null && log.matches()) {
            Matcher pod = POD_FOLDER.matcher(nameOf(podFolder));
            if (pod.matches()) {
                return pod(pod.group(2), pod.group(1), null, null)
                        .with(containers.byPod(pod.group(3), nameOf(folder), Integer.parseInt(log.group(1))));
            }
        }
        return null;
    }

    private static Found docker(Path folder, String id) {
        DockerContainer container;
        try {
            container = DockerContainer.read(folder.resolve("config.v2.json"), id);
        } catch (NoSuchFileException e) {
            return new Found(null, id, null, null, null);
        } catch (IOException e) {
            LOG.warn("passed over {}: {}", folder.resolve("config.v2.json"), e.getMessage());
            return new Found(null, id, null, null, null);
        }
        String service = DockerLabels.service(container.labels(), container.name());
        String podName = container.labels().get(DockerLabels.POD_NAME);
        String namespace = container.labels().get(DockerLabels.POD_NAMESPACE);
        return podName == null
                ? new Found(service, id, container.name(), container.image(), null)
                : new Found(service, id, podName, container.image(), namespace);
    }

    private static Found pod(
            String pod, @Nullable String namespace, @Nullable String containerId, @Nullable String image) {
        return new Found(PodName.workload(pod), containerId, pod, image, namespace);
    }

    private static Found plain(String name) {
        String stem = stem(name);
        String workload = PodName.deploymentOf(stem);
        return workload == null ? new Found(stem, null, null, null, null) : new Found(workload, null, stem, null, null);
    }

    /** The name without the endings of kinds, compression and rotation: {@code orders.log-20261122.gz} is {@code orders}. */
    private static String stem(String name) {
        String stem = name;
        while (true) {
            Matcher ending = ENDINGS.matcher(stem);
            if (!ending.find() || ending.start() == 0) {
                return stem;
            }
            stem = stem.substring(0, ending.start());
        }
    }

    private static Path realPath(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            LOG.debug("{} does not lead anywhere", file, e);
            return file;
        }
    }

    private static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    private record Found(
            @Nullable String service,
            @Nullable String containerId,
            @Nullable String containerName,
            @Nullable String image,
            @Nullable String namespace) {
        /** What the engine knows wins over what a name looks like, and fills what the path leaves out. */
        Found with(@Nullable ContainerState state) {
            if (state == null) {
                return this;
            }
            return new Found(
                    or(state.service(), service),
                    or(containerId, state.id()),
                    or(containerName, state.name()),
                    or(image, state.image()),
                    or(namespace, state.namespace()));
        }
    }
}
