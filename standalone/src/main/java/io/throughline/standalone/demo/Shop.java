package io.throughline.standalone.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The shop: all its services, each with its container's log under {@code DIR/HOST/var/lib/docker/containers}. Closing it stops
 * the services; the logs stay.
 */
final class Shop implements AutoCloseable {
    static final int ORDERS = 400;

    private static final long LOG_MAX_BYTES = 20L << 20;
    private static final int LOG_MAX_FILES = 2;

    private final List<ShopService> services = new ArrayList<>();
    private final Network network = new Network();
    private final Ledger ledger = new Ledger();
    private final ShopFaults faults = new ShopFaults();

    /** @throws IOException the logs cannot be written, or no port is free */
    Shop(Path dir, Clock clock, Random random) throws IOException {
        // Read once, when the JDK's server starts: answers in two packets would wait 40 ms for the first one's
        // acknowledgement, and connections must live longer on this side than in the client's pool (30 s).
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", "120");
        ShopBehaviours behaviours = new ShopBehaviours(faults, ORDERS);
        String start = clock.instant().toString();
        for (Container container : Container.FLEET) {
            DockerLog output = new DockerLog(
                    containers(dir, container.host()),
                    container,
                    container.id(start),
                    clock.instant(),
                    LOG_MAX_BYTES,
                    LOG_MAX_FILES);
            String service = container.service();
            ServiceLog log = new ServiceLog(LogStyles.of(service), output, clock);
            log.note("INFO", "shop.Main", service + " " + container.image() + " is ready", null);
            services.add(new ShopService(
                    container, behaviours.of(service), !service.equals("shipping"), log, network, ledger, random));
        }
    }

    /** Where a host's Docker keeps its containers' logs. */
    static Path containers(Path dir, String host) {
        return dir.resolve(host).resolve("var/lib/docker/containers");
    }

    Network network() {
        return network;
    }

    Ledger ledger() {
        return ledger;
    }

    ShopFaults faults() {
        return faults;
    }

    /** Lines of output of all containers so far. */
    long lines() {
        return services.stream().mapToLong(service -> service.log().lines()).sum();
    }

    @Override
    public void close() throws IOException {
        for (ShopService service : services) {
            service.close();
        }
        network.close();
    }
}
