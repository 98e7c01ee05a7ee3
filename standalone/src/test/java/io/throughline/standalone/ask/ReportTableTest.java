package io.throughline.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTableTest {
    private static ObjectNode report() {
        ObjectNode report = new ObjectMapper()
                .createObjectNode()
                .put("service", "orders\u001b[2J")
                .put("from", "2026-11-22T11:00:00Z")
                .put("to", "2026-11-22T12:00:00Z");
        ObjectNode api = report.putArray("apis")
                .addObject()
                .put("method", "GET")
                .put("template", "/a/very/long/path/that/goes/on/{id}/and/on/{id}")
                .put("requests", 1_234_567)
                .put("errors", 0)
                .put("p50Us", 900)
                .put("p95Us", 1_500)
                .put("p99Us", 2_500_000);
        api.putObject("callers").put("gateway", 1_000_000).put("batch", 234_567);
        return report;
    }

    @Test
    void letsTextsGiveWayToFiguresOnANarrowTerminal() {
        List<String> lines = new ReportTable(new Terminal(true, 100, false, true)).draw(report());

        assertThat(lines.getFirst()).startsWith("orders\\x1b[2J  2026");
        assertThat(lines)
                .allSatisfy(line -> assertThat(TerminalText.columns(line)).isLessThanOrEqualTo(100));
        assertThat(lines.getLast()).contains("1,234,567", "900 us", "1.5 ms", "2.50 s", "0.0%", "…");
    }

    @Test
    void cutsNothingForAFile() {
        List<String> lines = new ReportTable(new Terminal(false, 80, false, true)).draw(report());

        assertThat(lines.getLast()).contains("/on/{id}").endsWith("gateway 1,000,000, batch 234,567");
    }
}
