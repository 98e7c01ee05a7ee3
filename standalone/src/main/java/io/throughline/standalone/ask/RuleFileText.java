package io.throughline.standalone.ask;

import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.read.RuleFiles;
import io.throughline.core.rule.read.RuleText;
import io.throughline.standalone.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The one rule file that a command is about. */
final class RuleFileText {
    private RuleFileText() {}

    static String read(Path file) {
        if (Files.isDirectory(file)) {
            throw new UserException(file + " is a folder: name one rule file");
        }
        List<RuleProblem> problems = new ArrayList<>();
        List<RuleText> texts = RuleFiles.texts(List.of(file), problems::add);
        if (!problems.isEmpty()) {
            throw new UserException(problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")));
        }
        return texts.getFirst().text();
    }

    /** How the file is called where nobody says it: as here, without its folder. */
    static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
