package io.throughline.core.rule.yaml;

import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.Position;
import io.throughline.core.rule.RuleProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the documents of one file. It builds the tree from the parser's events itself, so that the depth is bounded before anything
 * recurs, and an alias is the node that it names and not a copy, but counts with all that is in it: a document of ten lines that
 * would unfold to a million nodes is refused.
 */
public final class YamlReader {
    public static final int MAX_CHARS = 1 << 20;
    public static final int MAX_DEPTH = 32;
    public static final int MAX_NODES = 100_000;
    public static final int MAX_DOCUMENTS = 1_000;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(MAX_CHARS)
            .setParseComments(false)
            .build();

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}|0o[0-7]{1,20}|0x[0-9a-fA-F]{1,15}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> BOOLEANS = Set.of("true", "True", "TRUE", "false", "False", "FALSE");

    private final String file;
    private final Iterator<Event> events;
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private final IdentityHashMap<YamlNode, Integer> sizes = new IdentityHashMap<>();
    private int nodes;

    private YamlReader(String file, String text) {
        this.file = file;
        this.events = new Parse(SETTINGS).parseString(text).iterator();
    }

    /**
     * The documents up to the end, or up to the first mistake of YAML's own, which is added to the problems: behind it nobody can
     * tell what is meant. Empty documents are left out.
     */
    public static List<YamlNode> read(String file, String text, List<RuleProblem> problems) {
        List<YamlNode> documents = new ArrayList<>();
        if (text.length() > MAX_CHARS) {
            problems.add(new RuleProblem(
                    new Position(file, 1, 1),
                    "the file has " + text.length() + " characters, the limit is " + MAX_CHARS));
            return documents;
        }
        try {
            new YamlReader(file, text).documents(documents);
        } catch (InvalidRuleException e) {
            problems.addAll(e.problems());
        } catch (MarkedYamlEngineException e) {
            String context = e.getContext() == null ? "" : e.getContext() + ": ";
            problems.add(new RuleProblem(
                    position(file, e.getProblemMark()), "no YAML: " + oneLine(context + e.getProblem())));
        } catch (YamlEngineException e) {
            problems.add(
                    new RuleProblem(new Position(file, 1, 1), "no YAML: " + oneLine(String.valueOf(e.getMessage()))));
        }
        return documents;
    }

    private void documents(List<YamlNode> documents) {
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart) {
                anchors.clear();
                sizes.clear();
                YamlNode document = node(events.next(), 0);
                if (!(document instanceof YamlNode.Scalar scalar && scalar.kind() == YamlNode.Kind.NULL)) {
                    documents.add(document);
                }
                if (documents.size() > MAX_DOCUMENTS) {
                    throw new InvalidRuleException(
                            document.at(), "the file has more than " + MAX_DOCUMENTS + " documents");
                }
            }
        }
    }

    private YamlNode node(Event event, int depth) {
        Position at = position(file, event.getStartMark());
        if (depth > MAX_DEPTH) {
            throw new InvalidRuleException(at, "nested deeper than " + MAX_DEPTH);
        }
        if (event instanceof AliasEvent alias) {
            YamlNode named = anchors.get(alias.getAlias().getValue());
            if (named == null) {
                throw new InvalidRuleException(
                        at, "the alias *" + alias.getAlias().getValue() + " names nothing before it");
            }
            count(at, sizes.getOrDefault(named, 1));
            return named;
        }
        int before = nodes;
        count(at, 1);
        YamlNode node = switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event, at);
            case SequenceStart -> sequence(at, depth);
            case MappingStart -> mapping(at, depth);
            default -> throw new InvalidRuleException(at, "unexpected " + event.getEventId());
        };
        if (event instanceof NodeEvent named && named.getAnchor().isPresent()) {
            anchors.put(named.getAnchor().get().getValue(), node);
            sizes.put(node, nodes - before);
        }
        return node;
    }

    private void count(Position at, int more) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw new InvalidRuleException(
                    at, "more than " + MAX_NODES + " values, those behind aliases counted each time");
        }
    }

    private YamlNode sequence(Position at, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new YamlNode.Sequence(at, items);
    }

    private YamlNode mapping(Position at, int depth) {
        List<YamlNode.Pair> pairs = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(node(event, depth + 1) instanceof YamlNode.Scalar key)) {
                throw new InvalidRuleException(position(file, event.getStartMark()), "a key must be a text");
            }
            YamlNode value = node(events.next(), depth + 1);
            if (!keys.add(key.text())) {
                throw new InvalidRuleException(key.at(), "the key '" + key.text() + "' stands here twice");
            }
            pairs.add(new YamlNode.Pair(key, value));
        }
        return new YamlNode.Mapping(at, pairs);
    }

    private static YamlNode scalar(ScalarEvent event, Position at) {
        String tag = event.getTag().orElse(null);
        if (tag != null && !tag.equals("tag:yaml.org,2002:str") && !tag.equals("!")) {
            throw new InvalidRuleException(
                    at, "the tag " + tag + " is not taken; values are texts, numbers, true, false or null");
        }
        boolean plain = event.isPlain() && tag == null;
        return new YamlNode.Scalar(at, event.getValue(), plain ? kind(event.getValue()) : YamlNode.Kind.TEXT);
    }

    private static YamlNode.Kind kind(String text) {
        if (NULLS.contains(text)) {
            return YamlNode.Kind.NULL;
        }
        if (BOOLEANS.contains(text)) {
            return YamlNode.Kind.BOOLEAN;
        }
        if (INTEGER.matcher(text).matches()) {
            return YamlNode.Kind.INTEGER;
        }
        return text.length() <= 64 && DECIMAL.matcher(text).matches() ? YamlNode.Kind.DECIMAL : YamlNode.Kind.TEXT;
    }

    private static Position position(String file, Optional<Mark> mark) {
        return mark.map(at -> new Position(file, at.getLine() + 1, at.getColumn() + 1))
                .orElseGet(() -> new Position(file, 1, 1));
    }

    private static String oneLine(@Nullable String text) {
        return String.valueOf(text).replaceAll("\\s+", " ").strip();
    }
}
