package io.throughline.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FlowWaterfallTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void drawsAFlowAsTheCommittedText() {
        Terminal screen = new Terminal(true, 110, false, true);

        assertThat(drawn(screen)).isEqualTo(resource("flow-110.txt"));
    }

    @Test
    void drawsAFlowOnANarrowTerminalWithoutUnicode() {
        Terminal narrow = new Terminal(true, 80, false, false);

        assertThat(drawn(narrow)).isEqualTo(resource("flow-80-ascii.txt"));
    }

    @Test
    void coloursOnlyWhereItMay() {
        assertThat(drawn(new Terminal(true, 110, true, true))).contains("\u001b[31mfailed\u001b[0m");
        assertThat(drawn(new Terminal(true, 110, false, true))).doesNotContain("\u001b");
    }

    @Test
    void keepsWithinTheWidthOfTheTerminal() {
        for (int width : new int[] {80, 100, 132, 200}) {
            assertThat(drawn(new Terminal(true, width, false, true)).lines().skip(4))
                    .allSatisfy(line -> assertThat(TerminalText.columns(line)).isLessThanOrEqualTo(width));
        }
    }

    @Test
    void givesEveryHopOnceEvenIfParentsGoInACircle() {
        ArrayNode hops = MAPPER.createArrayNode();
        for (String[] hop : new String[][] {{"a", "b"}, {"b", "a"}, {"c", "c"}, {"d", "a"}}) {
            hops.addObject().put("id", hop[0]).put("parent", hop[1]).put("start", "2026-11-22T12:00:00Z");
        }

        assertThat(FlowTree.of(hops))
                .extracting(node -> node.hop().path("id").asText())
                .containsExactly("a", "b", "d", "c");
    }

    @Test
    void saysOnceOfEachInstanceThatItsClockIsOff() {
        ArrayNode hops = MAPPER.createArrayNode();
        for (String id : new String[] {"a", "b"}) {
            hops.addObject()
                    .put("id", id)
                    .put("start", "2026-11-22T12:00:00Z")
                    .put("service", "stock")
                    .put("instance", "stock-1")
                    .put("clock", "+12.3 ms (±0.4)");
        }
        JsonNode flow = MAPPER.createObjectNode()
                .put("id", "f")
                .put("start", "2026-11-22T12:00:00Z")
                .set("hops", hops);

        assertThat(new FlowWaterfall(new Terminal(true, 110, false, true)).draw(flow))
                .containsOnlyOnce("~ stock-1: +12.3 ms (±0.4) clock, against its caller's");
    }

    @Test
    void drawsAVeryDeepFlow() {
        ArrayNode hops = MAPPER.createArrayNode();
        for (int i = 0; i < 5_000; i++) {
            hops.addObject()
                    .put("id", "h" + i)
                    .put("parent", i == 0 ? null : "h" + (i - 1))
                    .put("start", "2026-11-22T12:00:00Z")
                    .put("service", "s")
                    .put("confidence", 1);
        }
        JsonNode flow = MAPPER.createObjectNode()
                .put("id", "deep")
                .put("start", "2026-11-22T12:00:00Z")
                .set("hops", hops);

        List<String> lines = new FlowWaterfall(new Terminal(true, 100, false, true)).draw(flow);

        assertThat(lines.getLast()).startsWith("(4999) ");
    }

    private static String drawn(Terminal terminal) {
        try {
            JsonNode flow = MAPPER.readTree(resource("flow.json"));
            return String.join("\n", new FlowWaterfall(terminal).draw(flow)) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(FlowWaterfallTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
