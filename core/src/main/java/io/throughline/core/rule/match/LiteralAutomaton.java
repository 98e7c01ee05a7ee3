package io.throughline.core.rule.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds all of many literals in one pass over a text: Aho and Corasick's automaton. Texts of logs leave its first levels seldom, so the
 * root and the states next to it have whole rows, as many as fit, and all others' ways on are in one hash table: ten times as many
 * literals make it larger and hardly slower. Immutable.
 */
final class LiteralAutomaton {
    /** Told what was found. */
    interface Found {
        /**
         * @param literal by its place among those that were added
         * @param from where it begins in the text
         */
        void at(int literal, int from, int to);
    }

    /** Entries of whole rows, of four bytes: what stays in a core's own memory. */
    private static final int MAX_ROWS = 1 << 18;

    private static final int NONE = -1;
    private static final int ROOT = 0;
    private static final int TARGET_BITS = 26;
    private static final long TARGET_MASK = (1L << TARGET_BITS) - 1;
    private static final long EMPTY = -1;

    private final char[] classOf;
    private final int classes;
    private final int[] rows;
    private final int[] failure;
    private final int[] literal;
    private final int[] output;
    private final int[] lengths;
    private final long[] table;
    private final int tableMask;
    private final int shallow;

    /** Of distinct literals, none of which is empty. */
    LiteralAutomaton(List<String> literals) {
        this.lengths = literals.stream().mapToInt(String::length).toArray();
        this.classOf = classes(literals);
        int highest = 0;
        for (char c : classOf) {
            highest = Math.max(highest, c);
        }
        this.classes = highest + 1;
        Trie trie = new Trie(literals, classOf).inBreadth();
        int states = trie.children.size();
        this.failure = new int[states];
        this.literal = new int[states];
        this.output = new int[states];
        int edges = 0;
        for (int state = 0; state < states; state++) {
            literal[state] = trie.literal.get(state);
            edges += trie.children.get(state).size();
        }
        int size = Integer.highestOneBit(Math.max(8, 2 * edges)) * 2;
        this.table = new long[size];
        this.tableMask = size - 1;
        Arrays.fill(table, EMPTY);
        fail(trie);
        this.shallow = Math.clamp(MAX_ROWS / classes, 1, states);
        this.rows = new int[shallow * classes];
        fillRows();
    }

    /** 0 for the characters that are in no literal. */
    private static char[] classes(List<String> literals) {
        int highest = 127;
        for (String text : literals) {
            highest = Math.max(highest, text.chars().max().orElse(0));
        }
        char[] classOf = new char[highest + 1];
        char next = 1;
        for (String text : literals) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (classOf[c] == 0) {
                    classOf[c] = next++;
                }
            }
        }
        return classOf;
    }

    /** In order, so that the state a failure leads to, which is nearer to the root, is known before. */
    private void fail(Trie trie) {
        output[ROOT] = NONE;
        for (int state = 0; state < failure.length; state++) {
            for (Map.Entry<Integer, Integer> child : trie.children.get(state).entrySet()) {
                int characterClass = child.getKey();
                int target = child.getValue();
                put(state, characterClass, target);
                int fallen = state == ROOT ? NONE : failure[state];
                while (fallen != NONE && get(fallen, characterClass) == NONE) {
                    fallen = fallen == ROOT ? NONE : failure[fallen];
                }
                failure[target] = fallen == NONE ? ROOT : get(fallen, characterClass);
                output[target] = literal[failure[target]] == NONE ? output[failure[target]] : failure[target];
            }
        }
    }

    /** Where a state has no way on, it is that of the one its failure leads to, whose row is there already. */
    private void fillRows() {
        for (int state = 0; state < shallow; state++) {
            for (int characterClass = 1; characterClass < classes; characterClass++) {
                int target = get(state, characterClass);
                int otherwise = state == ROOT ? ROOT : rows[failure[state] * classes + characterClass];
                rows[state * classes + characterClass] = target != NONE ? target : otherwise;
            }
        }
    }

    void scan(char[] text, int from, int to, Found found) {
        int state = ROOT;
        for (int i = from; i < to; i++) {
            char c = text[i];
            int characterClass = c < classOf.length ? classOf[c] : 0;
            state = characterClass == 0 ? ROOT : next(state, characterClass);
            if (literal[state] != NONE) {
                found.at(literal[state], i + 1 - lengths[literal[state]], i + 1);
            }
            for (int other = output[state]; other != NONE; other = output[other]) {
                found.at(literal[other], i + 1 - lengths[literal[other]], i + 1);
            }
        }
    }

    private int next(int from, int characterClass) {
        int state = from;
        while (state >= shallow) {
            int target = get(state, characterClass);
            if (target != NONE) {
                return target;
            }
            state = failure[state];
        }
        return rows[state * classes + characterClass];
    }

    private void put(int state, int characterClass, int target) {
        long key = (long) state * classes + characterClass;
        int slot = slot(key);
        while (table[slot] != EMPTY) {
            slot = (slot + 1) & tableMask;
        }
        table[slot] = key << TARGET_BITS | target;
    }

    private int get(int state, int characterClass) {
        long key = (long) state * classes + characterClass;
        int slot = slot(key);
        while (true) {
            long entry = table[slot];
            if (entry == EMPTY) {
                return NONE;
            }
            if (entry >>> TARGET_BITS == key) {
                return (int) (entry & TARGET_MASK);
            }
            slot = (slot + 1) & tableMask;
        }
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & tableMask;
    }

    private static final class Trie {
        final List<Map<Integer, Integer>> children = new ArrayList<>();
        final List<Integer> literal = new ArrayList<>();

        Trie(List<String> literals, char[] classOf) {
            add();
            for (int i = 0; i < literals.size(); i++) {
                int state = ROOT;
                for (char c : literals.get(i).toCharArray()) {
                    int characterClass = classOf[c];
                    Integer next = children.get(state).get(characterClass);
                    if (next == null) {
                        next = add();
                        children.get(state).put(characterClass, next);
                    }
                    state = next;
                }
                literal.set(state, i);
            }
        }

        /** The same with the states numbered by how far they are from the root. */
        Trie inBreadth() {
            int[] order = new int[children.size()];
            int[] numbers = new int[children.size()];
            int count = 1;
            for (int i = 0; i < count; i++) {
                for (int child : children.get(order[i]).values()) {
                    numbers[child] = count;
                    order[count++] = child;
                }
            }
            Trie sorted = new Trie(List.of(), new char[0]);
            sorted.children.clear();
            sorted.literal.clear();
            for (int state : order) {
                children.get(state).replaceAll((any, child) -> numbers[child]);
                sorted.children.add(children.get(state));
                sorted.literal.add(literal.get(state));
            }
            return sorted;
        }

        private int add() {
            if (children.size() > TARGET_MASK) {
                throw new IllegalStateException("the literals have more than " + TARGET_MASK + " characters");
            }
            children.add(new HashMap<>(2));
            literal.add(NONE);
            return children.size() - 1;
        }
    }
}
