package io.throughline.core.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the words that vary among one service's templates: {@code user anna logged in}, {@code user bert logged in}, ... are one,
 * {@code user <*> logged in}. {@link MessageMask} sees one message and cannot know; here all are compared.
 *
 * <p>Templates that differ in one word at one place, the rest being equal, are one when there are at least {@link #MIN_VALUES} of them and
 * {@link #MIN_WORDS} other words are left; this is repeated until nothing changes, so that several places may vary. Comparing
 * by position is Drain's and Brain's way (Yu et al., "Brain: Log Parsing with Bidirectional Parallel Tree", IEEE TSC 2023), that frequent
 * words stay and seldom ones vary is LogCluster's (Vaarandi and Pihelgas, CNSM 2015).
 *
 * <p>The answer depends on which templates there were, and not on the order in which they came: what a replay or a merge of two sources
 * changes in the order changes nothing. Beyond {@link #MAX_TEMPLATES} different ones, the rest is counted together.
 */
public final class TemplateGroups {
    public static final int MAX_TEMPLATES = 10_000;

    /** As many different words at one place are values. */
    static final int MIN_VALUES = 5;

    /** Of what has fewer words left, too little is known: {@code Connection opened}, {@code Connection closed}. */
    static final int MIN_WORDS = 2;

    private static final int MAX_ROUNDS = 8;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final long MIX = 0xbf58476d1ce4e5b9L;

    private final Map<String, Long> counts = new TreeMap<>();
    private long others;

    /**
     * Templates that are one.
     *
     * @param template with the words that vary replaced
     * @param messages how many there were
     * @param ids of the templates as the messages have them, sorted
     */
    public record Group(MessageTemplate template, long messages, List<String> ids) {}

    private record Shape(List<String> pieces, long messages, TreeSet<String> ids) {
        Shape plus(Shape other) {
            ids.addAll(other.ids);
            return new Shape(pieces, messages + other.messages, ids);
        }

        String text() {
            return String.join("", pieces);
        }
    }

    /** Takes {@code messages} more of a template's text. */
    public void add(String text, long messages) {
        if (counts.size() < MAX_TEMPLATES || counts.containsKey(text)) {
            counts.merge(text, messages, Long::sum);
        } else {
            others += messages;
        }
    }

    /** Messages whose templates came when there were too many. */
    public long others() {
        return others;
    }

    /** The most frequent first, then by text. */
    public List<Group> groups() {
        Map<String, Shape> shapes = new TreeMap<>();
        counts.forEach((text, messages) -> shapes.put(
                text, new Shape(pieces(text), messages, new TreeSet<>(List.of(MessageTemplate.idOf(text))))));
        Map<String, Shape> before = shapes;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Map<String, Shape> merged = merge(before);
            if (merged.size() == before.size()) {
                break;
            }
            before = merged;
        }
        return before.values().stream()
                .map(shape -> new Group(MessageTemplate.ofText(shape.text()), shape.messages, List.copyOf(shape.ids)))
                .sorted(Comparator.comparingLong(Group::messages)
                        .reversed()
                        .thenComparing(group -> group.template().text()))
                .toList();
    }

    private static Map<String, Shape> merge(Map<String, Shape> shapes) {
        Map<Long, Integer> alike = new HashMap<>();
        for (Shape shape : shapes.values()) {
            if (words(shape.pieces) > MIN_WORDS) {
                long whole = hash(shape.pieces);
                for (int place = 0; place < shape.pieces.size(); place++) {
                    if (isWord(shape.pieces.get(place))) {
                        alike.merge(without(whole, shape.pieces, place), 1, Integer::sum);
                    }
                }
            }
        }
        Map<String, Shape> merged = new TreeMap<>();
        for (Shape shape : shapes.values()) {
            Shape general = generalised(shape, alike);
            merged.merge(general.text(), general, Shape::plus);
        }
        return merged;
    }

    /** With the word replaced at whose place most others are known. */
    private static Shape generalised(Shape shape, Map<Long, Integer> alike) {
        long whole = hash(shape.pieces);
        int best = -1;
        int most = MIN_VALUES - 1;
        for (int place = 0; place < shape.pieces.size(); place++) {
            if (isWord(shape.pieces.get(place))) {
                int values = alike.getOrDefault(without(whole, shape.pieces, place), 0);
                if (values > most) {
                    most = values;
                    best = place;
                }
            }
        }
        if (best < 0) {
            return shape;
        }
        List<String> pieces = new ArrayList<>(shape.pieces);
        pieces.set(best, MessageTemplate.VARIABLE);
        return new Shape(pieces, shape.messages, shape.ids);
    }

    /** Words, variables and what stands between them. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = from;
            if (text.startsWith(MessageTemplate.VARIABLE, from)) {
                to += MessageTemplate.VARIABLE.length();
            } else if (Chars.kind(text.charAt(from)) == Chars.WORD) {
                while (to < text.length() && Chars.kind(text.charAt(to)) == Chars.WORD) {
                    to++;
                }
            } else {
                to++;
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private static boolean isWord(String piece) {
        return Character.isLetter(piece.charAt(0));
    }

    private static long words(List<String> pieces) {
        return pieces.stream().filter(TemplateGroups::isWord).count();
    }

    /** A sum over the places, so that one place can be exchanged. */
    private static long hash(List<String> pieces) {
        long sum = 0;
        for (int place = 0; place < pieces.size(); place++) {
            sum += hash(pieces.get(place), place);
        }
        return sum;
    }

    private static long without(long whole, List<String> pieces, int place) {
        return whole - hash(pieces.get(place), place) + hash("", place);
    }

    private static long hash(String piece, int place) {
        long hash = GOLDEN * (place + 1);
        for (int i = 0; i < piece.length(); i++) {
            hash = (hash ^ piece.charAt(i)) * MIX;
            hash ^= hash >>> 29;
        }
        return (hash ^ (hash >>> 32)) * GOLDEN;
    }
}
