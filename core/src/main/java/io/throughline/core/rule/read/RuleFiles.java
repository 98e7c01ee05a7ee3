package io.throughline.core.rule.read;

import io.throughline.core.rule.Position;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.yaml.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads the rule files of folders, {@code .yml} and {@code .yaml}, in the order of their names, and single files whatever they are called. */
public final class RuleFiles {
    private static final int MAX_BYTES = 4 * YamlReader.MAX_CHARS;
    private static final int MAX_FOLDER_DEPTH = 32;
    private static final int MAX_FILES = 100_000;

    private RuleFiles() {}

    /** What cannot be read is a problem of its file alone. */
    public static RuleReader read(List<Path> paths, RuleReader reader) {
        visit(paths, text -> reader.read(text.file(), text.text()), reader::problem);
        return reader;
    }

    /**
     * The texts alone, for whoever compiles them elsewhere.
     *
     * @param problems takes what cannot be read
     */
    public static List<RuleText> texts(List<Path> paths, Consumer<RuleProblem> problems) {
        List<RuleText> texts = new ArrayList<>();
        visit(paths, texts::add, problems);
        return texts;
    }

    private static void visit(List<Path> paths, Consumer<RuleText> texts, Consumer<RuleProblem> problems) {
        for (Path path : paths) {
            try {
                for (Path file : files(path)) {
                    readFile(file, texts, problems);
                }
            } catch (IOException e) {
                problems.accept(new RuleProblem(start(path), "cannot be read: " + e));
            }
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.walk(path, MAX_FOLDER_DEPTH)) {
            List<Path> files = all.filter(RuleFiles::isRuleFile)
                    .sorted()
                    .limit(MAX_FILES + 1L)
                    .toList();
            if (files.size() > MAX_FILES) {
                throw new IOException("more than " + MAX_FILES + " files in " + path);
            }
            return files;
        }
    }

    private static boolean isRuleFile(Path path) {
        String name = path.toString();
        return (name.endsWith(".yml") || name.endsWith(".yaml")) && Files.isRegularFile(path);
    }

    private static void readFile(Path file, Consumer<RuleText> texts, Consumer<RuleProblem> problems) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.accept(new RuleProblem(start(file), "the file is larger than " + MAX_BYTES + " bytes"));
                return;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            texts.accept(new RuleText(file.toString(), text));
        } catch (CharacterCodingException e) {
            problems.accept(new RuleProblem(start(file), "the file is not in UTF-8"));
        } catch (IOException e) {
            problems.accept(new RuleProblem(start(file), "cannot be read: " + e));
        }
    }

    private static Position start(Path file) {
        return new Position(file.toString(), 1, 1);
    }
}
