package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import java.io.IOException;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A report of Grype ({@code grype -o json}), a whole document in one record, or one line of it. Source: Grype's {@code
 * grype/presenter/models/document.go} and Syft's {@code ImageMetadata}. Without {@code descriptor.timestamp}, which can be turned off, the record's envelope has
 * to tell the time.
 */
final class GrypeReport implements JsonForm {
    private static final String FOUND = "matches";

    private final TimeScanner times;
    private final JsonWalk walk;

    GrypeReport(JsonWalk walk, TimeScanner times) {
        this.walk = walk;
        this.times = times;
    }

    @Override
    public boolean readsValues() {
        return false;
    }

    @Override
    public boolean read(JsonValues values, Draft draft, String text, Origin source) throws IOException {
        Reader reader = new Reader();
        walk.through(text, reader);
        if (!reader.known) {
            return false;
        }
        reader.report.into(draft, Form.GRYPE, source);
        return true;
    }

    private final class Reader implements JsonWalk.Visitor {
        final ScanReport report = new ScanReport("Grype");
        boolean known;
        private @Nullable String system;
        private @Nullable String found;
        private @Nullable String related;
        private @Nullable String severity;
        private boolean fixed;

        @Override
        public void value(String path, String value) {
            switch (path) {
                case "descriptor.name" -> known = value.equals("grype");
                case "descriptor.version" -> report.version = value;
                case "descriptor.timestamp" -> time(value);
                case "source.target.userInput" -> report.image = Draft.cut(value, 1024);
                case "source.target" -> report.artifact = Draft.cut(value, 1024);
                case "source.target.imageID" -> report.imageId = value;
                case "source.target.manifestDigest", "source.target.repoDigests" -> report.digest(value);
                case "source.target.tags" -> report.tag(value);
                case "distro.name" -> system = value;
                case "distro.version" -> report.system = system == null ? value : system + " " + value;
                case FOUND + ".vulnerability.id" -> found = value;
                case FOUND + ".vulnerability.severity" -> severity = value;
                case FOUND + ".vulnerability.fix.state" -> fixed = value.equals("fixed");
                case FOUND + ".relatedVulnerabilities.id" ->
                    related = related == null && isCve(value) ? value : related;
                default -> {}
            }
        }

        /** Of one match, when it has an id; the end of their array has none. By its CVE where it is known by another id first. */
        @Override
        public void end(String path) {
            String id = found;
            if (id != null && path.equals(FOUND)) {
                report.vulnerability(isCve(id) || related == null ? id : related, severity, fixed);
                found = null;
                related = null;
                severity = null;
                fixed = false;
            }
        }

        private void time(String value) {
            if (times.scanValue(value) && times.isInstant()) {
                report.time = times.instant(ZoneOffset.UTC);
            }
        }

        private static boolean isCve(String id) {
            return id.startsWith("CVE-");
        }
    }
}
