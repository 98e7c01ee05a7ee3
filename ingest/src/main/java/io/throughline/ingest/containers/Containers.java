package io.throughline.ingest.containers;

import io.throughline.core.mask.MaskConfig;
import io.throughline.core.model.ContainerState;
import io.throughline.core.source.ContainerLookup;
import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.publish.MaskingIntake;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the containers of this host, on a thread of its own: remembers them for the origin of their log files, and sends on what is
 * learned. An engine that is away is asked again, and spoken of once.
 */
public final class Containers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Containers.class);
    private static final int MAX_KNOWN = 20_000;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Engine engine;
    private final ContainerRecords records;
    private final KnownContainers known = new KnownContainers(MAX_KNOWN);
    private final CountDownLatch listed = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Containers(Engine engine, ContainerRecords records) {
        this.engine = engine;
        this.records = records;
        this.thread = Thread.ofPlatform().daemon().name("containers").unstarted(this::run);
    }

    /**
     * @param mask what is masked of labels and of the commands that are run in containers
     * @param intake where what is learned goes
     * @throws IOException a file that is needed cannot be read
     */
    public static Containers follow(ContainersConfig config, MaskConfig mask, Intake intake) throws IOException {
        Intake masked = new MaskingIntake(intake, mask);
        Containers containers = new Containers(engine(config), new ContainerRecords(masked, config.host()));
        containers.thread.start();
        return containers;
    }

    private static Engine engine(ContainersConfig config) throws IOException {
        return switch (config.from()) {
            case NONE -> throw new IllegalArgumentException("nobody is to be asked");
            case DOCKER -> new DockerEngine(config);
            case KUBERNETES -> new KubernetesNode(config);
        };
    }

    /** What is known at the moment. */
    public ContainerLookup lookup() {
        return known;
    }

    /** Waits until all containers were listed once, so that files that are there already find theirs. @return false: not within the time */
    public boolean awaitList(Duration most) throws InterruptedException {
        return listed.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        Duration wait = SHORTEST_WAIT;
        boolean spoken = false;
        while (closed.getCount() > 0) {
            try {
                engine.follow(new ToAll());
                wait = SHORTEST_WAIT;
                spoken = false;
            } catch (IOException e) {
                if (closed.getCount() > 0 && !spoken) {
                    LOG.warn("{} tells nothing of its containers, asking again: {}", engine, e.getMessage());
                    spoken = true;
                }
            } catch (InterruptedException e) {
                return;
            }
            if (pause(wait)) {
                return;
            }
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    /** @return whether it was closed meanwhile */
    private boolean pause(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        engine.close();
    }

    private final class ToAll implements Engine.Listener {
        @Override
        public void state(ContainerState state) throws InterruptedException {
            known.put(state);
            records.send(state);
        }

        @Override
        public void event(byte[] json) throws InterruptedException {
            records.send(json);
        }

        @Override
        public void listed() {
            listed.countDown();
        }
    }
}
