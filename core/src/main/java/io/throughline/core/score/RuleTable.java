package io.throughline.core.score;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every rule that comes along is called in the catalogues, in the one table beside this class: rules.tsv. Sources: MITRE
 * ATT&amp;CK for Enterprise (with its matrix for containers), OWASP API Security Top 10 (2023).
 */
public final class RuleTable {
    /** Of an alert whose rule is an operator's own and says nothing. */
    static final double PRESET_CONFIDENCE = 0.7;

    private static final RuleTable BUILT_IN = read();
    private static final int COLUMNS = 6;

    private final Map<String, Row> rows;

    private RuleTable(Map<String, Row> rows) {
        this.rows = Collections.unmodifiableMap(rows);
    }

    /**
     * One rule.
     *
     * @param family rules of one family about one service are likely to tell of one cause
     * @param confidence above 0, at most 1; null where each finding has its own
     * @param technique ids of MITRE ATT&amp;CK
     * @param tags {@code OWASP:API1:2023}
     */
    public record Row(
            String rule,
            String family,
            @Nullable Double confidence,
            List<String> technique,
            List<String> tags,
            String title) {
        public Row {
            technique = List.copyOf(technique);
            tags = List.copyOf(tags);
        }
    }

    public static RuleTable builtIn() {
        return BUILT_IN;
    }

    /** By the rules' names, in the table's order. */
    public Map<String, Row> rows() {
        return rows;
    }

    /** Null for a rule that an operator brought. */
    public @Nullable Row find(String rule) {
        return rows.get(rule);
    }

    /** What groups its alerts with others about the same service. */
    public String family(String rule) {
        Row row = rows.get(rule);
        return row == null ? "rule" : row.family;
    }

    /** Both lists, each name once. */
    static List<String> merged(List<String> first, List<String> more) {
        Set<String> all = new LinkedHashSet<>(first);
        all.addAll(more);
        return List.copyOf(all);
    }

    private static RuleTable read() {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String line : text().split("\n")) {
            if (!line.startsWith("#")) {
                List<String> columns = new ArrayList<>(Arrays.asList(line.split("\t", -1)));
                if (columns.size() != COLUMNS || rows.containsKey(columns.getFirst())) {
                    throw new IllegalStateException("no row, or a second one: " + line);
                }
                String confidence = columns.get(2);
                rows.put(
                        columns.getFirst(),
                        new Row(
                                columns.getFirst(),
                                columns.get(1),
                                confidence.equals("-") ? null : Double.valueOf(confidence),
                                list(columns.get(3)),
                                list(columns.get(4)),
                                columns.get(5)));
            }
        }
        return new RuleTable(rows);
    }

    private static List<String> list(String cell) {
        return cell.equals("-") ? List.of() : List.of(cell.split(","));
    }

    private static String text() {
        try (InputStream in = RuleTable.class.getResourceAsStream("rules.tsv")) {
            if (in == null) {
                throw new FileNotFoundException("the build has no rules.tsv");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
