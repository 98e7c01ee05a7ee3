package io.throughline.ingest.containers;

import io.throughline.core.model.ContainerState;
import io.throughline.core.model.Origin;
import io.throughline.core.wire.ContainerStates;
import io.throughline.core.wire.Sha256;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Sends what is learned of containers on as records. Waits where there is no room: the engine's own events wait then. */
final class ContainerRecords {
    private final Intake intake;
    private final String source;
    private final Origin origin;

    ContainerRecords(Intake intake, String host) {
        this.intake = intake;
        this.source = "containers:" + host;
        this.origin = Origin.ofHost(host);
    }

    void send(ContainerState state) throws InterruptedException {
        send(ContainerStates.encode(state));
    }

    void send(byte[] json) throws InterruptedException {
        Chunk chunk = new Chunk(HexFormat.of().formatHex(Sha256.of(json)), source, origin, List.of(json));
        while (intake.offer(chunk).isEmpty()) {
            CountDownLatch room = new CountDownLatch(1);
            intake.whenRoom(room::countDown);
            room.await();
        }
    }
}
