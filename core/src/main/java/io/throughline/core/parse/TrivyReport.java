package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import java.io.IOException;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A report of Trivy ({@code trivy image --format json}), a whole document in one record, or one line of it, and Trivy Operator's resource
 * {@code VulnerabilityReport}, which names the same things differently. Source: Trivy's {@code pkg/types/report.go}, schema version 2; Trivy
 * Operator's manual, "Vulnerability scanning". Reports from before version 0.47 do not tell when they were made, those from before
 * 0.70 not by which version: then the record's envelope has to tell the time.
 */
final class TrivyReport implements JsonForm {
    private static final String FOUND = "Results.Vulnerabilities";
    private static final String OPERATORS = "report.vulnerabilities";

    private final TimeScanner times;
    private final JsonWalk walk;

    TrivyReport(JsonWalk walk, TimeScanner times) {
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
        reader.finish();
        reader.report.into(draft, Form.TRIVY, source);
        return true;
    }

    private final class Reader implements JsonWalk.Visitor {
        final ScanReport report = new ScanReport("Trivy");
        boolean known;
        private @Nullable String artifact;
        private @Nullable String type;
        private @Nullable String registry;
        private @Nullable String tag;
        private @Nullable String system;
        private @Nullable String found;
        private @Nullable String severity;
        private boolean fixed;

        @Override
        public void value(String path, String value) {
            switch (path) {
                case "SchemaVersion" -> known = true;
                case "kind" ->
                    known |= value.equals("VulnerabilityReport") || value.equals("ClusterVulnerabilityReport");
                case "ReportID", "metadata.uid" -> report.id = value;
                case "CreatedAt", "report.updateTimestamp" -> time(value);
                case "Trivy.Version", "report.scanner.version" -> report.version = value;
                case "ArtifactName", "report.artifact.repository" -> artifact = Draft.cut(value, 1024);
                case "ArtifactType" -> type = value;
                case "report.registry.server" -> registry = value;
                case "report.artifact.tag" -> tag = value;
                case "Metadata.ImageID", "report.artifact.digest" ->
                    report.imageId = value; // the operator's is the image's id
                case "Metadata.RepoDigests" -> report.digest(value);
                case "Metadata.RepoTags" -> report.tag(value);
                case "Metadata.OS.Family", "report.os.family" -> system = value;
                case "Metadata.OS.Name", "report.os.name" ->
                    report.system = system == null ? value : system + " " + value;
                case FOUND + ".VulnerabilityID", OPERATORS + ".vulnerabilityID" -> found = value;
                case FOUND + ".Severity", OPERATORS + ".severity" -> severity = value;
                case FOUND + ".FixedVersion", OPERATORS + ".fixedVersion" -> fixed = !value.isEmpty();
                default -> {}
            }
        }

        /** Of one vulnerability, when it has an id; the end of their array has none. */
        @Override
        public void end(String path) {
            if (found != null && (path.equals(FOUND) || path.equals(OPERATORS))) {
                report.vulnerability(found, severity, fixed);
                found = null;
                severity = null;
                fixed = false;
            }
        }

        /** The operator has the image's name in parts. */
        void finish() {
            String name = artifact;
            if (type != null && !type.equals("container_image")) {
                report.artifact = name;
                return;
            }
            boolean registered = registry != null && name != null && !name.startsWith(registry);
            name = registered ? registry + "/" + name : name;
            report.image = tag == null ? name : name + ":" + tag;
            if (tag != null) {
                report.tag(":" + tag);
            }
        }

        private void time(String value) {
            if (times.scanValue(value) && times.isInstant()) {
                report.time = times.instant(ZoneOffset.UTC);
            }
        }
    }
}
