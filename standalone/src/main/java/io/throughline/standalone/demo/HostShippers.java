package io.throughline.standalone.demo;

import io.throughline.core.source.OriginOverrides;
import io.throughline.ingest.publish.PublishConfig;
import io.throughline.ingest.ship.ShipConfig;
import io.throughline.ingest.ship.ShipProgress;
import io.throughline.ingest.ship.ShipRequest;
import io.throughline.ingest.ship.Shipper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real shipper, once on each of the shop's hosts, as it would be installed there. */
final class HostShippers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostShippers.class);

    private final List<Shipper> shippers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, ShipProgress> progress = new ConcurrentHashMap<>();

    /** @param shop the folder of the shop's hosts; places in files are kept there too */
    HostShippers(Path shop, ShipConfig config, PublishConfig publish) {
        List<String> hosts =
                Container.FLEET.stream().map(Container::host).distinct().toList();
        for (String host : hosts) {
            ShipRequest request = new ShipRequest(
                    List.of(Shop.containers(shop, host) + "/*/*-json.log"), OriginOverrides.NONE, false);
            Shipper shipper = new Shipper(
                    config.onHost(host, shop.resolve(host).resolve("ship")),
                    publish,
                    request,
                    now -> progress.put(host, now));
            shippers.add(shipper);
            threads.add(Thread.ofPlatform().name("ship " + host).start(() -> run(host, shipper)));
        }
    }

    /** Records that Kafka has acknowledged. */
    long shipped() {
        return progress.values().stream().mapToLong(ShipProgress::records).sum();
    }

    private static void run(String host, Shipper shipper) {
        try {
            shipper.run();
        } catch (IOException e) {
            LOG.error("the logs of {} are no longer shipped", host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends what is ready, and ends. */
    @Override
    public void close() {
        shippers.forEach(Shipper::stop);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
