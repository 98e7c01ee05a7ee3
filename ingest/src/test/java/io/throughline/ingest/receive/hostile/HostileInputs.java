package io.throughline.ingest.receive.hostile;

import java.util.List;
import java.util.stream.Stream;

/** The table: what is sent, and how it has to end. */
final class HostileInputs {
    private HostileInputs() {}

    static List<Hostile> all() {
        return Stream.of(new ForwardInputs(), new HttpInputs(), new SyslogInputs())
                .flatMap(inputs -> inputs.all().stream())
                .toList();
    }
}
